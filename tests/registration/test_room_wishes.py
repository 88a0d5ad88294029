"""From online to the room when a place is free there: by itself, after the waiting list, offered or at once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from conference.core.audit import ATTENDEE, Actor, history
from conference.core.db import db, transaction
from conference.core.jobs import run_due
from conference.events.models import Event, Mode
from conference.mail.models import Message
from conference.registration import queries, room_queries, services
from conference.registration.models import Category, Registration, RegistrationSettings, RoomWish
from conference.registration.rules import CategoryFull, Correction, Details, EventFull, OfferEnded, WrongMode
from tests.factories import OPEN, STARTS, make_category, make_event, store

ORGANISER = Actor("Olga Organiser", 7)
HOUR = timedelta(hours=1)


class Hybrid:
    """One place in the room, which is taken by `seated`; `online` are those who ask for it, in their order."""

    def __init__(self, register: Any, *, online: int = 2, **settings: Any) -> None:
        event = make_event(mode=Mode.HYBRID, capacity=1, online_capacity=4)
        make_category(event)
        self.event_id, self.register = event.id, register
        if settings:
            store(RegistrationSettings(event_id=event.id, **settings))
        self.seated = self.add("seated", mode=Mode.IN_PERSON)
        self.online = [self.add(f"{n}", mode=Mode.ONLINE, wants_room=True) for n in range(online)]

    def add(self, who: str, **values: Any) -> int:
        ident: int = self.register(self.event_id, f"{who}@example.org", **values).registration_id
        return ident

    def free_a_place(self, at: Any = OPEN) -> None:
        services.cancel(self.seated, actor=ATTENDEE, at=at)

    @property
    def taken(self) -> tuple[int, int, int]:
        """(in the room, online, in the category)."""
        db.session.rollback()
        event = db.session.get_one(Event, self.event_id, populate_existing=True)
        category = db.session.scalars(select(Category).where(Category.event_id == self.event_id)).one()
        return event.places_taken, event.online_taken, category.places_taken


def load(ident: int) -> Registration:
    db.session.rollback()
    return queries.get_registration(ident)


def wishes(*idents: int) -> list[str]:
    """How it stands with each of them."""
    db.session.rollback()
    found = [room_queries.find_wish(ident) for ident in idents]
    return ["none" if wish is None else how(wish) for wish in found]


def how(wish: RoomWish) -> str:
    if wish.moved_at:
        return "moved"
    return "offer" if wish.offered_until else "ended" if wish.offer_ended_at else "asked"


def kinds(ident: int) -> list[str]:
    found = db.session.scalars(select(Message.kind).where(Message.subject_id == ident).order_by(Message.id))
    return [kind.removeprefix("registration.") for kind in found]


def take(ident: int, at: Any = OPEN) -> None:
    services.change_mode(ident, Mode.IN_PERSON, actor=ATTENDEE, at=at)


def test_a_place_in_the_room_is_offered_to_the_first_who_asked(register):
    hall = Hybrid(register)
    first, second = hall.online
    assert (wishes(first, second), hall.taken) == (["asked", "asked"], (1, 2, 3))

    hall.free_a_place()

    assert (wishes(first, second), hall.taken) == (["offer", "asked"], (1, 2, 2))
    assert load(first).mode == Mode.ONLINE
    assert kinds(first) == ["confirmed", "room_offer"]
    with pytest.raises(EventFull):
        hall.add("other")

    take(first, OPEN + HOUR)
    take(first, OPEN + HOUR)  # pressed twice

    assert (wishes(first, second), hall.taken) == (["moved", "asked"], (1, 1, 2))
    assert (load(first).mode, load(first).state) == (Mode.IN_PERSON, "confirmed")
    assert kinds(first) == ["confirmed", "room_offer", "confirmed"]
    said = [entry.action.removeprefix("registration.") for entry in history(load(first))]
    assert said == ["mode_changed", "room_offered", "added"]


def test_somebody_is_moved_at_once_where_the_event_has_it_so(register):
    hall = Hybrid(register, to_room="direct")

    hall.free_a_place()

    assert (wishes(*hall.online), hall.taken) == (["moved", "asked"], (1, 1, 2))
    row = load(hall.online[0])
    assert (row.mode, row.calendar_sequence, len(row.tickets)) == (Mode.IN_PERSON, 1, 2)
    assert kinds(hall.online[0]) == ["confirmed", "confirmed"]


@pytest.mark.parametrize("to_room", ["offer", "direct"])
def test_it_works_without_a_waiting_list(register, to_room: str):
    hall = Hybrid(register, waiting_list="off", to_room=to_room)

    hall.free_a_place()

    assert wishes(*hall.online) == [{"offer": "offer", "direct": "moved"}[to_room], "asked"]


def test_an_event_may_leave_it_to_people_themselves(register):
    hall = Hybrid(register, to_room="off")

    hall.free_a_place()

    assert (wishes(*hall.online), hall.taken) == (["none", "none"], (0, 2, 2))
    with pytest.raises(WrongMode):
        services.ask_for_room(hall.online[0], actor=ATTENDEE, at=OPEN)


def test_the_waiting_list_is_served_first(register):
    hall = Hybrid(register)
    waits = hall.add("waits", waits=True)

    hall.free_a_place()
    assert load(waits).has_offer
    assert wishes(*hall.online) == ["asked", "asked"]
    services.cancel(waits, actor=ATTENDEE, at=OPEN)

    assert (wishes(*hall.online), hall.taken) == (["offer", "asked"], (1, 2, 2))


def test_who_leaves_the_stream_makes_room_there_for_who_waits(register):
    hall = Hybrid(register, online=4, to_room="direct", waiting_list="direct")
    waits = hall.add("waits", mode=Mode.ONLINE, waits=True)

    hall.free_a_place()

    assert wishes(*hall.online) == ["moved", "asked", "asked", "asked"]
    assert (load(waits).state, hall.taken) == ("confirmed", (1, 4, 5))


def test_an_offer_that_ends_goes_to_the_next_and_can_be_asked_for_again(register):
    hall = Hybrid(register)
    first, second = hall.online
    hall.free_a_place()
    services.end_room_offer(first, at=OPEN + HOUR)  # too early: nothing happens
    assert wishes(first, second) == ["offer", "asked"]

    end = OPEN + 48 * HOUR
    with pytest.raises(OfferEnded, match="keep your place online"):
        take(first, end)
    services.end_room_offer(first, at=end)

    assert (wishes(first, second), hall.taken) == (["ended", "offer"], (1, 2, 2))
    assert kinds(first) == ["confirmed", "room_offer", "room_offer_ended"]
    services.ask_for_room(first, actor=ATTENDEE, at=end)
    services.stay_online(second, actor=ATTENDEE, at=end)
    assert (wishes(first, second), hall.taken) == (["offer", "none"], (1, 2, 2))


def test_the_job_ends_offers_in_time(register):
    hall = Hybrid(register)
    with time_machine.travel(OPEN, tick=False):
        hall.free_a_place()
        run_due()

    with time_machine.travel(OPEN + 49 * HOUR, tick=False):
        run_due()

    assert wishes(*hall.online) == ["ended", "offer"]


@pytest.mark.parametrize("deed", ["cancel", "decline", "stay_online", "erase"])
def test_a_place_kept_for_somebody_who_does_not_want_it_goes_on(register, deed: str):
    hall = Hybrid(register)
    first, second = hall.online
    hall.free_a_place()
    if deed == "decline":
        with transaction() as session:
            session.get_one(Registration, first).state = "pending"

    getattr(services, deed)(first, actor=ORGANISER if deed == "decline" else ATTENDEE, at=OPEN)

    left = 2 if deed == "stay_online" else 1
    assert (wishes(second), hall.taken) == (["offer"], (1, left, left))


def test_a_category_counts_once_while_a_place_is_kept(register):
    hall = Hybrid(register, online=1)
    with transaction() as session:
        session.scalars(select(Category)).one().capacity = 2
    hall.free_a_place()

    hall.add("last", mode=Mode.ONLINE)
    with pytest.raises(CategoryFull):
        hall.add("too many", mode=Mode.ONLINE)
    take(hall.online[0])

    assert hall.taken == (1, 1, 2)


def test_who_waits_for_approval_is_asked_once_confirmed(register):
    event = make_event(mode=Mode.HYBRID, capacity=1)
    make_category(event, needs_approval=True)
    ident = register(event.id, mode=Mode.ONLINE, wants_room=True).registration_id
    assert wishes(ident) == ["asked"]

    with time_machine.travel(OPEN, tick=False):
        services.approve(ident, actor=ORGANISER, at=OPEN)
        run_due()

    assert wishes(ident) == ["offer"]


def test_organisers_move_somebody_past_the_offer(register):
    hall = Hybrid(register, online=1)
    hall.free_a_place()
    row = load(hall.online[0])
    new = correction_of(row, mode=Mode.IN_PERSON)

    services.correct(row.id, new, actor=ORGANISER, at=OPEN, version=row.version)

    assert (wishes(row.id), hall.taken) == (["moved"], (1, 0, 1))


def correction_of(row: Registration, **values: Any) -> Any:
    same = {"email": row.email, "category": row.category.code, "mode": row.mode}
    return Correction(Details(name=row.name, language="en"), **{**same, **values})


def test_nobody_is_asked_whose_category_is_online_only_or_once_the_event_is_over(register):
    hall = Hybrid(register)
    with transaction() as session:
        session.scalars(select(Category)).one().modes = Mode.ONLINE
    hall.free_a_place()
    assert wishes(*hall.online) == ["asked", "asked"]
    with transaction() as session:
        session.scalars(select(Category)).one().modes = ""

    services.serve_line(hall.event_id, at=STARTS + 24 * HOUR)
    assert wishes(*hall.online) == ["asked", "asked"]
    services.serve_line(hall.event_id, at=OPEN)
    assert wishes(*hall.online) == ["offer", "asked"]
