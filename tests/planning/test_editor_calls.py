"""What the editor's script asks: who may, what is refused and how, and what the answer holds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from conference.core.clock import now
from conference.core.db import db, transaction
from conference.events.models import RoomClosure
from conference.events.permissions import Role
from conference.programme.models import Placement, SpeakerAbsence
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
    store,
)

DAY = "2027-05-12"  # STARTS is 09:00 in Brussels
SECOND_HOUR = datetime(2027, 10, 31, 1, tzinfo=UTC)  # 02:00 in Brussels, as was an hour before


class Desk:
    """One organiser's browser tab at one event."""

    def __init__(self, client, event, user, tab="tab-1"):
        self.client, self.url, self.tab, self.user = client, f"/manage/{event.slug}/agenda", tab, user

    def state(self, since="", etag=None):
        self.client.sign_in(self.user)
        headers = {"X-Tab": self.tab} | ({"If-None-Match": etag} if etag else {})
        return self.client.get(f"{self.url}/state?since={since}", headers=headers)

    def post(self, what, message, **headers):
        token = self.state().json["csrf"]
        return self.client.post(
            f"{self.url}/{what}", json=message, headers={"X-CSRF-Token": token, "X-Tab": self.tab, **headers}
        )

    def move(self, *moves):
        return self.post("moves", {"moves": list(moves)})

    def card(self, title):
        state = self.state().json
        return next(card for card in state["cards"] + state["waiting"] if card["title"] == title)


def to(card, start, end, room="same", day=DAY):
    """The move of a card to a place on its day."""
    room = card.get("room") if room == "same" else room
    place = {"room": room, "starts_at": f"{day}T{start}", "ends_at": f"{day}T{end}"}
    return {"session": card["session"], "slot": card["slot"], "version": card["version"], **place}


def out(card):
    return {"session": card["session"], "slot": card["slot"], "version": card["version"], "starts_at": None,
            "ends_at": None, "room": None}  # fmt: skip


@pytest.fixture
def event(client):
    event = make_event()
    for name in ("Hall A", "Hall B"):
        make_room(event, name, code=name[-1] * 6, position=ord(name[-1]))
    return event


@pytest.fixture
def opening(event):
    session = make_session(event, "Opening")
    place(session, event.rooms[0])
    return session


@pytest.fixture
def desk(client, event):
    return Desk(client, event, make_member(event, Role.EDITOR, name="Olga"))


def test_state_shows_cards_rooms_people_and_times_of_the_event(desk, event, opening):
    speaker = make_speaker(event, "Aigul")
    speaks_at(speaker, opening)
    store(
        SpeakerAbsence(
            speaker_id=speaker.id, starts_at=STARTS + timedelta(hours=2), ends_at=STARTS + timedelta(hours=3)
        )
    )
    store(RoomClosure(room_id=event.rooms[1].id, starts_at=STARTS, ends_at=STARTS + timedelta(hours=1)))
    make_session(event, "Without a place", minutes=45)

    state = desk.state().json

    [card] = state["cards"]
    assert (card["title"], card["room"], card["starts"], card["ends"]) == (
        "Opening", "AAAAAA", f"{DAY}T09:00", f"{DAY}T10:00"
    )  # fmt: skip
    assert [(row["title"], row["minutes"], row["slot"]) for row in state["waiting"]] == [("Without a place", 45, None)]
    assert state["people"][speaker.code] == {"name": "Aigul", "away": [[f"{DAY}T11:00", f"{DAY}T12:00"]]}
    assert [(room["name"], room["closed"]) for room in state["rooms"]] == [
        ("Hall A", []), ("Hall B", [[f"{DAY}T09:00", f"{DAY}T10:00"]])
    ]  # fmt: skip
    assert [(day["on"], day["opens"], day["closes"]) for day in state["days"]] == [(DAY, 480, 1200)]


def test_unchanged_draft_answers_304_and_a_move_another_tag(desk, opening):
    first = desk.state()

    assert desk.state(etag=first.headers["ETag"]).status_code == 304
    desk.move(to(desk.card("Opening"), "10:00", "11:00"))
    assert desk.state(etag=first.headers["ETag"]).status_code == 200


