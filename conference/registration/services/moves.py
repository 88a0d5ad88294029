"""From one state to another: the only ways along the arrows of rules.ALLOWED."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Event

from .. import places, queries, rules
from ..models import ALIVE, Registration, RegistrationState
from .letters import mail
from .secrets import end_ticket, replace_ticket


def approve(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Confirm and send the ticket; nothing happens to who is confirmed already. Raises WrongState or a Full."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.state == RegistrationState.CONFIRMED:
            return
        if refusal := rules.why_not_approve(registration.state):
            raise refusal
        _move(registration, RegistrationState.CONFIRMED, "registration.approved", actor, at)


def decline(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Turn down, free the place, tell the person. Raises WrongState."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.state == RegistrationState.DECLINED:
            return
        if refusal := rules.why_not_move(registration.state, RegistrationState.DECLINED):
            raise refusal
        _move(registration, RegistrationState.DECLINED, "registration.declined", actor, at)


def cancel(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Free the place, end the ticket, say so by mail. Raises WrongState, or EventOver for the attendee."""
    by_attendee = actor is audit.ATTENDEE
    with transaction() as session:
        registration = lock(Registration, registration_id)
        if registration.state == RegistrationState.CANCELLED:
            return
        event = session.get_one(Event, registration.event_id)
        if refusal := (
            rules.why_not_move(registration.state, RegistrationState.CANCELLED)
            or rules.why_not_cancel(event, at, by_attendee=by_attendee)
        ):
            raise refusal
        registration.cancelled_at = at
        registration.cancelled_by = rules.ATTENDEE if by_attendee else rules.ORGANISER
        registration.calendar_sequence += 1
        _move(registration, RegistrationState.CANCELLED, "registration.cancelled", actor, at)


def restore(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take a cancellation back if a place is free: with a new ticket, or pending where approval is still due.

    Raises a Refused; attendees may take back their own cancellation only.
    """
    try:
        with transaction() as session:
            registration = lock(Registration, registration_id)
            if registration.is_alive:
                return
            event = session.get_one(Event, registration.event_id)
            by_attendee = actor is audit.ATTENDEE
            if refusal := rules.why_not_restore(
                event, registration.state, registration.cancelled_by, at, by_attendee=by_attendee
            ):
                raise refusal
            if queries.find_alive(registration.event_id, registration.email) is not None:
                raise rules.registered_again()
            registration.cancelled_at = None
            registration.cancelled_by = ""
            registration.calendar_sequence += 1
            target = rules.state_after_restore(
                had_ticket=bool(registration.tickets), needs_approval=registration.category.needs_approval
            )
            _move(registration, target, "registration.restored", actor, at)
    except IntegrityError as error:  # the same address registered in this very moment
        raise rules.registered_again() from error


def _move(registration: Registration, target: RegistrationState, action: str, actor: audit.Actor, at: datetime) -> None:
    """Change the state with all that hangs on it: ticket, history, letter, and last of all the place."""
    before = registration.state
    registration.state = target
    registration.changed_at = at
    if target not in ALIVE:
        registration.submit_key = None  # the same form, sent again, is a new wish
        end_ticket(registration, at, target)
    deed = ""
    if target == RegistrationState.CONFIRMED:
        deed = f"ticket {replace_ticket(registration, at).version}"
    audit.record(action, registration, actor=actor, event_id=registration.event_id, at=at, before=before, after=target)
    mail(registration, at=at, once=deed or f"{target} {registration.version}")
    change = rules.place_change(before, target)
    if change > 0:
        places.take_place(registration.event_id, registration.category_id, registration.mode)
    elif change < 0:
        places.free_place(registration.event_id, registration.category_id, registration.mode)
