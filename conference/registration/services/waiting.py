"""What people on the waiting list do, and what becomes of an offer that nobody took."""

from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Event

from .. import line_queries, places, queries, rules
from ..models import Registration, RegistrationState
from .letters import mail
from .moving import change_places, move, offer_to, serve, state_with_place


def accept_offer(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take the place that is kept for the person. Raises OfferEnded, EventOver or WrongState."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.holds_place and not registration.has_offer:
            return  # pressed twice
        if refusal := rules.why_not_accept(registration, at):
            raise refusal
        settings = queries.settings_of(registration.event_id) or rules.default_settings()
        registration.verified_at = registration.verified_at or at
        move(registration, state_with_place(registration, settings), "registration.accepted", actor, at)


def wait_on(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Say after an offer ended that one still wants to come: at the old place in the line. Raises WrongState."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.state != RegistrationState.WAITING:
            raise rules.wrong_state(registration.state)
        if registration.offer_ended_at is None:
            return
        registration.offer_ended_at = None
        audit.record("registration.waits_on", registration, actor=actor, event_id=registration.event_id, at=at)
        places.hold_all(registration.event_id)
        serve(registration.event_id, at)


def end_offer(registration_id: int, *, at: datetime) -> None:
    """Pass on a place that was not taken in time; the person keeps their place in the line, and is told."""
    with transaction():
        registration = lock(Registration, registration_id)
        until = registration.offered_until
        if not registration.has_offer or until is None or at < until:
            return
        registration.offered_until = None
        registration.offer_ended_at = until
        audit.record("registration.offer_ended", registration, actor=audit.SYSTEM, event_id=registration.event_id,
                     at=at)  # fmt: skip
        mail(registration, at=at, kind="registration.offer_ended", once=until.isoformat())
        change_places(registration, at, held=True)


def offer_now(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """An organiser offers a free place to somebody, past the line. Raises WrongState or a Full."""
    with transaction() as session:
        registration = lock(Registration, registration_id)
        if registration.state != RegistrationState.WAITING:
            raise rules.wrong_state(registration.state)
        if registration.has_offer:
            return
        settings = queries.settings_of(registration.event_id) or rules.default_settings()
        event = session.get_one(Event, registration.event_id)
        if refusal := rules.why_not_cancel(event, at, by_attendee=True):
            raise refusal
        offer_to(registration, event, settings, at, actor=actor)


def move_in_line(registration_id: int, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """Change places with the one before or after in the line."""
    with transaction() as session:
        registration = session.get_one(Registration, registration_id)
        settings = queries.settings_of(registration.event_id) or rules.default_settings()
        ids = line_queries.line_ids(registration.event_id, by_priority=settings.waits_by_priority)
        if registration_id not in ids:
            raise rules.wrong_state(registration.state)
        there = ids.index(registration_id) + (-1 if up else 1)
        if not 0 <= there < len(ids):
            return
        pair = sorted((registration_id, ids[there]))
        rows = {ident: lock(Registration, ident) for ident in pair}
        rules.change_places_in_line(rows[registration_id], rows[ids[there]], up=up)
        audit.record("registration.line_moved", rows[registration_id], actor=actor, event_id=registration.event_id,
                     at=at, up=up)  # fmt: skip


def serve_line(event_id: int, *, at: datetime) -> int:
    """Look at the whole line once more: after a capacity was raised, or somebody was passed over."""
    with transaction():
        places.hold_all(event_id)
        return serve(event_id, at)
