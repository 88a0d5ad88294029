"""Personal invitations of an event."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.core.paging import Page, page_of

from .models import ACTIVE, Invitation, InvitationState


def page_of_invitations(event_id: int, state: str, number: int) -> Page[Invitation]:
    """Newest first; `state`: "" for all."""
    query = select(Invitation).where(Invitation.event_id == event_id, Invitation.delegation_id.is_(None))
    if state:
        query = query.where(Invitation.state == state)
    whole = query.options(joinedload(Invitation.category), joinedload(Invitation.delegation))
    return page_of(whole.order_by(Invitation.id.desc()), number)


def count_invitations(event_id: int) -> dict[str, int]:
    query = (
        select(Invitation.state, func.count())
        .where(Invitation.event_id == event_id, Invitation.delegation_id.is_(None))
        .group_by(Invitation.state)
    )
    return {state: count for state, count in db.session.execute(query)}  # noqa: C416 - rows, not pairs


def unanswered_invitations(event_id: int) -> list[int]:
    query = select(Invitation.id).where(
        Invitation.event_id == event_id,
        Invitation.delegation_id.is_(None),
        Invitation.state == InvitationState.SENT,
    )
    return list(db.session.scalars(query.order_by(Invitation.id)))


def find_invitation(event_id: int, code: str) -> Invitation | None:
    query = select(Invitation).where(
        Invitation.event_id == event_id, Invitation.code == code, Invitation.delegation_id.is_(None)
    )
    return db.session.scalars(query).one_or_none()


def keys_in_use(event_id: int) -> set[str]:
    """Addresses (as compared) that have a personal invitation."""
    query = select(Invitation.email_key).where(
        Invitation.event_id == event_id, Invitation.delegation_id.is_(None), Invitation.state.in_(ACTIVE)
    )
    return set(db.session.scalars(query))
