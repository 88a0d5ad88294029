"""Organisers read the names of categories, and of the event, in their own language where somebody translated them."""

import pytest
import time_machine

from conference.checkin.models import CheckPoint
from conference.programme.models import Track
from conference.registration import links
from conference.registration.manage_queries import find_category
from tests.factories import (
    OPEN,
    make_category,
    make_event,
    make_member,
    make_room,
    make_session,
    store,
    store_registration,
)
from tests.factories import place as place_session

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clock():
    with time_machine.travel(OPEN, tick=False):
        yield


@pytest.fixture
def event(client):
    event = make_event(languages=["en", "ru"], translations={"ru": {"title": "Сотрудничество"}})
    press = make_category(event, "press", translations={"ru": {"name": "Пресса"}})
    make_category(event, "guest", position=1)
    store_registration(event, press, name="Ada Sample")
    client.sign_in(make_member(event))
    return event


def read(client, address, language="ru"):
    answer = client.get(address, query_string={"lang": language})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    "place",
    ["rooms", "tracks", "sessions", "sessions/{session}", "check-in/points", "check-in/points/new",
     "registrations/categories/press"],
)  # fmt: skip
def test_rooms_and_tracks_are_read_in_the_readers_language(client, event, place):
    hall = make_room(event, "Hall", translations={"ru": {"name": "Зал"}})
    track = store(Track(event_id=event.id, name="Trade", translations={"ru": {"name": "Торговля"}}))
    session = make_session(event, "Talk", track_id=track.id)
    place_session(session, hall)
    store(CheckPoint(event_id=event.id, code="hall", name="Door", kind="room", room_id=hall.id))
    address = f"/manage/{event.slug}/{place.format(session=session.code)}"

    russian, english = read(client, address), read(client, address, "en")

    words = {"Hall": "Зал", "Trade": "Торговля"}
    asked = [name for name in words if name in english]
    assert asked
    assert [words[name] for name in asked if words[name] not in russian] == []
    assert "Зал" not in english


@pytest.mark.parametrize(
    "place",
    [
        "",
        "registrations/",
        "registrations/categories",
        "registrations/categories/press",
        "registrations/numbers",
        "registrations/form",
    ],
)
def test_organisers_read_category_and_event_in_their_language(client, event, place):
    page = read(client, f"/manage/{event.slug}/{place}")

    assert "Пресса" in page
    assert "Сотрудничество" in page
    assert ">Press<" not in page


def test_file_names_the_category_in_the_language_of_who_takes_it(client, event):
    address = f"/manage/{event.slug}/registrations/export.csv"

    assert "Пресса" in read(client, address)
    assert "Press" in read(client, address, "en")


def test_name_that_nobody_translated_says_its_language(client, event):
    store_registration(event, find_category(event.id, "guest"), name="Bo Sample")

    assert '<span lang="en">Guest</span>' in read(client, f"/manage/{event.slug}/registrations/")


def test_copy_of_ones_data_names_the_event_in_ones_language(client, event):
    person = store_registration(event, find_category(event.id, "press"), name="Ада", language="ru")
    client.sign_out()

    page = client.get(f"/events/{event.slug}/registrations/{links.own_page_token(person)}/data").text

    assert event.title not in page
    assert "Сотрудничество" in page.partition("</h1>")[2]
    assert "Пресса" in page
