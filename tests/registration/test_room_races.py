"""Many at once at the places that are kept in the room for people online."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from conference.core.audit import ATTENDEE
from conference.core.db import db
from conference.events.models import Event
from conference.registration import services
from conference.registration.models import Category, Registration, RegistrationSettings, RoomWish
from conference.registration.rules import Person
from tests.factories import OPEN, make_category, make_event, store


def online_and_full(register: Any, **settings: Any) -> tuple[int, list[int], list[int]]:
    """(hybrid event whose room is full, who sits there, who takes part online and asked for a place there)."""
    event = make_event(mode="hybrid", capacity=3, online_capacity=8)
    make_category(event)
    event_id = event.id
    store(RegistrationSettings(event_id=event_id, **settings))
    seated = [register(event_id, f"s{n}@example.org").registration_id for n in range(3)]
    online = [register(event_id, f"o{n}@example.org", mode="online", wants_room=True).registration_id for n in range(5)]
    return event_id, seated, online


def counted(event_id: int) -> tuple[int, int, int, int]:
    """(places in the room, those kept for people online, places online, in the category)."""
    db.session.rollback()
    event = db.session.get_one(Event, event_id)
    kept = select(func.count()).select_from(RoomWish).where(RoomWish.offered_until.is_not(None))
    taken = db.session.scalar(select(Category.places_taken).where(Category.event_id == event_id))
    return event.places_taken, db.session.scalar(kept) or 0, event.online_taken, taken or 0


@pytest.mark.parametrize("to_room", ["offer", "direct"])
def test_five_online_and_many_strangers_fight_for_one_place_in_the_room(at_once, register, to_room: str):
    event_id, seated, online = online_and_full(register, to_room=to_room)

    def deed(number: int) -> Any:
        if number == 0:
            return services.cancel(seated[0], actor=ATTENDEE, at=OPEN)
        if number % 2:
            return services.change_mode(online[number % 5], "in_person", actor=ATTENDEE, at=OPEN)
        person = Person("Ada", f"{number}@example.org")
        return services.register(event_id, person, submit_key=str(uuid4()), at=OPEN)

    at_once(deed, list(range(24)))
    services.serve_line(event_id, at=OPEN)  # what a job does for who was just being changed

    in_room, kept, online_taken, of_category = counted(event_id)
    moved = sum(db.session.get_one(Registration, ident).mode == "in_person" for ident in online)
    assert (in_room, kept + moved) == (3, 1)
    assert (online_taken, of_category) == (5 - moved, 7)


def test_offers_in_the_room_are_taken_left_and_ended_at_once(at_once, register):
    event_id, seated, online = online_and_full(register, to_room="offer")
    services.cancel(seated[0], actor=ATTENDEE, at=OPEN)
    services.cancel(seated[1], actor=ATTENDEE, at=OPEN)
    end = OPEN + timedelta(hours=48)
    deeds = [
        lambda ident: services.change_mode(ident, "in_person", actor=ATTENDEE, at=OPEN),
        lambda ident: services.stay_online(ident, actor=ATTENDEE, at=OPEN),
        lambda ident: services.end_room_offer(ident, at=end),
        lambda ident: services.cancel(ident, actor=ATTENDEE, at=OPEN),
        lambda ident: services.ask_for_room(ident, actor=ATTENDEE, at=OPEN),
    ]

    at_once(lambda number: deeds[number % 5](online[number % 2 + number // 20]), list(range(40)))
    services.serve_line(event_id, at=OPEN)

    in_room, kept, online_taken, of_category = counted(event_id)
    rows = [db.session.get_one(Registration, ident) for ident in (*seated, *online)]
    alive = [row.mode for row in rows if row.holds_place]
    assert in_room == alive.count("in_person") + kept <= 3
    assert (online_taken, of_category) == (alive.count("online"), len(alive))
