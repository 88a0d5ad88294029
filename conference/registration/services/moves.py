"""From one state to another: the ways of rules.MOVES that people and organisers go.

Each stands twice: as a use case, and as a step inside a transaction for those who do many.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event

from .. import queries, rules
from ..models import Registration, RegistrationState
from .moving import move

CONFIRMED, DECLINED, CANCELLED = RegistrationState.CONFIRMED, RegistrationState.DECLINED, RegistrationState.CANCELLED
Step = Callable[..., bool]
CANCELLERS = {
    audit.ATTENDEE.label: rules.ATTENDEE,
    audit.FOCAL_POINT.label: rules.NAMER,
    audit.GROUP_LEAD.label: rules.NAMER,
}


def approve(registration_id: int, *, actor: audit.Actor, at: datetime, reason: str = "") -> None:
    """Confirm and send the ticket; nothing happens to who is confirmed already. Raises WrongState or a Full."""
    with transaction():
        approve_step(lock(Registration, registration_id), actor=actor, at=at, reason=reason)


def decline(registration_id: int, *, actor: audit.Actor, at: datetime, reason: str = "") -> None:
    """Turn down, free the place, tell the person. Raises WrongState."""
    with transaction():
        decline_step(lock(Registration, registration_id), actor=actor, at=at, reason=reason)


def cancel(registration_id: int, *, actor: audit.Actor, at: datetime, reason: str = "") -> None:
    """Free the place, end the ticket, say so by mail. Raises WrongState, or EventOver for the attendee."""
    with transaction():
        cancel_step(lock(Registration, registration_id), actor=actor, at=at, reason=reason)


def approve_step(registration: Registration, *, actor: audit.Actor, at: datetime, **told: Any) -> bool:
    """False when there is nothing to do."""
    if registration.state == CONFIRMED:
        return False
    if refusal := rules.why_not("approve", registration.state):
        raise refusal
    move(registration, CONFIRMED, "registration.approved", actor, at, **told)
    return True


def decline_step(registration: Registration, *, actor: audit.Actor, at: datetime, **told: Any) -> bool:
    """False when there is nothing to do."""
    if registration.state == DECLINED:
        return False
    if refusal := rules.why_not("decline", registration.state):
        raise refusal
    move(registration, DECLINED, "registration.declined", actor, at, **told)
    return True


def cancel_step(registration: Registration, *, actor: audit.Actor, at: datetime, **told: Any) -> bool:
    """False when there is nothing to do."""
    by_attendee = actor is audit.ATTENDEE
    if registration.state == CANCELLED:
        return False
    event = db.session.get_one(Event, registration.event_id)
    if refusal := (
        rules.why_not("cancel", registration.state) or rules.why_not_cancel(event, at, by_attendee=by_attendee)
    ):
        raise refusal
    registration.cancelled_at = at
    registration.cancelled_by = CANCELLERS.get(actor.label, rules.ORGANISER)
    registration.calendar_sequence += 1
    move(registration, CANCELLED, "registration.cancelled", actor, at, **told)
    return True


STEPS: dict[str, Step] = {"approve": approve_step, "decline": decline_step, "cancel": cancel_step}


def restore(registration_id: int, *, actor: audit.Actor, at: datetime, reason: str = "") -> None:
    """Take a cancellation or an expiry back if a place is free: with a new ticket, or pending where approval is due.

    Raises a Refused; attendees may take back their own cancellation only. Whoever comes by the link in a mail has
    shown that the address is theirs.
    """
    by_attendee = actor is audit.ATTENDEE
    try:
        with transaction() as session:
            registration = lock(Registration, registration_id)
            if registration.is_alive:
                return
            event = session.get_one(Event, registration.event_id)
            if refusal := rules.why_not_restore(
                event,
                registration.state,
                registration.cancelled_by,
                at,
                by_attendee=by_attendee,
                mode=registration.mode,
            ):
                raise refusal
            is_known = queries.find_alive(registration.event_id, registration.email) is not None
            if is_known or registration.merged_into_id is not None:
                raise rules.registered_again()
            registration.cancelled_at = None
            registration.cancelled_by = ""
            registration.calendar_sequence += 1
            if by_attendee:
                registration.verified_at = registration.verified_at or at
            target = rules.state_after_restore(
                had_ticket=bool(registration.tickets), needs_approval=registration.category.needs_approval
            )
            move(registration, target, "registration.restored", actor, at, reason=reason)
    except IntegrityError as error:  # the same address registered in this very moment
        raise rules.registered_again() from error
