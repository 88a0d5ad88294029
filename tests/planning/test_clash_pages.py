"""The list of clashes, the settings of the agenda and free places, as organisers see them."""

from datetime import timedelta

import pytest

from conference.core.db import db
from conference.events.models import Event
from conference.events.permissions import Role
from conference.planning.queries import find_settings
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import Session
from tests.browser import Browser, forms_of
from tests.counting import count_queries
from tests.factories import (
    STARTS,
    make_event,
    make_member,
    make_room,
    make_session,
    make_speaker,
    place,
    speaks_at,
)


@pytest.fixture
def event(client: Browser) -> Event:
    event = make_event()
    client.sign_in(make_member(event, Role.EDITOR, name="Elena"))
    return event


@pytest.fixture
def twice(event: Event) -> tuple[Session, Session]:
    """Two sessions in one room at once."""
    hall = make_room(event, "Hall A", capacity=100)
    make_room(event, "Hall B", capacity=100)
    opening, panel = make_session(event, "Opening"), make_session(event, "Panel")
    for session in (opening, panel):
        place(session, hall)
        speaks_at(make_speaker(event, f"Speaker of {session.title}", consented_at=STARTS), session, answer="confirmed")
    return opening, panel


def test_every_clash_is_named_with_links_to_what_it_names(
    client: Browser, event: Event, twice: tuple[Session, Session]
):
    page = client.get(f"/manage/{event.slug}/clashes")

    assert page.status_code == 200
    assert "Two sessions in one room at once" in page.text
    assert "Stops publishing" in page.text
    for session in twice:
        assert f'/manage/{event.slug}/sessions/{session.code}"' in page.text
        assert f"/manage/{event.slug}/sessions/{session.code}/free?slot=" in page.text


def test_one_kind_can_be_looked_at_alone(client: Browser, event: Event, twice: tuple[Session, Session]):
    make_session(event, "Somewhen")

    page = client.get(f"/manage/{event.slug}/clashes?kind=unscheduled").text

    assert "“<a" in page
    assert "has no time yet" in page
    assert "are both in" not in page
    assert client.get(f"/manage/{event.slug}/clashes?kind=nonsense").status_code == 200


def test_nothing_wrong_says_what_to_do_next(client: Browser, event: Event):
    assert "Nothing clashes" in client.get(f"/manage/{event.slug}/clashes").text


def test_list_takes_as_many_queries_for_many_clashes(client: Browser, event: Event):
    def add(number: int) -> None:
        for _one in range(number):
            place(make_session(event, "Same"), hall)

    hall = make_room(event, "Hall A")
    url = f"/manage/{event.slug}/clashes"
    add(2)
    few = count_queries(lambda: client.get(url))
    add(12)

    assert count_queries(lambda: client.get(url)) == few


def test_free_place_is_taken_and_breaks_nothing(client: Browser, event: Event, twice: tuple[Session, Session]):
    panel = twice[1]
    url = f"/manage/{event.slug}/sessions/{panel.code}/free"
    form = next(form for form in forms_of(client.get(url).text) if "/free" in form.action)
    values = free_values(client.get(url).text)

    answer = client.send(url, form, {"place": values[0]})

    assert answer.status_code == 302
    assert "/agenda?day=" in answer.location
    assert "Two sessions in one room" not in client.get(f"/manage/{event.slug}/clashes").text


def test_session_without_a_place_gets_one(client: Browser, event: Event, twice: tuple[Session, Session]):
    third = make_session(event, "Third", minutes=45)
    url = f"/manage/{event.slug}/sessions/{third.code}/free"
    page = client.get(url).text
    form = next(form for form in forms_of(page) if "/free" in form.action)

    client.send(url, form, {"place": free_values(page)[0]})

    db.session.rollback()
    (placement,) = drafted_placements(third.id).values()
    assert placement.ends_at - placement.starts_at == timedelta(minutes=45)


