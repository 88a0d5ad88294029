"""Personal invitations of an event."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.events.models import Event

from .models import ACTIVE, Invitation, InvitationState, ReminderSettings
from .reminder_rules import Reminders


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


def find_reminders(event_id: int) -> ReminderSettings | None:
    return db.session.get(ReminderSettings, event_id, populate_existing=True)


def reminders_of(event_id: int) -> Reminders:
    row = find_reminders(event_id)
    return Reminders(row.after_days, row.before_days) if row else Reminders()


def events_that_remind(at: datetime) -> list[int]:
    """Events to come whose invitations are reminded by themselves."""
    has_rule = ReminderSettings.after_days.is_not(None) | ReminderSettings.before_days.is_not(None)
    query = select(Event.id).join(ReminderSettings, ReminderSettings.event_id == Event.id)
    return list(db.session.scalars(query.where(has_rule, Event.ends_at > at).order_by(Event.id)))


def unanswered_rows(event_id: int) -> list[Invitation]:
    query = select(Invitation).where(
        Invitation.event_id == event_id,
        Invitation.delegation_id.is_(None),
        Invitation.state == InvitationState.SENT,
    )
    return list(db.session.scalars(query.order_by(Invitation.id)))
