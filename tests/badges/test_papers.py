"""Door signs, tents and place cards by the same engine."""

import pytest

from conference.events.models import Event
from tests.browser import Browser
from tests.factories import (
    make_category,
    make_event,
    make_member,
    make_release,
    make_room,
    make_session,
    make_speaker,
    place,
    speaks_at,
    store_registration,
)
from tests.pdfs import has_tags, language, sizes_mm, texts

PAPERS = "/manage/border/badges/papers"


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event(slug="border")
    client.sign_in(make_member(event))
    return event


def test_each_room_gets_a_sign_with_its_programme(client: Browser, event: Event):
    for name in ("Plenary", "Library"):
        session = make_session(event, f"Opening of the {name}")
        place(session, make_room(event, name))
    make_release(event)

    signs = client.get(f"{PAPERS}/door-signs.pdf").data
    page = client.get(PAPERS).text

    assert sizes_mm(signs) == [(210, 297), (210, 297)]
    assert [text.count("Opening of the") for text in texts(signs)] == [1, 1]
    assert any("Library" in text and "Opening of the Library" in text for text in texts(signs))
    assert (has_tags(signs), language(signs)) == (True, "en")
    assert "All rooms" in page
    assert client.get(f"{PAPERS}/door-signs.pdf?day=2001-01-01").status_code == 409
    assert client.get(f"{PAPERS}/door-signs.pdf?day=soon").status_code == 404


def test_each_speaker_gets_a_tent_with_the_name_on_both_sides(client: Browser, event: Event):
    session = make_session(event)
    place(session, make_room(event))
    speaks_at(make_speaker(event, "Aigul Sample", position="Head of Unit"), session)
    make_release(event)

    [text] = texts(client.get(f"{PAPERS}/tents.pdf").data)

    assert text.count("Aigul Sample") == 2
    assert text.count("Head of Unit") == 2


def test_place_cards_are_for_those_with_a_place(client: Browser, event: Event):
    press = make_category(event, "press")
    for number in range(3):
        store_registration(event, press, name=f"Person {number}")
    store_registration(event, press, name="Waiting", state="waiting")
    store_registration(event, make_category(event, "staff"), name="Staff")

    everybody = client.get(f"{PAPERS}/place-cards.pdf").data
    only_press = texts(client.get(f"{PAPERS}/place-cards.pdf?category=press").data)

    assert sizes_mm(everybody) == [(297, 210)]
    assert "Person 2" in only_press[0]
    assert "Staff" not in " ".join(only_press)
    assert "Waiting" not in " ".join(only_press)


def test_nothing_to_print_says_so(client: Browser, event: Event):
    answers = [client.get(f"{PAPERS}/{name}.pdf") for name in ("door-signs", "tents", "place-cards")]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert "There is nothing to print here yet" in answers[0].text
