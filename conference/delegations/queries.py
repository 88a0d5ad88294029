"""What delegations and invitations are there, and how far quotas are used."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.events.models import Event
from conference.registration.models import ALIVE, Category, Registration

from .models import ACTIVE, Delegation, DelegationQuota, Invitation, InvitationState, RegistrationGroup


def categories_of(event_id: int) -> list[Category]:
    """All of them, public or not, in the organisers' order."""
    query = select(Category).where(Category.event_id == event_id).order_by(Category.position, Category.id)
    return list(db.session.scalars(query))


def delegations_of(event_id: int) -> list[Delegation]:
    """Those that were deleted come last."""
    query = (
        select(Delegation)
        .where(Delegation.event_id == event_id)
        .order_by(Delegation.removed_at.is_not(None), Delegation.name, Delegation.id)
    )
    return list(db.session.scalars(query.options(selectinload(Delegation.quotas))))


def find_delegation(event_id: int, code: str) -> Delegation | None:
    query = select(Delegation).where(Delegation.event_id == event_id, Delegation.code == code)
    return db.session.scalars(query.options(*WHOLE)).one_or_none()


WHOLE = (
    selectinload(Delegation.quotas).joinedload(DelegationQuota.category),
    joinedload(Delegation.letter),
)


def find_by_focal_digest(event_slug: str, digest: str) -> tuple[Delegation, Event] | None:
    query = (
        select(Delegation, Event)
        .join(Event, Event.id == Delegation.event_id)
        .where(Event.slug == event_slug, Delegation.link_digest == digest, Delegation.removed_at.is_(None))
        .options(*WHOLE)
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def find_by_invitation_digest(event_slug: str, digest: str) -> tuple[Invitation, Event] | None:
    query = (
        select(Invitation, Event)
        .join(Event, Event.id == Invitation.event_id)
        .where(Event.slug == event_slug, Invitation.link_digest == digest)
        .options(joinedload(Invitation.category), joinedload(Invitation.delegation))
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def get_invitation(invitation_id: int) -> Invitation:
    query = (
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .options(joinedload(Invitation.category), joinedload(Invitation.delegation))
    )
    return db.session.scalars(query).one()


def find_by_group_digest(event_slug: str, digest: str) -> tuple[RegistrationGroup, Event] | None:
    query = (
        select(RegistrationGroup, Event)
        .join(Event, Event.id == RegistrationGroup.event_id)
        .where(Event.slug == event_slug, RegistrationGroup.link_digest == digest)
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def find_group(group_key: str | None) -> RegistrationGroup | None:
    return db.session.scalars(select(RegistrationGroup).where(RegistrationGroup.uuid == group_key)).one_or_none()


def people_of(delegation_id: int) -> list[Invitation]:
    """Head and order as the focal point wants; those who are out come last."""
    query = (
        select(Invitation)
        .where(Invitation.delegation_id == delegation_id)
        .options(joinedload(Invitation.category), joinedload(Invitation.delegation))
        .order_by(Invitation.position, Invitation.id)
    )
    rows = list(db.session.scalars(query))
    return sorted(rows, key=lambda row: (row.state not in ACTIVE, not row.is_head, row.position, row.id))


def find_person(delegation_id: int, code: str) -> Invitation | None:
    query = select(Invitation).where(Invitation.delegation_id == delegation_id, Invitation.code == code)
    return db.session.scalars(query.options(joinedload(Invitation.category))).one_or_none()


def taken_by_category(delegation_id: int) -> dict[int, int]:
    """How many people the delegation has named, by the id of the category."""
    query = (
        select(Invitation.category_id, func.count())
        .where(Invitation.delegation_id == delegation_id, Invitation.state.in_(ACTIVE))
        .group_by(Invitation.category_id)
    )
    return {ident: count for ident, count in db.session.execute(query)}  # noqa: C416 - rows, not pairs


def counts_of(event_id: int) -> dict[int, dict[tuple[int, str], int]]:
    """People by category and state, for each delegation of the event. One select."""
    query = (
        select(Invitation.delegation_id, Invitation.category_id, Invitation.state, func.count())
        .where(Invitation.event_id == event_id, Invitation.delegation_id.is_not(None))
        .group_by(Invitation.delegation_id, Invitation.category_id, Invitation.state)
    )
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for delegation_id, category_id, state, count in db.session.execute(query):
        found[delegation_id or 0][category_id, state] = count
    return found


def named_twice(event_id: int) -> set[str]:
    """Addresses (as compared) that more than one delegation names, or that are invited besides."""
    query = (
        select(Invitation.email_key)
        .where(Invitation.event_id == event_id, Invitation.state.in_(ACTIVE))
        .group_by(Invitation.email_key)
        .having(func.count() > 1)
    )
    return set(db.session.scalars(query))


def registrations_by_key(event_id: int, keys: set[str]) -> dict[str, Registration]:
    """Live registrations of these addresses (as compared)."""
    if not keys:
        return {}
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.email_key.in_(keys), Registration.state.in_(ALIVE)
    )
    return {row.email_key: row for row in db.session.scalars(query)}


def registrations_of(invitations: list[Invitation]) -> dict[int, Registration]:
    """By id, those that came of the invitations."""
    idents = [row.registration_id for row in invitations if row.registration_id]
    if not idents:
        return {}
    return {row.id: row for row in db.session.scalars(select(Registration).where(Registration.id.in_(idents)))}


def unanswered(delegation_id: int) -> list[int]:
    query = select(Invitation.id).where(
        Invitation.delegation_id == delegation_id, Invitation.state == InvitationState.SENT
    )
    return list(db.session.scalars(query.order_by(Invitation.id)))


def invitation_of_registration(registration_id: int) -> Invitation | None:
    query = (
        select(Invitation)
        .where(Invitation.registration_id == registration_id)
        .options(joinedload(Invitation.delegation))
    )
    return db.session.scalars(query.order_by(Invitation.id.desc()).limit(1)).one_or_none()


def has_kept_place(invitation: Invitation) -> bool:
    """A place is kept for somebody of its category."""
    if invitation.delegation_id is None:
        return False
    query = select(DelegationQuota.held).where(
        DelegationQuota.delegation_id == invitation.delegation_id,
        DelegationQuota.category_id == invitation.category_id,
    )
    return bool(db.session.scalar(query))