def test_place_that_somebody_took_meanwhile_is_refused(client: Browser, event: Event, twice: tuple[Session, Session]):
    opening, panel = twice
    url = f"/manage/{event.slug}/sessions/{panel.code}/free"
    page = client.get(url).text
    form = next(form for form in forms_of(page) if "/free" in form.action)
    wanted = free_values(page)[0]
    theirs = f"/manage/{event.slug}/sessions/{opening.code}/free"
    first = next(form for form in forms_of(client.get(theirs).text) if "/free" in form.action)
    client.send(theirs, first, {"place": wanted})
    before = {slot: row.starts_at for slot, row in drafted_placements(panel.id).items()}

    answer = client.send(url, form, {"place": wanted}, follow_redirects=True)

    assert "not free any more" in answer.text
    db.session.rollback()
    assert {slot: row.starts_at for slot, row in drafted_placements(panel.id).items()} == before


@pytest.mark.parametrize("wanted", ["", "nonsense", "@", "XXXXXX@2027-05-12T10:00", "@2027-99-99T10:00", "@" * 5000])
def test_places_that_are_none_are_refused(client: Browser, event: Event, twice: tuple[Session, Session], wanted: str):
    url = f"/manage/{event.slug}/sessions/{twice[0].code}/free"
    form = next(form for form in forms_of(client.get(url).text) if "/free" in form.action)

    answer = client.send(url, form, {"place": wanted}, follow_redirects=True)

    assert "not free any more" in answer.text


def test_search_for_a_place_can_be_narrowed(client: Browser, event: Event, twice: tuple[Session, Session]):
    url = f"/manage/{event.slug}/sessions/{twice[0].code}/free"
    rooms = {room.name: room.code for room in event.rooms}

    narrow = free_values(client.get(f"{url}?room={rooms['Hall B']}&minutes=90").text)

    assert narrow
    assert {value.partition("@")[0] for value in narrow} == {rooms["Hall B"]}
    assert client.get(f"{url}?day=never&room=none&minutes=-3&slot=x").status_code == 200
    assert "No such place" in client.get(f"{url}?minutes=1440").text
    assert client.get(f"/manage/{event.slug}/sessions/NONE/free").status_code == 404


def free_values(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('name="place" value="')[1:]]


def test_settings_change_what_clashes(client: Browser, event: Event, twice: tuple[Session, Session]):
    url = f"/manage/{event.slug}/agenda/settings"

    answer = client.fill(url, {"level_same_room": "ignore", "closes": "00:00", "opens": "07:30", "step_minutes": "15"})

    assert answer.status_code == 302
    assert "Two sessions in one room" not in client.get(f"/manage/{event.slug}/clashes").text
    db.session.rollback()
    row = find_settings(event.id)
    assert row is not None
    assert (row.opens, row.closes, row.step_minutes, row.levels) == ("07:30", "24:00", 15, {"same_room": "ignore"})
    page = client.get(url).text
    assert 'value="00:00"' in page
    assert "Settings of the agenda changed" in page


def test_settings_sent_back_as_shown_store_nothing(client: Browser, event: Event):
    assert client.fill(f"/manage/{event.slug}/agenda/settings").status_code == 302

    assert find_settings(event.id) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"opens": "18:00", "closes": "08:00"}, "must close after it opens"),
        ({"opens": "soon"}, "Enter a time"),
        ({"opens": ""}, "Enter a time"),
        ({"room_change_minutes": "-1"}, "from 0 to 240"),
        ({"building_change_minutes": "9999"}, "from 0 to 240"),
        ({"step_minutes": "7"}, "Choose one of the list"),
        ({"level_same_room": "perhaps"}, "Choose one of the list"),
    ],
)
def test_settings_that_cannot_be_are_refused(client: Browser, event: Event, typed: dict[str, str], words: str):
    answer = client.fill(f"/manage/{event.slug}/agenda/settings", typed)

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert find_settings(event.id) is None


def test_settings_that_two_people_change_are_merged_or_refused(client: Browser, event: Event):
    url = f"/manage/{event.slug}/agenda/settings"
    pavel = Browser(client.application)
    pavel.sign_in(make_member(event, Role.EDITOR, name="Pavel"))
    form = next(form for form in forms_of(pavel.get(url).text) if not form.action)
    client.fill(url, {"opens": "09:00"})

    assert pavel.send(url, form, {"step_minutes": "15"}).status_code == 302
    refused = pavel.send(url, form, {"opens": "10:00"})

    assert refused.status_code == 409
    assert "saved this in the meantime" in refused.text
    db.session.rollback()
    row = find_settings(event.id)
    assert row is not None
    assert (row.opens, row.step_minutes) == ("09:00", 15)
