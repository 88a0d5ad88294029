"""From online to the room: places that are kept for those who asked, inside the caller's transaction.

Whoever is offered a place in the room keeps the one online until they answer; their category counts them once. Only who
holds the registration changes its wish, so the locks are those of `moving`.
"""

from datetime import datetime

from sqlalchemy import select

from conference.core import audit
from conference.core.db import db
from conference.core.jobs import enqueue
from conference.events.models import Event, Mode

from .. import places, room_queries, rules
from ..models import Registration, RegistrationSettings, RegistrationState, RoomWish, WaitingList
from .letters import mail
from .secrets import replace_ticket


def switch(registration: Registration, mode: str, *, actor: audit.Actor, at: datetime) -> None:
    """The other way of taking part, with its ticket and letter; places are the caller's."""
    before, registration.mode = registration.mode, mode
    registration.changed_at = at
    registration.calendar_sequence += 1
    once = f"{mode} {registration.version}"
    if registration.state == RegistrationState.CONFIRMED:
        once = f"ticket {replace_ticket(registration, at).version}"
    audit.record("registration.mode_changed", registration, actor=actor, event_id=registration.event_id, at=at,
                 before=before, after=mode)  # fmt: skip
    if registration.state == RegistrationState.CONFIRMED:
        mail(registration, at=at, once=once)


def add_wish(registration: Registration, at: datetime) -> None:
    """A job looks whether a place is free in the room."""
    wish = RoomWish(registration_id=registration.id, event_id=registration.event_id, asked_at=at)
    db.session.add(wish)
    follow(registration, wish, at)


def follow(registration: Registration, wish: RoomWish, at: datetime) -> None:
    """What becomes of the wish as the registration is now. Whoever is confirmed online is looked at by a job."""
    if registration.mode != Mode.ONLINE:
        wish.offered_until = wish.offer_ended_at = None
        wish.moved_at = wish.moved_at or at
    elif wish.offered_until and not rules.may_hold_room(registration):
        wish.offered_until = None
    is_in_line = wish.is_open and wish.offered_until is None and wish.offer_ended_at is None
    if is_in_line and registration.state == RegistrationState.CONFIRMED:
        enqueue("registration.serve_line", {"event_id": registration.event_id}, at=at)
    db.session.flush()


def serve_wishes(
    event: Event, settings: RegistrationSettings, free: rules.Free, at: datetime, *, most: int
) -> tuple[int, bool]:
    """Under `places.hold_all`: give what is free in the room to those who asked for it.

    Returns how many got something, and whether somebody was passed over as another is changing them.
    """
    if not rules.is_moving(event, settings):
        return 0, False
    served, busy = 0, set[int]()
    while Mode.IN_PERSON in free.open_modes and served < most:
        left = free.modes[Mode.IN_PERSON]
        line = room_queries.next_in_line(
            event.id,
            by_priority=settings.waits_by_priority,
            skip=busy,
            limit=most - served if left is None else min(left, most - served),
        )
        if not line:
            break
        for ident in line:
            if not give_room_to(ident, event, settings, at):
                busy.add(ident)
                continue
            served += 1
            free.count_mode(Mode.IN_PERSON, -1)
            if settings.to_room == WaitingList.DIRECT:
                free.count_mode(Mode.ONLINE, 1)
    return served, bool(busy)


def give_room_to(registration_id: int, event: Event, settings: RegistrationSettings, at: datetime) -> bool:
    """Offer the place or move the person, as the event has it. False when somebody else is changing them."""
    query = (
        select(Registration)
        .where(
            Registration.id == registration_id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.mode == Mode.ONLINE,
        )
        .with_for_update(of=Registration, key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    registration = db.session.scalars(query).one_or_none()
    wish = room_queries.find_wish(registration_id)
    if registration is None or wish is None:
        return False
    if settings.to_room == WaitingList.DIRECT:
        wish.moved_at = at
        switch(registration, Mode.IN_PERSON, actor=audit.SYSTEM, at=at)
        db.session.flush()
        places.free_at_event(event.id, Mode.ONLINE)
    else:
        until = rules.offer_ends(event, settings.offer_hours, at)
        wish.offered_until = until
        audit.record("registration.room_offered", registration, actor=audit.SYSTEM, event_id=event.id, at=at,
                     until=until.isoformat())  # fmt: skip
        mail(registration, at=at, kind="registration.room_offer", once=until.isoformat())
        enqueue("registration.room_offer_ends", {"registration_id": registration.id}, at=at, run_at=until)
        db.session.flush()
    places.take_at_event(event.id, Mode.IN_PERSON)
    return True