def test_move_answers_the_card_its_version_and_its_clashes(desk, event, opening):
    other = make_session(event, "Panel")
    place(other, event.rooms[1])
    card = desk.card("Opening")

    answer = desk.move(to(card, "09:30", "10:15", room="BBBBBB"))

    assert answer.status_code == 200
    [moved] = answer.json["cards"]
    assert (moved["room"], moved["starts"], moved["ends"]) == ("BBBBBB", f"{DAY}T09:30", f"{DAY}T10:15")
    assert moved["version"] == answer.json["done"][0]["version"] != card["version"]
    assert [clash["level"] for clash in answer.json["clashes"] if "both in Hall B" in clash["words"]] == ["block"]
    assert answer.json["before"] != answer.json["tag"] == desk.state().json["tag"]


def test_moving_what_somebody_else_moved_is_refused_with_who_when_and_where_it_is(desk, client, event, opening):
    mine = desk.card("Opening")
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    assert other.move(to(other.card("Opening"), "11:00", "12:00")).status_code == 200

    answer = desk.move(to(mine, "10:00", "11:00"))

    assert answer.status_code == 409
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "stale"
    assert answer.json["who"] == "Pavel"
    assert str(now().year) in answer.json["when"]
    assert "Pavel moved “Opening”" in answer.json["detail"]
    assert answer.json["present"]["cards"][0]["starts"] == f"{DAY}T11:00"
    assert desk.card("Opening")["starts"] == f"{DAY}T11:00"


def test_of_one_slot_one_may_change_the_room_and_another_the_time(desk, client, event, opening):
    mine = desk.card("Opening")
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(to(other.card("Opening"), "11:00", "12:00"))

    answer = desk.move(to(mine, "09:00", "10:00", room="BBBBBB"))

    assert answer.status_code == 200
    [card] = answer.json["cards"]
    assert (card["room"], card["starts"], card["ends"]) == ("BBBBBB", f"{DAY}T11:00", f"{DAY}T12:00")
    assert card["version"] == answer.json["done"][0]["version"]
    refused = other.move(to({**mine, "room": None}, "09:00", "10:00"))
    assert (refused.status_code, refused.json["who"]) == (409, "Olga")
    assert desk.card("Opening")["room"] == "BBBBBB"


def test_slot_that_came_back_to_its_place_is_stale(desk, client, event, opening):
    mine = desk.card("Opening")
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(to(other.card("Opening"), "11:00", "12:00"))
    other.move(to(other.card("Opening"), "09:00", "10:00"))

    assert desk.move(to(mine, "10:00", "11:00")).status_code == 409


def test_new_room_leaves_a_session_in_the_second_of_two_equal_hours(desk, event, opening):
    with transaction() as session:
        session.merge(event).ends_at = STARTS + timedelta(days=200)
        row = session.scalars(select(Placement)).one()
        row.starts_at, row.ends_at = SECOND_HOUR, SECOND_HOUR + timedelta(minutes=30)

    assert desk.move(to(desk.card("Opening"), "02:00", "02:30", room="BBBBBB", day="2027-10-31")).status_code == 200
    row = db.session.scalars(select(Placement).execution_options(populate_existing=True)).one()
    assert (row.starts_at, row.room_id) == (SECOND_HOUR, event.rooms[1].id)


def test_edits_of_different_slots_never_meet(desk, client, event, opening):
    place(make_session(event, "Panel"), event.rooms[1])
    mine = desk.card("Opening")
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(to(other.card("Panel"), "11:00", "12:00"))

    assert desk.move(to(mine, "10:00", "11:00")).status_code == 200
    assert desk.card("Panel")["starts"] == f"{DAY}T11:00"


def test_taken_out_and_put_back_meanwhile_is_stale_too(desk, client, event, opening):
    mine = desk.card("Opening")
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(out(other.card("Opening")))
    other.move(to({**other.card("Opening"), "room": "AAAAAA"}, "12:00", "13:00"))

    assert desk.move(to(mine, "10:00", "11:00")).status_code == 409


