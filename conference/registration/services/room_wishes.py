"""What people online do who would rather come to the room, and what becomes of an offer that nobody took.

The place itself is taken by `change_mode`, as by everybody else who comes to the room.
"""

from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Mode

from .. import places, queries, room_queries, rules
from ..models import Registration, RegistrationState
from .letters import mail
from .moving import serve
from .room_moves import add_wish


def ask_for_room(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Be given a place in the room once one is free; after an offer that ended, at the old place in the line.

    Raises WrongState, WrongMode or EventOver.
    """
    with transaction() as session:
        registration = lock(Registration, registration_id)
        settings = queries.settings_of(registration.event_id) or rules.default_settings()
        if refusal := rules.why_not_ask(registration, settings, at):
            raise refusal
        wish = room_queries.find_wish(registration_id)
        if wish is not None and wish.is_open and wish.offer_ended_at is None:
            return
        if wish is None:
            add_wish(registration, at)
        else:
            wish.asked_at = wish.asked_at if wish.is_open else at
            wish.offer_ended_at = wish.moved_at = None
        audit.record("registration.room_asked", registration, actor=actor, event_id=registration.event_id, at=at)
        session.flush()
        if registration.state == RegistrationState.CONFIRMED:
            places.hold_all(registration.event_id)
            serve(registration.event_id, at)


def stay_online(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take the wish back, and let a place that is kept go to the next."""
    with transaction() as session:
        registration = lock(Registration, registration_id)
        wish = room_queries.find_wish(registration_id)
        if wish is None or not wish.is_open:
            return
        had_offer = wish.offered_until is not None
        audit.record("registration.stays_online", registration, actor=actor, event_id=registration.event_id, at=at)
        session.delete(wish)
        session.flush()
        if had_offer:
            pass_on(registration.event_id, at)


def end_room_offer(registration_id: int, *, at: datetime) -> None:
    """Pass on a place in the room that was not taken in time; the person keeps the one online, and is told."""
    with transaction() as session:
        registration = lock(Registration, registration_id)
        wish = room_queries.find_wish(registration_id)
        until = wish.offered_until if wish else None
        if wish is None or until is None or at < until:
            return
        wish.offered_until, wish.offer_ended_at = None, until
        audit.record("registration.room_offer_ended", registration, actor=audit.SYSTEM, event_id=registration.event_id,
                     at=at)  # fmt: skip
        mail(registration, at=at, kind="registration.room_offer_ended", once=until.isoformat())
        session.flush()
        pass_on(registration.event_id, at)


def pass_on(event_id: int, at: datetime) -> None:
    """A place in the room that was kept for somebody is free again."""
    places.hold_all(event_id)
    places.free_at_event(event_id, Mode.IN_PERSON)
    serve(event_id, at)
