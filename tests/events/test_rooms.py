"""The organiser's pages of the rooms."""

from datetime import UTC, datetime

import pytest

from conference.core.audit import Actor
from conference.core.db import db
from conference.core.errors import StaleEdit
from conference.core.merging import marks
from conference.events import queries, room_rules, room_services
from conference.events.models import Event, Room
from conference.events.permissions import Role
from conference.events.room_rules import Closure, RoomValues
from conference.organisations.rules import InUse
from tests.browser import Browser
from tests.factories import OPEN, make_event, make_member, make_release, make_room, make_session, place

OLGA = Actor("Olga Organiser")


@pytest.fixture
def event(client: Browser) -> Event:
    """An event in English and Russian, whose editor is signed in."""
    made = make_event(languages=["en", "ru"])
    client.sign_in(make_member(made, Role.EDITOR))
    return made


def names(event_id: int) -> list[str]:
    db.session.rollback()
    return [room.name for room in queries.rooms_of_event(event_id)]


def stored(event_id: int, name: str) -> Room:
    db.session.rollback()
    return next(room for room in queries.rooms_of_event(event_id) if room.name == name)


def test_empty_list_says_what_to_do_next(client: Browser, event: Event):
    page = client.get(f"/manage/{event.slug}/rooms").text

    assert "No rooms yet" in page
    assert f"/manage/{event.slug}/rooms/new" in page


def test_everything_that_is_said_of_a_room_is_stored(client: Browser, event: Event):
    slug, event_id, version = event.slug, event.id, event.version
    values = {
        "name": "Plenary", "building": "North wing", "floor": "2", "capacity": "120", "booths": "2",
        "equipment": "Projector", "texts-0-ident": "ru", "texts-0-name": "Большой зал",
        "closures-0-ident": "", "closures-0-starts_at": "2027-05-12T12:00", "closures-0-ends_at": "2027-05-12T13:30",
        "closures-0-reason": "Lunch is laid",
    }  # fmt: skip

    assert client.fill(f"/manage/{slug}/rooms/new", values).status_code == 302

    room = stored(event_id, "Plenary")
    assert room_rules.values_of(room) == RoomValues(
        name="Plenary", building="North wing", floor="2", capacity=120, booths=2, equipment="Projector",
        closures=(Closure(datetime(2027, 5, 12, 10, tzinfo=UTC), datetime(2027, 5, 12, 11, 30, tzinfo=UTC),
                          "Lunch is laid"),),
        translations={"ru": {"name": "Большой зал"}},
    )  # fmt: skip
    assert queries.get_event(event_id).version == version + 1
    page = client.get(f"/manage/{slug}/rooms/{room.code}").text
    for shown in ('value="2027-05-12T12:00"', "Lunch is laid", "Большой зал", f"/events/{slug}/screens/{room.code}"):
        assert shown in page


