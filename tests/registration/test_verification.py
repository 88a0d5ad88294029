"""Confirming the address by a button behind the link, and the ways of those who take part online."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine

from conference.core.audit import ATTENDEE
from conference.core.db import db, transaction
from conference.core.jobs import run_due
from conference.events.models import Event
from conference.registration import links, queries, services
from conference.registration.models import Registration, RegistrationSettings
from tests.browser import Browser, forms_of
from tests.factories import OPEN, STARTS, make_category, make_event, store
from tests.registration.conftest import places

pytestmark = pytest.mark.usefixtures("clock")
HOUR = timedelta(hours=1)


def load(ident: int) -> Registration:
    db.session.rollback()
    return queries.get_registration(ident)


def own(ident: int) -> str:
    row = load(ident)
    return f"/events/{row.event.slug}/registrations/{links.own_page_token(row)}"


@pytest.fixture
def unproved(register: Any) -> int:
    event = make_event(capacity=1)
    make_category(event)
    store(RegistrationSettings(event_id=event.id, needs_verification=True, verify_hours=24))
    return int(register(event.id).registration_id)


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does(client: Browser, unproved: int, letters: Any):
    assert [mail["Subject"] for mail in letters()] == ["Please confirm your address: Border Cooperation"]
    assert load(unproved).state == "pending"

    page = client.get(own(unproved))
    client.open(own(unproved), method="HEAD")
    assert "Confirm your e-mail address" in page.text
    assert load(unproved).state == "pending"
    assert client.fill(own(unproved), form="/verify").status_code == 303
    client.send(own(unproved), forms_of(page.text)[0], {})  # pressed twice

    row = load(unproved)
    assert (row.state, row.verified_at) == ("confirmed", OPEN)
    assert "Your ticket: Border Cooperation" in [mail["Subject"] for mail in letters()]
    assert len(row.tickets) == 1


def test_an_address_that_nobody_confirms_frees_its_place(client: Browser, unproved: int, register: Any):
    event_id = load(unproved).event_id
    waits = register(event_id, "w@example.org", waits=True).registration_id
    with time_machine.travel(OPEN + 24 * HOUR, tick=False):
        run_due()

    assert load(unproved).state == "expired"
    assert load(waits).has_offer
    assert places(event_id) == (1, 1, 1)
    page = client.get(own(unproved)).text
    assert "Your registration has expired" in page
    assert "every place is taken" in page


def test_a_link_opened_too_late_takes_a_place_while_there_are_some(client: Browser, unproved: int):
    page = client.get(own(unproved))
    services.expire(unproved, at=OPEN)

    late = client.send(own(unproved), forms_of(page.text)[0], {})
    assert late.status_code == 409
    assert "no longer possible" in late.text
    client.fill(own(unproved), form="/restore")

    row = load(unproved)
    assert (row.state, row.verified_at) == ("confirmed", OPEN)


def test_a_confirmed_address_still_waits_for_approval(client: Browser, register: Any):
    event = make_event()
    make_category(event, needs_approval=True)
    store(RegistrationSettings(event_id=event.id, needs_verification=True))
    ident = register(event.id).registration_id

    client.fill(own(ident), form="/verify")

    assert (load(ident).state, load(ident).verified_at) == ("pending", OPEN)
    assert "waits for approval" in client.get(own(ident)).text
    services.expire(ident, at=OPEN)
    assert load(ident).state == "pending"


@pytest.fixture
def online(register: Any) -> int:
    event = make_event(mode="hybrid", capacity=1, online_capacity=2, join_url="https://stream.example.org/x")
    make_category(event)
    return int(register(event.id, mode="online").registration_id)


def test_each_person_online_has_an_own_way_to_the_stream(client: Browser, online: int, letters: Any):
    mail = letters()[0]
    text = mail.get_body(("plain",)).get_content()
    assert f"{own(online)}/join" in text
    assert mail["Subject"] == "Your place online: Border Cooperation"
    assert "application/pdf" not in [part.get_content_type() for part in mail.walk()]
    page = client.get(own(online)).text
    assert "Join online" in page
    assert '<svg class="qr' not in page

    early = client.get(f"{own(online)}/join")
    assert early.status_code == 409
    assert "The stream opens on" in early.text
    with time_machine.travel(STARTS - HOUR, tick=False):
        first = client.get(f"{own(online)}/join")
        client.get(f"{own(online)}/join")

    assert first.headers["Location"] == "https://stream.example.org/x"
    assert load(online).joined_at == STARTS - HOUR


def test_the_event_says_when_the_stream_opens(client: Browser, online: int, register: Any, letters: Any):
    letters()
    event_id = load(online).event_id
    with transaction() as session:
        session.get_one(Event, event_id).join_minutes = 15
    register(event_id, "late@example.org", mode="online")

    opens = "The stream opens on 12 May 2027, 08:45 (Brussels, UTC+2)."
    mail = letters()[-1]
    assert opens in mail.get_body(("plain",)).get_content()
    assert opens in unescape(mail.get_body(("html",)).get_content())
    assert opens in client.get(own(online)).text
    with time_machine.travel(STARTS - timedelta(minutes=16), tick=False):
        early = client.get(f"{own(online)}/join")
    assert early.status_code == 409
    assert "The stream opens on 12 May 2027, 08:45 (Brussels, UTC+2). Come back then" in early.text
    with time_machine.travel(STARTS - timedelta(minutes=15), tick=False):
        assert client.get(f"{own(online)}/join").status_code == 302
        assert "The stream opens" not in client.get(own(online)).text


def test_nobody_else_gets_to_the_stream(client: Browser, online: int, register: Any):
    in_room = register(load(online).event_id, "room@example.org").registration_id
    services.cancel(online, actor=ATTENDEE, at=OPEN)

    with time_machine.travel(STARTS, tick=False):
        answers = [client.get(f"{own(ident)}/join") for ident in (online, in_room)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert all("stream.example.org" not in answer.text for answer in answers)


def test_from_online_to_the_room_while_there_is_a_place(client: Browser, online: int, register: Any):
    event_id = load(online).event_id
    store(RegistrationSettings(event_id=event_id, to_room="off"))
    client.fill(own(online), form="/mode")

    row = load(online)
    assert (row.mode, row.calendar_sequence) == ("in_person", 1)
    assert (row.event.places_taken, row.event.online_taken) == (1, 0)
    assert "Show this at the entrance" in client.get(own(online)).text
    other = register(event_id, "other@example.org", mode="online").registration_id
    full = client.fill(own(other), form="/mode")
    assert full.status_code == 409
    assert "Every place is taken" in full.text
    assert places(event_id) == (2, 2, 2)


def test_the_form_speaks_of_categories_in_the_reader_s_language(client: Browser):
    event = make_event(slug="two", languages=["en", "ru"])
    make_category(event, "press", description="With a card.", translations={"ru": {"name": "Пресса"}})
    make_category(event, "guest")

    assert "With a card." in client.get("/events/two/register").text
    assert "Пресса" in client.get("/events/two/register?lang=ru").text
