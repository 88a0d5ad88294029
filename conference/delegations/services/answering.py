"""What invited people answer, and what becomes of it when their registration moves."""

from datetime import datetime

from sqlalchemy import select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event
from conference.registration import places
from conference.registration.models import ALIVE, HOLDS_PLACE, Registration

from .. import queries, rules
from ..models import Delegation, DelegationQuota, Invitation, InvitationState
from .reserving import adjust, give, keep, keep_in


def locked(invitation_id: int) -> Invitation:
    """Inside a transaction: its delegation first, then the invitation, so that nobody waits in a circle."""
    found = db.session.get_one(Invitation, invitation_id)
    if found.delegation_id is not None:
        lock(Delegation, found.delegation_id)
    return lock(Invitation, invitation_id)


def settle(invitation_id: int, registration: Registration, at: datetime) -> bool:
    """Inside the transaction that registers the person: note it; True when a place was kept. Raises NotAnswerable."""
    invitation = locked(invitation_id)
    if refusal := rules.why_not_answer(invitation, at):
        raise refusal
    invitation.state = InvitationState.ACCEPTED
    invitation.answered_at = at
    invitation.registration_id = registration.id
    note(invitation, "accepted", audit.ATTENDEE, at)
    quota = quota_of(invitation)
    if quota is None:
        return False
    return give(quota, registration, db.session.get_one(Event, invitation.event_id), at)


def note(invitation: Invitation, deed: str, actor: audit.Actor, at: datetime) -> None:
    audit.record(f"invitation.{deed}", invitation, actor=actor, event_id=invitation.event_id, at=at)


def quota_of(invitation: Invitation) -> DelegationQuota | None:
    """The quota of its delegation, locked by then."""
    if invitation.delegation_id is None:
        return None
    query = select(DelegationQuota).where(
        DelegationQuota.delegation_id == invitation.delegation_id,
        DelegationQuota.category_id == invitation.category_id,
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def accept_as(invitation_id: int, registration_id: int, *, at: datetime) -> None:
    """For who is registered already with the invited address: count that registration. Raises NotAnswerable."""
    with transaction() as session:
        registration = lock(Registration, registration_id)
        invitation = locked(invitation_id)
        if refusal := rules.why_not_answer(invitation, at):
            raise refusal
        if registration.state not in ALIVE or registration.email_key != invitation.email_key:
            raise rules.not_registered()
        invitation.state = InvitationState.ACCEPTED
        invitation.answered_at = at
        invitation.registration_id = registration.id
        note(invitation, "accepted", audit.ATTENDEE, at)
        session.flush()
        if invitation.delegation is not None:  # a place kept for them is free: they have one
            adjust(invitation.delegation, session.get_one(Event, invitation.event_id), at)


def decline(invitation_id: int, *, at: datetime) -> None:
    """Raises NotAnswerable; nothing happens to who declined already."""
    with transaction():
        invitation = locked(invitation_id)
        if invitation.state == InvitationState.DECLINED:
            return
        if refusal := rules.why_not_answer(invitation, at):
            raise refusal
        invitation.state = InvitationState.DECLINED
        invitation.answered_at = at
        note(invitation, "declined", audit.ATTENDEE, at)


def follow_registration(registration: Registration, before: str, at: datetime) -> bool:
    """When somebody's registration ends, the quota is free for another, and so is the place that was kept for it.

    True when the place stays with the delegation, or comes back from it. Raises QuotaFull for who comes back after
    another was named instead.
    """
    was_alive, is_alive = before in ALIVE, registration.state in ALIVE
    found = queries.invitation_of_registration(registration.id) if was_alive != is_alive else None
    if found is None:
        return False
    invitation = locked(found.id)
    event = db.session.get_one(Event, invitation.event_id)
    quota, delegation = quota_of(invitation), invitation.delegation
    if was_alive and invitation.state == InvitationState.ACCEPTED:
        invitation.state = InvitationState.CANCELLED
        note(invitation, "cancelled", audit.SYSTEM, at)
        may_keep = delegation is not None and delegation.is_reserved and rules.is_open(delegation, at)
        if quota is None or not may_keep or before not in HOLDS_PLACE or registration.category_id != quota.category_id:
            return False
        return has_room(quota) and keep(quota, registration, event)
    if is_alive and invitation.state == InvitationState.CANCELLED:
        if delegation is not None and (
            refusal := rules.why_not_name(delegation, invitation.category_id, queries.taken_by_category(delegation.id))
        ):
            raise refusal
        invitation.state = InvitationState.ACCEPTED
        note(invitation, "accepted", audit.SYSTEM, at)
        if quota is None or registration.category_id != quota.category_id or registration.state not in HOLDS_PLACE:
            return False
        return give(quota, registration, event, at)
    return False


def follow_category(registration: Registration, old_category: int, old_mode: str, at: datetime) -> tuple[bool, bool]:
    """Somebody of a delegation comes into another category of its quota: they count there, and no longer here.

    Says whether the place left stays with the delegation, and whether it had kept the new one. Who comes into a
    category that the delegation has no place in goes on counting where they were named.
    """
    found = queries.invitation_of_registration(registration.id)
    if found is None or found.delegation_id is None:
        return False, False
    invitation = locked(found.id)
    if invitation.state != InvitationState.ACCEPTED or invitation.category_id != old_category:
        return False, False
    delegation, event = db.session.get_one(Delegation, found.delegation_id), db.session.get_one(Event, found.event_id)
    left = quota_of(invitation)
    new = next((quota for quota in delegation.quotas if quota.category_id == registration.category_id), None)
    if new is None or queries.taken_by_category(delegation.id).get(new.category_id, 0) >= new.places:
        return False, False
    invitation.category_id = registration.category_id
    note(invitation, "recategorised", audit.SYSTEM, at)
    db.session.flush()
    places.hold_all(event.id)  # before any of them changes
    came = quota_of(invitation)
    is_given = came is not None and give(came, registration, event, at)
    may_keep = left is not None and delegation.is_reserved and rules.is_open(delegation, at)
    is_left = may_keep and left is not None and has_room(left) and keep_in(left, old_category, old_mode, event)
    return is_left, is_given


def has_room(quota: DelegationQuota) -> bool:
    """The quota keeps fewer places than it has left."""
    db.session.flush()
    query = select(Invitation.id).where(
        Invitation.delegation_id == quota.delegation_id,
        Invitation.category_id == quota.category_id,
        Invitation.state == InvitationState.ACCEPTED,
    )
    return quota.held + len(db.session.scalars(query).all()) < quota.places


def expire_invitation(invitation_id: int, *, at: datetime) -> None:
    """A personal invitation whose time is over."""
    with transaction():
        invitation = locked(invitation_id)
        if invitation.state == InvitationState.SENT and at >= rules.ends_at(invitation):
            invitation.state = InvitationState.EXPIRED
            note(invitation, "expired", audit.SYSTEM, at)
