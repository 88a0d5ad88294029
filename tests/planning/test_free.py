"""Free places against trying every place by hand."""

from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.planning.board import Part, PersonFact, RoomFact, Span, TeamFact, every_day
from conference.planning.clashes import clashes_of
from conference.planning.free import Free, free_places, varied
from conference.planning.kinds import OF_THE_PLACE, Kind, Level
from tests.planning.boards import FIRST, at, board, boards, large_board, placed, span


def of_places(draft, may_warn=False):
    levels = {Level.BLOCK} if may_warn else {Level.BLOCK, Level.WARN}
    return {
        (clash.kind, clash.slots if len(clash.slots) == 1 else frozenset(clash.slots), clash.room, clash.people)
        for clash in clashes_of(draft)
        if clash.level in levels and clash.kind in OF_THE_PLACE - {Kind.OUTSIDE_HOURS}
    }


def put(draft, slot, place):
    moved = (
        replace(row, room=place.room, span=Span(place.starts_at, place.ends_at)) if row.slot == slot else row
        for row in draft.slots
    )
    return replace(draft, slots=tuple(moved))


def by_hand(draft, slot, may_warn=False):
    """Every place on the grid inside the hours that adds no clash, found by putting the slot there."""
    row = next(row for row in draft.slots if row.slot == slot)
    without = replace(draft, slots=tuple(other for other in draft.slots if other.slot != slot))
    before, zone = of_places(without, may_warn), ZoneInfo(draft.hours.zone)
    rooms = [key for key, room in draft.rooms.items() if not room.is_hidden]
    if not draft.rooms or (row.is_break and row.room is None):
        rooms = [None]
    minutes = [
        start
        for window in draft.hours.windows
        for start in (window.starts_at + timedelta(minutes=n) for n in range(2 * 24 * 60))
        if start + row.lasts <= window.ends_at and start.astimezone(zone).minute % draft.settings.step_minutes == 0
    ]
    every = {Free(room, start, start + row.lasts) for room in rooms for start in minutes}
    now_there = {Free(row.room, *row.span)} if row.span else set()
    return {place for place in every - now_there if of_places(put(draft, slot, place), may_warn) <= before}


@settings(max_examples=40)
@given(boards(most=5), st.booleans(), st.data())
def test_free_places_are_all_that_trying_every_place_finds(draft, may_warn, data):
    if live := [row.slot for row in draft.slots if not row.is_cancelled]:
        slot = data.draw(st.sampled_from(live))

        found = free_places(draft, slot, most=None, may_warn=may_warn)

        assert len(found) == len(set(found))
        assert set(found) == by_hand(draft, slot, may_warn)
        assert free_places(draft, slot, most=3, may_warn=may_warn) == found[:3]


@settings(max_examples=80)
@given(boards(most=7), st.data())
def test_a_free_place_adds_no_clash(draft, data):
    if live := [row.slot for row in draft.slots if not row.is_cancelled]:
        slot = data.draw(st.sampled_from(live))
        without = replace(draft, slots=tuple(row for row in draft.slots if row.slot != slot))

        for place in free_places(draft, slot):
            there = put(draft, slot, place)
            assert of_places(there) <= of_places(without)
            assert Kind.OUTSIDE_HOURS not in {clash.kind for clash in clashes_of(there, {slot})}


def rooms(**capacities):
    return [RoomFact(key, f"Room {key}", capacity=seats) for key, seats in capacities.items()]


def starts(places):
    return [(place.room, f"{place.starts_at:%H:%M}") for place in places]


def test_nearest_time_of_the_same_day_comes_first_then_the_smallest_room():
    draft = board(
        placed(1, "10:00", "11:00", room="R1", capacity=30), placed(2, "10:30", "11:30", room="R1"),
        rooms=rooms(R1=50, R2=200, R3=40, R4=20), opens=clock(9), closes=clock(12), step_minutes=30,
    )  # fmt: skip

    found = free_places(draft, 1, most=5)

    assert starts(found) == [
        ("R3", "10:00"), ("R2", "10:00"), ("R3", "09:30"), ("R3", "10:30"), ("R1", "09:30"),
    ]  # fmt: skip
    assert {place.starts_at.date() for place in free_places(draft, 1, most=12)} == {FIRST}


