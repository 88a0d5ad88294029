"""Each kind of clash by an example: what it says, and what is none."""

from dataclasses import replace
from datetime import UTC, date, datetime
from datetime import time as clock

import pytest

from conference.planning.board import Part, PersonFact, RoomFact, Span, TeamFact, every_day
from conference.planning.clashes import clashes_of
from conference.planning.kinds import Clash, Kind, Level, level_of
from tests.planning.boards import at, board, large_board, placed, span

ANNA, BORIS = Part("ANNA", "moderator"), Part("BORIS", "panellist")


def found(draft):
    return [(clash.kind, clash.slots) for clash in clashes_of(draft)]


def test_a_tidy_draft_has_no_clashes():
    assert clashes_of(board(placed(1), placed(2))) == []


def test_two_sessions_in_a_room_clash_for_the_time_they_share():
    draft = board(placed(2, "10:30", "12:00", room="R1"), placed(1, "10:00", "11:00"))

    assert clashes_of(draft) == [
        Clash(Kind.SAME_ROOM, Level.BLOCK, (1, 2), room="R1", starts_at=at("10:30"), ends_at=at("11:00"))
    ]


@pytest.mark.parametrize("other", [
    placed(2, "11:00", "12:00", room="R1"),
    placed(2, "10:00", "11:00", room="R1", is_cancelled=True),
    placed(2, "10:00", "11:00", room=None, is_break=True, parts=()),
])  # fmt: skip
def test_neighbours_cancelled_sessions_and_breaks_without_a_room_clash_with_nothing(other):
    assert found(board(placed(1, "10:00", "11:00"), other)) == []


def test_a_break_in_a_room_takes_the_room():
    coffee = placed(2, "10:30", "11:00", room="R1", is_break=True, parts=(), languages=())

    assert found(board(placed(1, "10:00", "11:00"), coffee)) == [(Kind.SAME_ROOM, (1, 2))]


def test_people_expected_twice_are_named_together_in_the_order_of_the_session():
    draft = board(placed(1, parts=(BORIS, ANNA)), placed(2, parts=(ANNA, Part("BORIS"), Part("CHINARA"))))

    assert [(clash.kind, clash.level, clash.people) for clash in clashes_of(draft)] == [
        (Kind.PERSON_TWICE, Level.BLOCK, ("BORIS", "ANNA"))
    ]


def test_two_parts_in_one_session_are_no_clash_and_who_declined_is_free():
    both = (ANNA, Part("ANNA", "speaker"))
    declined = (Part("ANNA", answer="declined"), Part("CHINARA"))

    assert found(board(placed(1, parts=both))) == []
    assert found(board(placed(1, parts=both), placed(2, parts=declined))) == [(Kind.DECLINED, (2,))]


@pytest.mark.parametrize(("start", "room", "clashes"), [
    ("11:04", "R2", [(5, 4)]), ("11:05", "R2", []), ("11:14", "R3", [(15, 14)]), ("11:15", "R3", []),
    ("11:00", "R1", []), ("11:00", "R2", [(5, 0)]),
])  # fmt: skip
def test_people_need_time_between_rooms_and_more_between_buildings(start, room, clashes):
    rooms = [RoomFact("R1", "Hall"), RoomFact("R2", "Side"), RoomFact("R3", "Far", building="Annex")]
    draft = board(placed(1, parts=(ANNA,)), placed(2, start, "12:00", room=room, parts=(ANNA,)), rooms=rooms)

    assert [(clash.needed, clash.given) for clash in clashes_of(draft)] == clashes


def test_absence_closure_and_hours_say_which_time_is_wrong():
    draft = board(
        placed(1, "19:30", "20:30", room="R1", parts=(ANNA,)),
        rooms=[RoomFact("R1", "Hall", closures=(span("20:15", "23:00"), span("19:00", "19:45")))],
        people=[PersonFact("ANNA", "Anna", absences=(span("20:00", "22:00"),))],
    )

    assert {clash.kind: (f"{clash.starts_at:%H:%M}", f"{clash.ends_at:%H:%M}") for clash in clashes_of(draft)} == {
        Kind.OUTSIDE_HOURS: ("19:30", "20:30"),
        Kind.PERSON_AWAY: ("20:00", "20:30"),
        Kind.ROOM_CLOSED: ("19:30", "19:45"),
    }


@pytest.mark.parametrize(("capacity", "sign_ups", "clashes"), [
    (50, 50, []), (51, 0, [(51, 50)]), (None, 51, [(51, 50)]), (60, 55, [(60, 50)]), (None, 0, []),
])  # fmt: skip
def test_a_room_must_seat_the_sign_ups_and_the_places_of_the_session(capacity, sign_ups, clashes):
    draft = board(placed(1, capacity=capacity, sign_ups=sign_ups), rooms=[RoomFact("R1", "Hall", capacity=50)])

    assert [(clash.needed, clash.given) for clash in clashes_of(draft)] == clashes