def test_placing_what_somebody_else_placed_is_refused_and_not_held_twice(desk, client, event):
    make_session(event, "New")
    mine = desk.card("New")
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(to({**other.card("New"), "room": "AAAAAA"}, "11:00", "12:00"))

    assert desk.move(to({**mine, "room": "BBBBBB"}, "10:00", "11:00")).status_code == 409
    assert len(desk.state().json["cards"]) == 1


def test_a_move_whose_answer_was_lost_may_be_sent_again(desk, event, opening):
    make_session(event, "New")
    moves = [to(desk.card("Opening"), "10:00", "11:00"), to({**desk.card("New"), "room": "BBBBBB"}, "10:00", "11:00")]
    first = desk.move(*moves)

    again = desk.move(*moves)

    assert again.status_code == 200
    assert again.json["done"] == first.json["done"]
    assert len(desk.state().json["cards"]) == 2
    assert again.json["before"] == again.json["tag"]


def test_of_many_moves_one_stale_stops_all(desk, client, event, opening):
    place(make_session(event, "Panel"), event.rooms[1])
    mine = [desk.card("Opening"), desk.card("Panel")]
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(to(other.card("Panel"), "11:00", "12:00"))

    answer = desk.move(*(to(card, "14:00", "15:00") for card in mine))

    assert answer.status_code == 409
    assert answer.json["present"]["sessions"] == [mine[1]["session"]]
    assert desk.card("Opening")["starts"] == f"{DAY}T09:00"


def test_of_many_moves_each_takes_at_most_one_more_statement(desk, event, opening):
    def moved_to(clock):
        cards = desk.state().json["cards"]
        moves = [to(card, f"{clock}:00", f"{clock}:30") for card in cards]
        token, url = desk.state().json["csrf"], f"{desk.url}/moves"
        return lambda: desk.client.post(url, json={"moves": moves}, headers={"X-CSRF-Token": token})

    place(make_session(event, "Panel"), event.rooms[1])
    two = count_queries(moved_to(13))
    for number in range(12):
        place(make_session(event, f"Workshop {number}"), event.rooms[number % 2])

    assert count_queries(moved_to(14)) <= two + 12


def test_slot_keeps_its_number_out_of_the_agenda_and_back(desk, opening):
    card = desk.card("Opening")

    answer = desk.move(out(card))
    assert [(row["title"], row["minutes"]) for row in answer.json["waiting"]] == [("Opening", 60)]
    back = desk.move(to({**card, "version": ""}, "15:00", "16:00"))

    assert back.json["cards"][0]["slot"] == card["slot"]


def test_notices_tell_what_others_did_but_not_what_this_tab_did(desk, client, event, opening):
    newest = desk.state().json["newest"]
    other = Desk(client, event, make_member(event, Role.OWNER, name="Pavel"), "tab-2")
    other.move(to(other.card("Opening"), "11:00", "12:00"))
    desk.move(to(desk.card("Opening"), "13:00", "14:00"))

    [notice] = desk.state(since=newest).json["notices"]

    assert notice["who"] == "Pavel"
    assert notice["words"] == "Pavel moved “Opening” to 12 May 2027, 11:00, Hall A"


def test_session_made_in_the_grid_is_made_once(desk, event):
    new = {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "title": " Coffee ", "kind": "break", "minutes": 30,
           "room": None, "starts_at": f"{DAY}T10:00", "ends_at": f"{DAY}T10:30"}  # fmt: skip

    first, again = desk.post("sessions", new), desk.post("sessions", new)

    assert first.status_code == again.status_code == 200
    assert first.json["done"] == again.json["done"]
    [card] = desk.state().json["cards"]
    assert (card["title"], card["kind"], card["room"], card["break"]) == ("Coffee", "break", None, True)