def test_a_session_without_a_time_gets_the_earliest():
    draft = board(placed(1, None, room=None, minutes=45), placed(2, "08:00", "09:00"), rooms=rooms(R1=50, R2=20))

    assert starts(free_places(draft, 1, most=2)) == [("R1", "08:00"), ("R1", "08:05")]
    assert free_places(draft, 1)[0].ends_at == at("08:45")


def test_people_need_the_time_to_come_and_go():
    anna = (Part("ANNA"),)
    far = [RoomFact("R1", "Hall"), RoomFact("R2", "Hut", building="Annex")]
    draft = board(
        placed(1, None, room=None, parts=anna), placed(2, "09:00", "10:00", room="R1", parts=anna),
        rooms=far, opens=clock(8, 45), closes=clock(10, 45), days=1, building_change_minutes=15,
    )  # fmt: skip

    assert starts(free_places(draft, 1)) == [("R1", "10:00"), ("R1", "10:05"), ("R1", "10:10"), ("R1", "10:15"),
                                             ("R2", "10:15")]  # fmt: skip


def test_teams_absences_closures_and_hidden_rooms_are_kept_free():
    draft = board(
        placed(1, "09:00", "10:00", room="R1", parts=(Part("ANNA"),), team="T1", interpretation=("ru",)),
        placed(2, "10:00", "11:00", room="R2", team="T1"),
        rooms=[RoomFact("R1", "Hall", closures=(span("11:00", "12:00"),)), RoomFact("R3", "Attic", is_hidden=True),
               RoomFact("R2", "Hut", booths=0)],
        people=[PersonFact("ANNA", "Anna", absences=(span("12:00", "13:00"),))], teams=[TeamFact("T1", "Team 1")],
        opens=clock(9), closes=clock(15), days=1, step_minutes=60,
    )  # fmt: skip

    assert starts(free_places(draft, 1)) == [("R1", "13:00"), ("R1", "14:00")]


def test_where_everything_warns_places_that_only_warn_can_be_had():
    draft = board(
        placed(1, None, room=None, capacity=80), placed(2, "09:00", "10:00", room="R1"),
        rooms=rooms(R1=50), opens=clock(9), closes=clock(11), days=1, step_minutes=30,
    )  # fmt: skip

    assert free_places(draft, 1) == []
    assert starts(free_places(draft, 1, may_warn=True)) == [("R1", "10:00"), ("R1", "10:30")]


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Asia/Kathmandu", "America/New_York"])
def test_the_grid_is_that_of_the_clocks_of_the_event_also_when_they_change(zone):
    draft = board(placed(1, None, room=None), rooms=rooms(R1=None), step_minutes=20)
    on = date(2027, 3, 28) if zone == "Europe/Brussels" else date(2027, 3, 14)
    draft = replace(draft, hours=every_day(zone, on, on, clock(0, 10), clock(5)))

    walls = [place.starts_at.astimezone(ZoneInfo(zone)) for place in free_places(draft, 1, most=None)]

    assert {wall.minute for wall in walls} == {0, 20, 40}
    assert walls[0].strftime("%H:%M") == "00:20"
    assert (walls[-1] + timedelta(minutes=30)).strftime("%H:%M") <= "05:00"


def test_varied_leaves_out_what_overlaps_a_better_place_in_the_same_room():
    draft = board(placed(1, None, room=None), rooms=rooms(R1=None, R2=None), closes=clock(9), days=1)

    assert starts(varied(free_places(draft, 1, most=None))) == [
        ("R1", "08:00"), ("R2", "08:00"), ("R1", "08:30"), ("R2", "08:30"),
    ]  # fmt: skip


def test_a_large_draft_has_free_places():
    assert free_places(large_board(), 100, most=None)
