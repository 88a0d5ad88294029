"""The editor's plain pages: everything it does can be done without a script."""

from datetime import timedelta

import pytest

from conference.core import audit
from conference.core.db import db
from conference.events.permissions import Role
from conference.planning.editor_services import shift_slots
from conference.programme.edit_queries import drafted_placements
from conference.programme.rules import BadPlacement
from tests.factories import OPEN, STARTS, make_event, make_member, make_room, make_session, place


@pytest.fixture
def event(client):
    event = make_event()
    make_room(event, "Hall A", code="AAAAAA")
    make_room(event, "Hall B", code="BBBBBB", position=1)
    client.sign_in(make_member(event, Role.EDITOR, name="Olga"))
    return event


@pytest.fixture
def url(event):
    return f"/manage/{event.slug}/agenda"


def places_of(session_id):
    db.session.rollback()
    rows = drafted_placements(session_id).values()
    return [(row.room_id, row.starts_at, row.ends_at) for row in rows]


def test_grid_shows_each_session_with_its_forms_and_what_clashes(client, event, url):
    for title in ("Opening", "Panel"):
        place(make_session(event, title), event.rooms[0])
    make_session(event, "Without a place")

    page = client.get(url)

    assert page.status_code == 200
    for words in ("Hall A", "Hall B", "Opening", "Panel", "Two sessions in one room at once", "Without a place"):
        assert words in page.text
    assert "Agenda" in page.text
    assert page.text.count(f"{url}/place/") == 3


def test_empty_agenda_has_a_page(client, url):
    assert "Nothing on this day yet" in client.get(url).text
    assert client.get(f"{url}?day=1999-01-01").status_code == 200


def test_form_moves_a_session(client, event, url):
    session = make_session(event)
    place(session, event.rooms[0])
    ident, room = session.id, event.rooms[1].id

    answer = client.fill(f"{url}/place/{session.code}", {"starts": "11:15", "minutes": "45", "room": "BBBBBB"}, form="")

    assert answer.status_code == 302
    at = STARTS + timedelta(hours=2, minutes=15)
    assert places_of(ident) == [(room, at, at + timedelta(minutes=45))]


def test_form_of_a_place_that_changed_is_refused_with_who(client, event, url):
    session = make_session(event)
    place(session, event.rooms[0])
    ident, code = session.id, session.code
    page = f"{url}/place/{code}"
    client.fill(page, {"starts": "12:00"})
    before = places_of(ident)

    answer = client.fill(page, {"starts": "13:00", "version": "older"})

    assert answer.status_code == 409
    assert "Olga moved “Opening”" in answer.text
    assert places_of(ident) == before


def test_form_takes_a_session_out_and_gives_it_a_place_again(client, event, url):
    session = make_session(event)
    place(session, None)
    ident, page = session.id, f"{url}/place/{session.code}"

    client.fill(page, {"out": "1"})
    assert places_of(ident) == []
    answer = client.fill(page, {"starts": "10:00", "minutes": "30", "room": ""})

    assert answer.status_code == 302
    assert len(places_of(ident)) == 1


def test_form_holds_a_session_again(client, event, url):
    session = make_session(event)
    place(session, event.rooms[0])
    ident, page = session.id, f"{url}/place/{session.code}"

    client.fill(page, {"slot": "", "version": "", "starts": "15:00", "minutes": "60", "room": "BBBBBB", "again": "1"})

    assert len(places_of(ident)) == 2


@pytest.mark.parametrize(
    ("starts", "minutes"), [("", "30"), ("25:00", "30"), ("10:00", "0"), ("10:00", "x"), ("10:00", "99999")]
)
def test_form_says_what_is_wrong_beside_it(client, event, url, starts, minutes):
    session = make_session(event)
    place(session, event.rooms[0])
    ident, before = session.id, places_of(session.id)

    answer = client.fill(f"{url}/place/{session.code}", {"starts": starts, "minutes": minutes})

    assert answer.status_code == 422
    assert "Error:" in answer.text
    assert places_of(ident) == before


@pytest.mark.parametrize(
    ("path", "typed", "beside"),
    [
        ("place", {"starts": "23:30", "minutes": "60"}, "starts-0"),
        ("new", {"title": "Night", "starts": "23:30", "minutes": "60"}, "starts"),
        ("shift", {"since": "09:00", "minutes": "900"}, "minutes"),
    ],
)
def test_what_would_leave_the_days_is_refused_beside_its_cause(client, event, url, path, typed, beside):  # noqa: PLR0917
    session = make_session(event)
    place(session, event.rooms[0])
    ident, before = session.id, places_of(session.id)
    address = f"{url}/place/{session.code}" if path == "place" else f"{url}/{path}"

    answer = client.fill(address, typed)

    assert answer.status_code in {409, 422}
    assert f'id="{beside}-error"' in answer.text
    assert places_of(ident) == before


def test_unknown_session_and_slot_are_not_there(client, event, url):
    session = make_session(event)
    assert client.get(f"{url}/place/NOSUCH").status_code == 404
    assert client.fill(f"{url}/place/{session.code}", {"slot": "77"}).status_code == 409


def test_new_session_stands_in_the_grid(client, event, url):
    answer = client.fill(f"{url}/new?kind=break", {"title": "Coffee", "starts": "10:30", "minutes": "20"})

    assert answer.status_code == 302
    assert "Coffee" in client.get(url).text


def test_rest_of_a_day_moves_and_what_began_before_stays(client, event, url):
    early, late = make_session(event, "Early"), make_session(event, "Late")
    place(early, None)
    place(late, None, starts_at=STARTS + timedelta(hours=2))
    idents = early.id, late.id

    answer = client.fill(f"{url}/shift", {"since": "10:00", "minutes": "-15"}, follow_redirects=True)

    assert "1 session is moved in the draft." in answer.text
    assert [places_of(ident)[0][1] for ident in idents] == [STARTS, STARTS + timedelta(hours=1, minutes=45)]


def test_shift_out_of_the_days_of_the_event_moves_nothing(db_session, event):
    one, two = make_session(event, "One"), make_session(event, "Two")
    place(one, None)
    place(two, None, starts_at=STARTS + timedelta(hours=14))
    idents = one.id, two.id

    with pytest.raises(BadPlacement):
        shift_slots(event.id, STARTS, STARTS + timedelta(days=1), 120, actor=audit.SYSTEM, at=OPEN)

    assert [places_of(ident)[0][1] for ident in idents] == [STARTS, STARTS + timedelta(hours=14)]