def test_rooms_are_renamed_but_never_twice_the_same(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    make_room(event, "Plenary", position=1)
    code = make_room(event, "Room 2", position=2).code

    clash = client.fill(f"/manage/{slug}/rooms/{code}", {"name": "Plenary"})
    client.fill(f"/manage/{slug}/rooms/{code}", {"name": "Salon"})

    assert clash.status_code == 409
    assert "room with this name" in clash.text
    assert names(event_id) == ["Plenary", "Salon"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": " "}, "Enter the name of the room"),
        ({"name": "x" * 101}, "Use 100 characters or fewer"),
        ({"capacity": "many"}, "Enter a whole number of people"),
        ({"capacity": "0"}, "Enter a whole number of people"),
        ({"booths": "-1"}, "Enter a whole number from 0 to 99"),
        ({"closures-0-ends_at": "2027-05-12T11:00"}, "must open again after it closes"),
        ({"closures-0-ends_at": ""}, "Enter when the room is open again"),
        ({"closures-0-starts_at": ""}, "Enter from when the room is closed"),
        ({"closures-0-starts_at": "noon"}, "Enter a date and time"),
        ({"closures-0-starts_at": "2027-03-28T02:30"}, "clocks go forward"),
    ],
)
def test_bad_input_is_answered_beside_its_cause_and_kept(client: Browser, event: Event, typed, words: str):
    slug, event_id = event.slug, event.id
    good = {
        "name": "Salon", "equipment": "kept words", "closures-0-ident": "", "closures-0-reason": "",
        "closures-0-starts_at": "2027-05-12T12:00", "closures-0-ends_at": "2027-05-12T13:00",
    }  # fmt: skip

    answer = client.fill(f"/manage/{slug}/rooms/new", {**good, **typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert "kept words" in answer.text
    assert names(event_id) == []


def test_rows_are_added_and_removed_without_storing(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    typed = {"name": "Salon", "rows": "closures:add:0"}

    page = client.fill(f"/manage/{slug}/rooms/new", typed)

    assert page.status_code == 200
    assert 'name="closures-0-starts_at"' in page.text
    assert 'value="Salon"' in page.text
    assert names(event_id) == []


def test_a_closure_in_the_hour_that_comes_twice_stays_where_it_was(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    second = Closure(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), datetime(2027, 10, 31, 5, tzinfo=UTC))
    code = room_services.add_room(event_id, RoomValues("Plenary", closures=(second,)), actor=OLGA, at=OPEN)

    client.fill(f"/manage/{slug}/rooms/{code}", {"floor": "3"})

    assert room_rules.values_of(stored(event_id, "Plenary")).closures == (second,)


def test_two_editors_are_merged_where_they_do_not_touch_and_told_where_they_do(client: Browser, event: Event):
    event_id = event.id
    room_services.add_room(event_id, RoomValues("Plenary"), actor=OLGA, at=OPEN)
    room_id = stored(event_id, "Plenary").id
    shown = marks(room_rules.flat(RoomValues("Plenary"), ["ru"]))
    room_services.change_room(room_id, RoomValues("Plenary", floor="1"), shown=shown, actor=OLGA, at=OPEN)

    room_services.change_room(room_id, RoomValues("Plenary", capacity=40), shown=shown, actor=OLGA, at=OPEN)
    with pytest.raises(StaleEdit, match=r"Olga Organiser saved this .*11:00 \(Europe/Brussels\)"):
        room_services.change_room(room_id, RoomValues("Plenary", floor="5"), shown=shown, actor=OLGA, at=OPEN)

    room = stored(event_id, "Plenary")
    assert (room.floor, room.capacity) == ("1", 40)


def test_rooms_change_places_and_the_ends_stay(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    codes = {name: make_room(event, name).code for name in ("A", "B", "C")}

    client.fill(f"/manage/{slug}/rooms", {"to": "up"}, form=f"{codes['C']}/move")
    assert names(event_id) == ["A", "C", "B"]
    client.fill(f"/manage/{slug}/rooms", {"to": "up"}, form=f"{codes['A']}/move")
    assert names(event_id) == ["A", "C", "B"]


def test_a_room_out_of_use_is_offered_no_more(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    code = make_room(event, "Plenary").code
    new_session = f"/manage/{slug}/sessions/new"
    assert "Plenary</option>" in client.get(new_session).text

    client.fill(f"/manage/{slug}/rooms/{code}", form="hide")

    assert "Plenary</option>" not in client.get(new_session).text
    assert "Out of use" in client.get(f"/manage/{slug}/rooms").text
    client.fill(f"/manage/{slug}/rooms/{code}", form="hide")
    assert stored(event_id, "Plenary").hidden_at is None


def test_a_room_that_any_agenda_names_is_not_deleted_and_says_where(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    code, session = make_room(event).code, make_session(event, "Opening")
    placement = place(session, stored(event_id, "Plenary"))
    session_code = session.code
    make_release(event)
    db.session.delete(placement)
    db.session.commit()
    address = f"/manage/{slug}/rooms/{code}"

    page = client.get(address).text
    assert f'href="/manage/{slug}/sessions/{session_code}"' in page
    assert f'action="{address}/delete"' not in page

    token = client.fill(address, {"hidden": "no"}, form="hide")
    assert token.status_code == 302
    with pytest.raises(InUse, match="Session of a published agenda: Opening"):
        room_services.delete_room(stored(event_id, "Plenary").id, actor=OLGA, at=OPEN)


def test_a_room_that_nothing_names_is_deleted(client: Browser, event: Event):
    slug, event_id = event.slug, event.id
    code = make_room(event).code

    client.fill(f"/manage/{slug}/rooms/{code}", form="delete")

    assert names(event_id) == []
    assert client.get(f"/manage/{slug}/rooms/{code}").status_code == 404
