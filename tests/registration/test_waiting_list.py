"""The waiting list: joining it, places that become free, offers taken and not taken."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from conference.core.audit import ATTENDEE, Actor, history
from conference.core.db import db
from conference.mail.models import Message
from conference.registration import jobs, line_queries, links, queries, services
from conference.registration.models import Registration, RegistrationSettings
from conference.registration.rules import EventFull, OfferEnded
from tests.browser import Browser, forms_of
from tests.factories import OPEN, STARTS, make_category, make_event, store
from tests.registration.conftest import places

ORGANISER = Actor("Olga Organiser", 7)
HOUR = timedelta(hours=1)


def load(ident: int) -> Registration:
    db.session.rollback()
    return queries.get_registration(ident)


def states(*idents: int) -> list[str]:
    return ["offer" if load(ident).has_offer else load(ident).state for ident in idents]


def kinds(ident: int) -> list[str]:
    found = db.session.scalars(select(Message.kind).where(Message.subject_id == ident).order_by(Message.id))
    return [kind.removeprefix("registration.") for kind in found]


def make_full(register: Any, *, waiting: int = 0, **settings: Any) -> tuple[int, list[int]]:
    """(event with one place, that is taken; who has it, and who waits)."""
    event = make_event(capacity=1)
    make_category(event)
    event_id = event.id
    if settings:
        store(RegistrationSettings(event_id=event_id, **settings))
    people = [register(event_id, f"{n}@example.org", waits=n > 0, at=OPEN - (9 - n) * HOUR).registration_id
              for n in range(waiting + 1)]  # fmt: skip
    return event_id, people


def test_whoever_agreed_waits_and_whoever_did_not_is_refused(register):
    event_id, (_first, second) = make_full(register, waiting=1)

    with pytest.raises(EventFull):
        register(event_id, "other@example.org")

    row = load(second)
    assert (row.state, row.waiting_since, row.holds_place) == ("waiting", OPEN - 8 * HOUR, False)
    assert line_queries.position_in_line(row, by_priority=False) == 1
    assert kinds(second) == ["received"]
    assert places(event_id) == (1, 1, 1)


def test_without_a_waiting_list_full_is_full(register):
    event_id, _people = make_full(register, waiting_list="off")

    with pytest.raises(EventFull):
        register(event_id, "other@example.org", waits=True)


def test_a_place_that_becomes_free_is_offered_to_the_first_in_line(register):
    event_id, people = make_full(register, waiting=2)

    services.cancel(people[0], actor=ATTENDEE, at=OPEN)

    assert states(*people) == ["cancelled", "offer", "waiting"]
    assert load(people[1]).offered_until == OPEN + 48 * HOUR
    assert places(event_id) == (1, 1, 1)
    with pytest.raises(EventFull):
        register(event_id, "other@example.org")

    services.accept_offer(people[1], actor=ATTENDEE, at=OPEN + HOUR)
    services.accept_offer(people[1], actor=ATTENDEE, at=OPEN + HOUR)  # pressed twice

    row = load(people[1])
    assert (row.state, row.offered_until, row.valid_ticket is not None) == ("confirmed", None, True)
    assert kinds(people[1]) == ["received", "offer", "confirmed"]
    assert [entry.action.removeprefix("registration.") for entry in history(row)] == ["accepted", "offered", "added"]
    assert places(event_id) == (1, 1, 1)


def test_a_place_is_given_directly_where_the_event_has_it_so(register):
    event_id, people = make_full(register, waiting=2, waiting_list="direct")

    services.cancel(people[0], actor=ATTENDEE, at=OPEN)

    assert states(*people) == ["cancelled", "confirmed", "waiting"]
    assert kinds(people[1]) == ["received", "confirmed"]
    assert places(event_id) == (1, 1, 1)


def test_an_offer_that_is_declined_goes_to_the_next(register):
    event_id, people = make_full(register, waiting=2)
    services.cancel(people[0], actor=ATTENDEE, at=OPEN)

    services.cancel(people[1], actor=ATTENDEE, at=OPEN)

    assert states(*people) == ["cancelled", "cancelled", "offer"]
    assert places(event_id) == (1, 1, 1)


def test_an_offer_nobody_took_goes_on_and_the_place_in_the_line_stays(register):
    event_id, people = make_full(register, waiting=3)
    services.cancel(people[0], actor=ATTENDEE, at=OPEN)
    late = OPEN + 48 * HOUR

    with pytest.raises(OfferEnded):
        services.accept_offer(people[1], actor=ATTENDEE, at=late)
    with time_machine.travel(late, tick=False):
        jobs.offer_ends(0, {"registration_id": people[1]})
        jobs.offer_ends(0, {"registration_id": people[1]})  # after a crash it may run twice

    assert states(*people[1:]) == ["waiting", "offer", "waiting"]
    assert load(people[1]).offer_ended_at == late
    assert kinds(people[1]) == ["received", "offer", "offer_ended"]
    with pytest.raises(OfferEnded):
        services.accept_offer(people[1], actor=ATTENDEE, at=late)

    services.wait_on(people[1], actor=ATTENDEE, at=late)
    assert line_queries.line_ids(event_id, by_priority=False) == [people[1], people[3]]
    services.cancel(people[2], actor=ATTENDEE, at=late)
    assert states(*people[1:]) == ["offer", "cancelled", "waiting"]
    assert places(event_id) == (1, 1, 1)


def test_an_offer_does_not_outlive_the_start_of_the_event(register):
    _event_id, people = make_full(register, waiting=1)

    services.cancel(people[0], actor=ORGANISER, at=STARTS - 2 * HOUR)

    assert load(people[1]).offered_until == STARTS


def test_a_full_category_does_not_hold_up_the_others(register):
    event = make_event(capacity=3)
    make_category(event, "press", capacity=1, position=1)
    make_category(event, "participant", position=0)
    event_id = event.id
    press, first, second = (
        register(event_id, f"{n}@example.org", category=code).registration_id
        for n, code in enumerate(("press", "participant", "participant"))
    )
    waits_for_press = register(event_id, "p@example.org", category="press", waits=True, at=OPEN).registration_id
    waits = register(event_id, "q@example.org", category="participant", waits=True, at=OPEN + HOUR).registration_id

    services.cancel(first, actor=ATTENDEE, at=OPEN)
    assert states(waits_for_press, waits) == ["waiting", "offer"]

    services.cancel(second, actor=ATTENDEE, at=OPEN)
    assert states(waits_for_press) == ["waiting"]
    assert places(event_id) == (2, 2, 2)
    services.cancel(press, actor=ATTENDEE, at=OPEN)
    assert states(waits_for_press) == ["offer"]
    assert places(event_id) == (2, 2, 2)


def test_the_line_can_be_ordered_by_priority(register):
    event = make_event(capacity=1)
    make_category(event, "participant", position=0)
    make_category(event, "delegate", position=1, priority=5)
    event_id = event.id
    store(RegistrationSettings(event_id=event_id, waits_by_priority=True))
    first = register(event_id).registration_id
    waits = register(event_id, "a@example.org", waits=True, at=OPEN).registration_id
    preferred = register(event_id, "b@example.org", category="delegate", waits=True, at=OPEN + HOUR).registration_id
    assert line_queries.line_ids(event_id, by_priority=True) == [preferred, waits]

    services.move_in_line(waits, up=True, actor=ORGANISER, at=OPEN)
    assert line_queries.line_ids(event_id, by_priority=True) == [waits, preferred]
    services.move_in_line(waits, up=False, actor=ORGANISER, at=OPEN)
    services.cancel(first, actor=ATTENDEE, at=OPEN)

    assert states(waits, preferred) == ["waiting", "offer"]


def test_whoever_waits_for_the_room_can_have_a_place_online(register):
    event = make_event(mode="hybrid", capacity=1, online_capacity=1)
    make_category(event)
    event_id = event.id
    in_room = register(event_id).registration_id
    waits = register(event_id, "a@example.org", waits=True).registration_id
    online = register(event_id, "b@example.org", mode="online").registration_id
    assert states(in_room, waits, online) == ["confirmed", "waiting", "confirmed"]

    services.cancel(online, actor=ATTENDEE, at=OPEN)
    services.change_mode(waits, "online", actor=ATTENDEE, at=OPEN)

    assert states(waits) == ["offer"]
    assert places(event_id) == (2, 2, 2)


def test_a_place_in_the_room_changes_hands_when_its_person_goes_online(register):
    event = make_event(mode="hybrid", capacity=1, online_capacity=1)
    make_category(event)
    event_id = event.id
    in_room = register(event_id).registration_id
    waits = register(event_id, "a@example.org", waits=True).registration_id

    services.change_mode(in_room, "online", actor=ATTENDEE, at=OPEN)

    assert states(in_room, waits) == ["confirmed", "offer"]
    assert places(event_id) == (2, 2, 2)
    with pytest.raises(EventFull):
        services.change_mode(in_room, "in_person", actor=ATTENDEE, at=OPEN)
    assert load(in_room).mode == "online"
    assert places(event_id) == (2, 2, 2)


@pytest.mark.usefixtures("clock")
def test_the_own_page_tells_the_place_in_the_line_and_takes_an_offer(client: Browser, register, letters):
    event_id, people = make_full(register, waiting=2)
    row = load(people[2])
    address = f"/events/{row.event.slug}/registrations/{links.own_page_token(row)}"

    assert "You are number 2 in the line." in client.get(address).text
    services.cancel(people[0], actor=ATTENDEE, at=OPEN)
    services.cancel(people[1], actor=ATTENDEE, at=OPEN)
    assert "A place is free for you" in client.get(address).text
    taken = client.fill(address, form="/accept")

    assert taken.status_code == 303
    assert "Your place is confirmed" in client.get(address).text
    assert places(event_id) == (1, 1, 1)
    assert "Your ticket: Border Cooperation" in [mail["Subject"] for mail in letters()]


@pytest.mark.usefixtures("clock")
def test_an_offer_accepted_too_late_is_a_sentence(client: Browser, register):
    _event_id, people = make_full(register, waiting=1)
    services.cancel(people[0], actor=ATTENDEE, at=OPEN - 49 * HOUR)
    row = load(people[1])
    address = f"/events/{row.event.slug}/registrations/{links.own_page_token(row)}"
    page = client.get(address)
    answer = client.send(address, forms_of(page.text)[0], {})  # before its job looked

    assert answer.status_code == 409
    assert "The offer ended on" in answer.text
    assert "Take the place" not in answer.text
    client.fill(address, form="/wait")
    assert "A place is free for you" in client.get(address).text


@pytest.mark.usefixtures("clock")
def test_the_form_of_a_full_event_leads_to_the_waiting_list(client: Browser, register):
    event_id, _people = make_full(register)
    slug = db.session.get_one(type(load(_people[0]).event), event_id).slug

    page = client.get(f"/events/{slug}/register")
    answer = client.fill(
        f"/events/{slug}/register",
        {"name": "Bo", "email": "bo@example.org", "organisation": "Ministry", "country": "KG"},
    )

    assert "Join the waiting list" in page.text
    assert answer.status_code == 303
    assert db.session.scalar(select(Registration.state).where(Registration.email == "bo@example.org")) == "waiting"
