"""Many at once: nobody oversold, nobody doubled, nobody answered with an error."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from conference.core.audit import ATTENDEE, Actor
from conference.core.db import db
from conference.core.jobs import run_due
from conference.mail.models import Message
from conference.registration import services
from conference.registration.models import Registration
from conference.registration.rules import Person
from tests.factories import OPEN, make_category, make_event
from tests.registration.conftest import AT_ONCE, places

ORGANISER = Actor("Olga Organiser", 1)


def test_forty_takers_of_ten_places(at_once):
    event = make_event(capacity=10)
    make_category(event)
    event_id = event.id

    said = at_once(
        lambda n: services.register(event_id, Person("Ada", f"{n}@example.org"), submit_key=str(uuid4()), at=OPEN),
        list(range(40)),
    )

    assert Counter(said) == {"done": 10, "full": 30}
    assert places(event_id) == (10, 10, 10)
    assert db.session.scalar(select(func.count(Message.id))) == 10


def test_two_categories_fight_for_the_places_of_one_event(at_once):
    event = make_event(capacity=10)
    make_category(event, "press", capacity=3)
    make_category(event, "participant")
    event_id = event.id

    said = at_once(
        lambda n: services.register(
            event_id,
            Person("Ada", f"{n}@example.org", category="press" if n % 2 else "participant"),
            submit_key=str(uuid4()),
            at=OPEN,
        ),
        list(range(32)),
    )

    assert said.count("done") == 10
    assert places(event_id) == (10, 10, 10)
    assert set(said) <= {"done", "full", "category_full"}


def test_one_form_sent_eight_times_at_once(at_once):
    event = make_event(capacity=1)
    make_category(event)
    event_id, key = event.id, str(uuid4())

    said = at_once(
        lambda _: services.register(event_id, Person("Ada", "ada@example.org"), submit_key=key, at=OPEN),
        list(range(AT_ONCE)),
    )

    assert Counter(said) == {"done": 1, "known": AT_ONCE - 1}
    assert places(event_id) == (1, 1, 1)
    assert db.session.scalar(select(func.count(Message.id))) == 1


def test_one_address_in_eight_forms_at_once(at_once):
    event = make_event()
    make_category(event)
    event_id = event.id

    said = at_once(
        lambda _: services.register(event_id, Person("Ada", "ada@example.org"), submit_key=str(uuid4()), at=OPEN),
        list(range(AT_ONCE)),
    )

    assert Counter(said) == {"done": 1, "known": AT_ONCE - 1}
    assert places(event_id) == (1, 1, 1)
    run_due(OPEN)
    kinds = Counter(db.session.scalars(select(Message.kind)))
    assert kinds == {"registration.confirmed": 1, "registration.link": 1}


def test_everybody_takes_back_their_cancellation_at_once_when_few_places_are_left(at_once, register):
    event = make_event()
    make_category(event)
    event_id = event.id
    people = [register(event_id, f"{n}@example.org").registration_id for n in range(16)]
    for ident in people:
        services.cancel(ident, actor=ATTENDEE, at=OPEN)
    row = db.session.get_one(type(event), event_id)
    row.capacity = 5
    db.session.commit()

    said = at_once(lambda ident: services.restore(ident, actor=ATTENDEE, at=OPEN), people)

    assert Counter(said) == {"done": 5, "full": 11}
    assert places(event_id) == (5, 5, 5)


def test_two_buttons_pressed_at_once_leave_one_ticket_and_true_counts(at_once, register):
    event = make_event()
    make_category(event, needs_approval=True)
    event_id = event.id
    ident = register(event_id).registration_id
    deeds = [services.approve, services.cancel, services.decline, services.approve] * 4

    at_once(lambda deed: deed(ident, actor=ORGANISER, at=OPEN), deeds)

    row = db.session.get_one(Registration, ident)
    valid = [ticket for ticket in row.tickets if ticket.revoked_at is None]
    assert len(valid) == (row.state == "confirmed")
    held = int(row.holds_place)
    assert places(event_id) == (held, held, held)


def test_five_takers_of_one_freed_place_and_a_line(at_once, register):
    event = make_event(capacity=1)
    make_category(event)
    event_id = event.id
    first = register(event_id, "first@example.org").registration_id
    waiting = [register(event_id, f"w{n}@example.org", waits=True).registration_id for n in range(3)]

    def deed(number: int) -> Any:
        if number == 0:
            return services.cancel(first, actor=ATTENDEE, at=OPEN)
        person = Person("Ada", f"{number}@example.org")
        return services.register(event_id, person, submit_key=str(uuid4()), at=OPEN)

    said = at_once(deed, list(range(24)))

    assert Counter(said) == {"done": 1, "full": 23}  # the place went to the line, whoever came when
    db.session.rollback()
    assert [db.session.get_one(Registration, ident).has_offer for ident in waiting] == [True, False, False]
    assert places(event_id) == (1, 1, 1)


def test_many_leave_and_many_join_the_line_at_once(at_once, register):
    event = make_event(capacity=8)
    make_category(event, "press", capacity=4)
    make_category(event, "participant")
    event_id = event.id
    seated = [
        register(event_id, f"s{n}@example.org", category="press" if n < 4 else "participant").registration_id
        for n in range(8)
    ]

    def deed(number: int) -> Any:
        if number % 3 == 0:
            return services.cancel(seated[number // 3], actor=ATTENDEE, at=OPEN)
        person = Person("Ada", f"{number}@example.org", category="press" if number % 2 else "participant", waits=True)
        return services.register(event_id, person, submit_key=str(uuid4()), at=OPEN)

    said = at_once(deed, list(range(24)))
    services.serve_line(event_id, at=OPEN)  # what a job does for who was just being changed

    assert set(said) == {"done"}
    assert places(event_id) == (8, 8, 8)


def test_one_offer_accepted_declined_and_ended_at_once(at_once, register):
    event = make_event(capacity=1)
    make_category(event)
    event_id = event.id
    first = register(event_id, "first@example.org").registration_id
    waiting = [register(event_id, f"w{n}@example.org", waits=True).registration_id for n in range(2)]
    services.cancel(first, actor=ATTENDEE, at=OPEN)
    ident, end = waiting[0], OPEN + timedelta(hours=48)
    deeds = [
        lambda: services.accept_offer(ident, actor=ATTENDEE, at=OPEN),
        lambda: services.cancel(ident, actor=ATTENDEE, at=OPEN),
        lambda: services.end_offer(ident, at=end),
        lambda: services.approve(ident, actor=ORGANISER, at=OPEN),
    ] * 4

    at_once(lambda deed: deed(), deeds)

    db.session.rollback()
    assert places(event_id) == (1, 1, 1)
    assert sum(db.session.get_one(Registration, one).holds_place for one in waiting) == 1


def test_places_move_between_room_and_stream_at_once(at_once, register):
    event = make_event(mode="hybrid", capacity=4, online_capacity=6)
    make_category(event)
    event_id = event.id
    people = [
        register(event_id, f"{n}@example.org", mode="in_person" if n < 4 else "online", waits=True).registration_id
        for n in range(10)
    ]

    at_once(
        lambda number: services.change_mode(
            people[number % 10], "online" if number % 2 else "in_person", actor=ATTENDEE, at=OPEN
        ),
        list(range(40)),
    )

    of_event, of_categories, held = places(event_id)
    assert of_event == of_categories == held == 10
    row = db.session.get_one(type(event), event_id)
    assert row.places_taken <= 4
    assert row.online_taken <= 6
