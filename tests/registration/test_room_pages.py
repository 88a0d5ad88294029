"""Asking for a place in the room, on the form, on the own page and in mails; and what organisers see of it."""

import re
from typing import Any

import pytest
import time_machine

from conference.core.audit import ATTENDEE
from conference.core.db import db
from conference.events.models import Event, Mode
from conference.registration import links, queries, room_queries, services
from conference.registration.models import Registration, RegistrationSettings
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import OPEN, make_category, make_event, make_member, make_registration, store

pytestmark = pytest.mark.usefixtures("clock")
ASKS = "I would rather come to the room"


@pytest.fixture
def event(db_session: Any) -> Event:
    event = make_event(slug="infopoint", mode=Mode.HYBRID, capacity=1)
    make_category(event)
    return event


@pytest.fixture
def seated(event: Event) -> int:
    return make_registration(event, "Seated").id


def own(ident: int) -> str:
    db.session.rollback()
    return f"/events/infopoint/registrations/{links.own_page_token(queries.get_registration(ident))}"


def online(event: Event, name: str = "Ada Sample", **values: Any) -> int:
    return make_registration(event, name, mode=Mode.ONLINE, **values).id


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", page.text)


def test_the_form_asks_once_the_room_is_full(client: Browser, event: Event):
    page = "/events/infopoint/register"
    assert ASKS not in client.get(page).text
    make_registration(event, "Seated")
    assert ASKS in client.get(page).text

    client.fill(page, {"name": "Ada Sample", "email": "ada@example.org", "organisation": "Ministry", "country": "BE",
                       "mode": "online", "room": "y"})  # fmt: skip

    ident = queries.find_alive(event.id, "ada@example.org")
    assert ident is not None
    assert room_queries.find_wish(ident) is not None
    store(RegistrationSettings(event_id=event.id, to_room="off"))
    assert ASKS not in client.get(page).text


def test_a_person_asks_is_offered_a_place_and_takes_it(client: Browser, event: Event, seated: int, letters: Any):
    ident = online(event)
    client.fill(own(ident), form="/room")
    page = text_of(client.get(own(ident)))
    assert "You are number 1 among those who did. Once a place is free there, we write to" in page

    services.cancel(seated, actor=ATTENDEE, at=OPEN)

    page = text_of(client.get(own(ident)))
    assert "A place in the room is free for you" in page
    assert "It is kept for you until 3 Apr 2027, 11:00 (Brussels, UTC+2)" in page
    mails = {mail["Subject"]: mail for mail in letters()}
    offer = mails["A place in the room for you: Border Cooperation"].get_body(("plain",)).get_content()
    assert "until 3 Apr 2027, 11:00 (Brussels, UTC+2)" in offer
    assert own(ident) in offer
    client.fill(own(ident), form="/mode")
    assert "Show this at the entrance" in client.get(own(ident)).text
    ticket = next(mail for mail in letters() if mail["Subject"] == "Your ticket: Border Cooperation"
                  and "As you asked" in mail.get_body(("plain",)).get_content())  # fmt: skip
    assert ticket["To"].addresses[0].display_name == "Ada Sample"


def test_a_person_stays_online_and_the_next_is_asked(client: Browser, event: Event, seated: int, letters: Any):
    first, second = (online(event, name, wants_room=True) for name in ("First", "Second"))
    services.cancel(seated, actor=ATTENDEE, at=OPEN)
    old = client.get(own(first)).text

    client.fill(own(first), form="/room")

    assert ASKS in client.get(own(first)).text
    assert "A place in the room is free for you" in client.get(own(second)).text
    taken = next(form for form in forms_of(old) if form.action.endswith("/mode"))
    late = client.send(own(first), taken, {})
    assert (late.status_code, queries.get_registration(first).mode) == (409, Mode.ONLINE)


def test_an_offer_that_ended_is_told_and_asked_for_again(client: Browser, event: Event, seated: int, letters: Any):
    ident = online(event, wants_room=True)
    services.cancel(seated, actor=ATTENDEE, at=OPEN)
    wish = room_queries.find_wish(ident)
    assert wish is not None
    assert wish.offered_until is not None
    letters()
    with time_machine.travel(wish.offered_until, tick=False):
        letters()  # the offer ends
        assert "You keep your place online: Border Cooperation" in [mail["Subject"] for mail in letters()]

    page = text_of(client.get(own(ident)))
    assert "was kept for you until 3 Apr 2027, 11:00. You keep your place online." in page
    client.fill(own(ident), form="/room")
    assert "A place in the room is free for you" in client.get(own(ident)).text


def test_organisers_see_who_asked_and_who_has_an_offer(client: Browser, event: Event, seated: int):
    client.sign_in(make_member(event))
    page = "/manage/infopoint/registrations/waiting/room"
    assert "Nobody asked for a place in the room" in client.get(page).text
    first, second = (online(event, name, wants_room=True) for name in ("First Sample", "Second Sample"))
    services.cancel(seated, actor=ATTENDEE, at=OPEN)

    shown = client.get(page).text
    assert shown.index("Places that are offered") < shown.index("First Sample") < shown.index("Asked for a place")
    assert shown.index("Asked for a place") < shown.index("Second Sample")
    assert page in client.get("/manage/infopoint/registrations/waiting").text
    for ident, words in ((first, "kept until 3 Apr 2027, 11:00"), (second, "asked for on 1 Apr 2027, 11:00")):
        code = db.session.get_one(Registration, ident).code
        assert words in client.get(f"/manage/infopoint/registrations/{code}").text
    before = count_queries(lambda: client.get(page))
    for number in range(4):
        online(event, f"Another {number}", wants_room=True)
    assert count_queries(lambda: client.get(page)) == before


def test_organisers_say_what_becomes_of_a_free_place(client: Browser, event: Event, seated: int):
    client.sign_in(make_member(event))
    ident = online(event, wants_room=True)
    client.fill("/manage/infopoint/registrations/settings", {"to_room": "direct"})

    services.cancel(seated, actor=ATTENDEE, at=OPEN)

    assert queries.get_registration(ident).mode == Mode.IN_PERSON
    assert "goes at once to the next" in client.get("/manage/infopoint/registrations/waiting/room").text


def test_the_setting_is_kept_where_an_event_is_not_hybrid(client: Browser, event: Event):
    event.mode = Mode.IN_PERSON
    db.session.commit()
    client.sign_in(make_member(event))

    assert client.fill("/manage/infopoint/registrations/settings", {"offer_hours": "5"}).status_code == 303

    stored = queries.settings_of(event.id)
    assert stored is not None
    assert (stored.to_room, stored.offer_hours) == ("offer", 5)