def test_interpreters_are_in_one_room_at_a_time_and_cover_the_languages():
    teams = [TeamFact("T1", "First", ("en", "ru"))]
    draft = board(
        placed(1, team="T1", languages=("en",), interpretation=("ru",)),
        placed(2, team="T1", languages=("en", "kk"), interpretation=("ru",)),
        placed(3, languages=("en",), interpretation=("ru",)),
        placed(4, languages=("en",)),
        rooms=[RoomFact("R1", "Hall", booths=0)], teams=teams,
    )  # fmt: skip

    assert found(draft) == [
        (Kind.TEAM_TWICE, (1, 2)), (Kind.NO_BOOTH, (1,)), (Kind.TEAM_LANGUAGE, (2,)), (Kind.NO_TEAM, (3,)),
    ]  # fmt: skip


def test_a_project_leads_one_session_at_a_time_but_takes_part_in_many():
    draft = board(placed(1, lead="BOMCA"), placed(2, lead="BOMCA"), placed(3, lead="PROTECT", projects=("BOMCA",)),
                  placed(4, lead="BOMCA", is_break=True))  # fmt: skip

    assert [(clash.level, clash.slots, clash.projects) for clash in clashes_of(draft)] == [
        (Level.WARN, (1, 2), ("BOMCA",))
    ]


def test_what_is_missing_is_said_once_of_a_session_that_is_repeated():
    bare = {"session": "S", "parts": (), "languages": ()}
    draft = board(placed(1, "10:00", "11:00", **bare), placed(2, "14:00", "15:00", **bare), placed(3, room=None))

    assert found(draft) == [(Kind.NO_SPEAKER, (1, 2)), (Kind.NO_LANGUAGE, (1, 2)), (Kind.NO_ROOM, (3,))]


def test_a_break_lacks_nothing_and_an_event_without_rooms_asks_for_none():
    coffee = placed(2, "11:00", "11:30", is_break=True, room=None, parts=(), languages=())

    assert found(board(placed(1, room=None), coffee)) == []


def test_consent_is_said_once_of_a_person_and_answers_once_of_a_session():
    silent = (Part("ANNA", answer=""), Part("BORIS", answer=""))
    draft = board(
        placed(1, "10:00", "11:00", parts=silent), placed(2, "12:00", "13:00", parts=(ANNA,)),
        people=[PersonFact("ANNA", "Anna", has_consented=False)],
    )  # fmt: skip

    assert [(clash.kind, clash.slots, clash.people) for clash in clashes_of(draft)] == [
        (Kind.NO_ANSWER, (1,), ("ANNA", "BORIS")),
        (Kind.NO_CONSENT, (1, 2), ("ANNA",)),
    ]


def test_a_session_without_a_time_lacks_only_that_and_stands_last():
    assert found(board(placed(1, None, parts=()), placed(2, parts=()))) == [
        (Kind.NO_SPEAKER, (2,)), (Kind.UNSCHEDULED, (1,)),
    ]  # fmt: skip


def test_an_event_chooses_levels_and_what_is_no_level_is_the_usual():
    draft = board(placed(1), placed(2, room="R1"), placed(3, parts=()), levels={"same_room": "ignore",
                                                                                "no_speaker": "block"})  # fmt: skip

    assert [(clash.kind, clash.level) for clash in clashes_of(draft)] == [(Kind.NO_SPEAKER, Level.BLOCK)]
    assert level_of(Kind.SAME_ROOM, {"same_room": "nonsense"}) is Level.BLOCK
    assert level_of(Kind.ROOM_SMALL, {}) is Level.WARN


BRUSSELS = "Europe/Brussels"


@pytest.mark.parametrize(("on", "first", "last"), [
    (date(2027, 3, 27), 7, 16), (date(2027, 3, 28), 6, 15),  # clocks go forward between the two
    (date(2027, 10, 30), 6, 15), (date(2027, 10, 31), 7, 16),
])  # fmt: skip
def test_hours_are_those_on_the_clocks_of_the_event_on_both_sides_of_a_change(on, first, last):
    hours = every_day(BRUSSELS, on, on, clock(8), clock(17))

    assert hours.windows == (Span(datetime(on.year, on.month, on.day, first, tzinfo=UTC),
                                  datetime(on.year, on.month, on.day, last, tzinfo=UTC)),)  # fmt: skip


def test_a_day_that_closes_after_midnight_or_never_closes_goes_on():
    late = board(placed(1, "23:00", "23:30"), placed(2, "00:30", "01:00", day=1), placed(3, "01:30", "02:30", day=1),
                 opens=clock(9), closes=clock(2))  # fmt: skip
    night = replace(placed(1), span=Span(at("23:00"), at("01:00", 1)))
    whole = board(night, opens=clock(), closes=clock())

    assert found(late) == [(Kind.OUTSIDE_HOURS, (3,))]
    assert found(whole) == []


def test_a_large_draft_has_many_clashes():
    assert len(clashes_of(large_board())) > 50