def test_repeat_holds_the_session_in_a_slot_of_its_own(desk, opening):
    card = desk.card("Opening")
    again = {"session": card["session"], "room": "BBBBBB", "starts_at": f"{DAY}T14:00", "ends_at": f"{DAY}T15:00"}

    answer = desk.post("repeats", again)

    assert answer.status_code == 200
    assert sorted(one["starts"] for one in answer.json["cards"]) == [f"{DAY}T09:00", f"{DAY}T14:00"]
    assert len({one["slot"] for one in answer.json["cards"]}) == 2
    desk.post("repeats", again)
    assert len(desk.state().json["cards"]) == 2


@pytest.mark.parametrize(
    ("start", "end", "room", "code"),
    [
        ("2027-05-12T11:00", "2027-05-12T10:00", "AAAAAA", "bad_placement"),
        ("2027-05-12T10:00", "2027-05-12T10:00", "AAAAAA", "bad_placement"),
        ("2027-05-13T10:00", "2027-05-13T11:00", "AAAAAA", "bad_placement"),
        ("2027-05-12T10:00", "2027-05-12T11:00", "NOSUCH", "bad_move"),
        ("2027-05-12T10:00", "2027-05-14T11:00", "AAAAAA", "bad_move"),
        ("2027-05-12T10:00", None, "AAAAAA", "malformed"),
        ("tomorrow", "2027-05-12T11:00", "AAAAAA", "malformed"),
        ("0001-01-01T00:00", "2027-05-12T11:00", "AAAAAA", "malformed"),
        (17, 18, "AAAAAA", "malformed"),
    ],
)
def test_impossible_places_are_refused_in_a_sentence(desk, opening, start, end, room, code):  # noqa: PLR0917
    card = desk.card("Opening")

    answer = desk.move({**to(card, "10:00", "11:00"), "starts_at": start, "ends_at": end, "room": room})

    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert len(answer.json["detail"]) > 10
    assert desk.card("Opening") == card


def test_hour_that_clocks_skip_is_refused(desk, event, opening):
    with transaction() as session:
        row = session.merge(event)
        row.starts_at, row.ends_at = STARTS - timedelta(days=60), STARTS
    card = desk.card("Opening")

    answer = desk.move(to(card, "02:30", "03:30", day="2027-03-28"))

    assert (answer.status_code, answer.json["code"]) == (422, "skipped_time")


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "7", '"x"', '{"moves": []}', '{"moves": {}}', '{"moves": [1]}',
             '{"session": 5}', '{"session": "X", "slot": true}', '{"session": "X", "slot": 99999999999999999999}',
             '{"session": "' + "x" * 5000 + '"}', "[" * 100_000]
)  # fmt: skip
def test_what_no_editor_sends_is_a_problem_and_no_crash(desk, opening, body):
    token = desk.state().json["csrf"]

    answer = desk.client.post(
        f"{desk.url}/moves", data=body, headers={"X-CSRF-Token": token, "Content-Type": "application/json"}
    )

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "new",
    [{}, {"uuid": "x", "title": "T"}, {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "  "},
     {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "x" * 301},
     {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "T", "kind": "party"},
     {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "T", "minutes": 0},
     {"uuid": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "T", "minutes": "30"}],
)  # fmt: skip
def test_sessions_that_cannot_be_are_refused(desk, new):
    assert desk.post("sessions", new).status_code == 422
    assert desk.state().json["waiting"] == []


def test_session_that_is_gone_or_of_another_event_cannot_be_moved(desk, opening):
    foreign = make_session(make_event(), "Foreign")

    answer = desk.move({**to(desk.card("Opening"), "10:00", "11:00"), "session": foreign.code})

    assert (answer.status_code, answer.json["code"]) == (409, "gone")


def test_moves_need_a_page_of_ours(desk, opening):
    card = desk.card("Opening")

    answer = desk.client.post(f"{desk.url}/moves", json=to(card, "10:00", "11:00"), headers={"X-CSRF-Token": "no"})

    assert answer.status_code == 400
    assert desk.card("Opening") == card


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.DOOR, 403), (Role.EDITOR, 200), (Role.OWNER, 200)]
)
def test_only_who_edits_the_programme_sees_and_moves(client, event, role, status):
    desk = Desk(client, event, make_member(event, role))

    assert desk.state().status_code == status
