"""Attendance from scans: stays, sessions, days, corrections; the properties hold for any scans in any order."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference.attendance.days import Days, Holding, midnight
from conference.attendance.rules import Attendance, Fixed, attendance_of, length, why_not_fix
from conference.attendance.stays import Ended, Place, Reading, Stay, stays_of

ZONE = "Europe/Brussels"
NINE = datetime(2027, 5, 12, 7, tzinfo=UTC)  # 09:00 in Brussels
LONG_AFTER = NINE + timedelta(days=90)
ENTRANCE, ROOM_A, ROOM_B = 1, 2, 3
HOLDINGS = (
    Holding(1, 10, NINE, NINE + timedelta(hours=1)),  # 09:00 in A
    Holding(2, 10, NINE + timedelta(hours=1), NINE + timedelta(hours=2)),  # 10:00 in A
    Holding(3, 20, NINE + timedelta(hours=1), NINE + timedelta(hours=2)),  # 10:00 in B
    Holding(4, 10, NINE + timedelta(days=1), NINE + timedelta(days=1, hours=1)),  # the next day in A
)
SLOTS = {one.slot_id: one for one in HOLDINGS}
GRACE = timedelta(minutes=10)
PLACES = {
    ENTRANCE: Place(ENTRANCE, is_room=False),
    ROOM_A: Place(ROOM_A, is_room=True, grace=GRACE, holdings=tuple(one for one in HOLDINGS if one.room_id == 10)),
    ROOM_B: Place(ROOM_B, is_room=True, grace=GRACE, holdings=tuple(one for one in HOLDINGS if one.room_id == 20)),
}


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def reading(point: int, minutes: float, *, out: bool = False, scan: str = "") -> Reading:
    return Reading(at(minutes), scan or f"{point}/{minutes}/{out}", point, out)


def days_for(*readings: Reading) -> Days:
    return Days(HOLDINGS, [one.at for one in readings], ZONE)


def stays(*readings: Reading) -> list[tuple[int, float, float, Ended]]:
    """(point, from, until in minutes after nine, how it ended)"""
    found = stays_of(readings, PLACES, days_for(*readings))
    return [
        (
            one.point_id,
            (one.starts_at - NINE).total_seconds() / 60,
            (one.ends_at - NINE).total_seconds() / 60,
            one.ended,
        )
        for one in found
    ]


def attended(*readings: Reading, fixed: tuple[Fixed, ...] = (), now: datetime = LONG_AFTER) -> Attendance:
    days = days_for(*readings)
    found = [one.until(now) for one in stays_of(readings, PLACES, days)]
    return attendance_of(found, PLACES, days, fixed, SLOTS)


def minutes(*readings: Reading, fixed: tuple[Fixed, ...] = ()) -> dict[int, int]:
    return {one.slot_id: one.minutes for one in attended(*readings, fixed=fixed).sessions}


@pytest.mark.parametrize(
    ("scans", "expected"),
    [
        ([reading(ROOM_A, -5), reading(ROOM_A, 50, out=True)], [(ROOM_A, -5, 50, Ended.EXIT)]),
        # nobody scanned out: closed at the end of the session
        ([reading(ROOM_A, 5)], [(ROOM_A, 5, 60, Ended.OPEN)]),
        # entering B leaves A
        ([reading(ROOM_A, 0), reading(ROOM_B, 55)], [(ROOM_A, 0, 55, Ended.MOVED), (ROOM_B, 55, 120, Ended.OPEN)]),
        # but says nothing of the hours between
        ([reading(ROOM_A, 0), reading(ROOM_B, 110)], [(ROOM_A, 0, 60, Ended.OPEN), (ROOM_B, 110, 120, Ended.OPEN)]),
        # within the grace before the next session it is the next one that people come to
        ([reading(ROOM_A, 52)], [(ROOM_A, 52, 120, Ended.OPEN)]),
        # early in the morning: the first of the day
        ([reading(ROOM_B, -60)], [(ROOM_B, -60, 120, Ended.OPEN)]),
        # after everything there is nothing to stay for
        ([reading(ROOM_A, 300)], [(ROOM_A, 300, 300, Ended.OPEN)]),
        # leaving the house leaves the room
        (
            [reading(ENTRANCE, -30), reading(ROOM_A, 0), reading(ENTRANCE, 40, out=True)],
            [(ENTRANCE, -30, 40, Ended.EXIT), (ROOM_A, 0, 40, Ended.MOVED)],
        ),
        # a second entry without an exit is one stay; the house closes with the last session of the day
        ([reading(ENTRANCE, 0), reading(ENTRANCE, 30)], [(ENTRANCE, 0, 120, Ended.OPEN)]),
        ([reading(ROOM_A, 30, out=True)], [(ROOM_A, 30, 30, Ended.ONLY_EXIT)]),
        ([reading(ENTRANCE, 30, out=True)], [(ENTRANCE, 30, 30, Ended.ONLY_EXIT)]),
        # the exit of one room is no exit of another, but who stands at its door has left the first
        (
            [reading(ROOM_A, 0), reading(ROOM_B, 30, out=True)],
            [(ROOM_A, 0, 30, Ended.MOVED), (ROOM_B, 30, 30, Ended.ONLY_EXIT)],
        ),
        # forgotten in the evening, scanned out the next day: nobody slept there
        (
            [reading(ENTRANCE, 0), reading(ENTRANCE, 24 * 60 + 5, out=True)],
            [(ENTRANCE, 0, 120, Ended.OPEN), (ENTRANCE, 1445, 1445, Ended.ONLY_EXIT)],
        ),
        ([Reading(NINE, "x", 99)], []),
    ],
)  # fmt: skip
def test_scans_become_stays(scans: list[Reading], expected: list[tuple[int, float, float, Ended]]):
    assert stays(*scans) == expected


def test_an_exit_proves_all_sessions_before_it():
    assert minutes(reading(ROOM_A, 0), reading(ROOM_A, 110, out=True)) == {1: 60, 2: 50}


def test_without_an_exit_only_the_session_that_was_entered_counts():
    assert minutes(reading(ROOM_A, 0)) == {1: 60}


def test_while_a_session_goes_on_only_what_has_passed_counts():
    came, left = reading(ROOM_A, 55), reading(ROOM_A, 62, out=True)  # to the second session, or through the room
    soon, later = attended(came, now=at(61)), attended(came, now=at(80))
    passed = attended(came, left, now=at(80))

    assert [(one.slot_id, one.seconds, one.is_open) for one in soon.sessions] == [(1, 300, True), (2, 60, True)]
    assert [(one.slot_id, one.minutes) for one in later.sessions] == [(1, 5), (2, 20)]
    assert [day.minutes for day in later.days] == [25]
    assert [one.slot_id for one in passed.sessions] == [1]


def test_nobody_has_been_in_a_session_that_has_not_begun():
    assert not attended(reading(ROOM_B, -20), now=at(5)).sessions
    assert attended(reading(ROOM_B, -20), now=at(63)).in_slot(3)


def test_passing_through_is_no_attendance():
    assert minutes(reading(ROOM_A, 0), reading(ROOM_B, 3)) == {3: 60}
    assert minutes(reading(ROOM_A, 56), reading(ROOM_A, 120, out=True)) == {2: 60}


def test_coming_and_going_adds_up_once():
    found = attended(
        reading(ROOM_A, 0), reading(ROOM_A, 20, out=True), reading(ROOM_A, 30), reading(ROOM_A, 50, out=True)
    )

    assert [(one.minutes, one.first_in, one.last_out, one.is_open) for one in found.sessions] == [
        (40, at(0), at(50), False)
    ]


def test_a_day_counts_house_and_rooms_once():
    found = attended(reading(ENTRANCE, -30), reading(ROOM_A, 0), reading(ENTRANCE, 90, out=True))

    assert [(one.on, one.minutes, one.first_in, one.last_out) for one in found.days] == [
        (date(2027, 5, 12), 120, at(-30), at(90))
    ]
    assert found.minutes == 120


def test_what_organisers_say_stands_instead_of_scans():
    scans = [reading(ROOM_A, 0), reading(ROOM_A, 110, out=True)]

    assert minutes(*scans, fixed=(Fixed(1, None, None),)) == {2: 50}
    assert minutes(*scans, fixed=(Fixed(3, at(60), at(80)),)) == {1: 60, 2: 50, 3: 20}
    assert minutes(*scans, fixed=(Fixed(2, at(60), at(70)),)) == {1: 60, 2: 10}
    assert minutes(*scans, fixed=(Fixed(99, at(0), at(9)),)) == {1: 60, 2: 50}  # that slot is gone


def test_who_is_put_in_by_hand_was_there_that_day():
    found = attended(fixed=(Fixed(4, *(SLOTS[4].starts_at, SLOTS[4].ends_at)),))

    assert [(one.on, one.minutes) for one in found.days] == [(date(2027, 5, 13), 60)]
    assert found.sessions[0].is_fixed


def test_a_night_belongs_to_its_evening():
    eleven = NINE + timedelta(hours=13)  # 22:00
    gala = Holding(9, 10, eleven, eleven + timedelta(hours=4))  # until 02:00
    fair = Holding(8, 20, eleven, eleven + timedelta(hours=30))  # open day and night
    days = Days([gala, fair], [], ZONE)

    assert days.of(eleven + timedelta(hours=3)).on == date(2027, 5, 12)
    assert days.of(eleven + timedelta(hours=4)).on == date(2027, 5, 13)
    stay = stays_of(
        [Reading(eleven, "a", ROOM_A), Reading(eleven + timedelta(hours=3, minutes=30), "b", ROOM_A, is_exit=True)],
        {ROOM_A: Place(ROOM_A, is_room=True, holdings=(gala,))},
        days,
    )
    assert stay == [Stay(ROOM_A, eleven, eleven + timedelta(hours=3, minutes=30), Ended.EXIT)]


@pytest.mark.parametrize(
    ("zone", "on", "hours"),
    [
        ("Europe/Brussels", date(2027, 3, 28), 23),
        ("Europe/Brussels", date(2027, 10, 31), 25),
        ("Africa/Cairo", date(2027, 4, 30), 23),  # clocks skip midnight itself
        ("Asia/Bishkek", date(2027, 3, 28), 24),
    ],
)
def test_days_follow_the_clocks(zone: str, on: date, hours: int):
    length_of_day = midnight(on + timedelta(days=1), zone) - midnight(on, zone)

    assert length_of_day == timedelta(hours=hours)
    days = Days([], [midnight(on, zone), midnight(on, zone) + length_of_day], zone)
    assert [days.of(midnight(on, zone) + timedelta(hours=hour)).on for hour in (0, hours - 1)] == [on, on]


@pytest.mark.parametrize(("start", "end", "refused"), [(0, 60, False), (10, 10, True), (-1, 30, True), (30, 61, True)])
def test_corrections_lie_within_the_session(start: int, end: int, *, refused: bool):
    assert (why_not_fix(SLOTS[1], at(start), at(end)) is not None) is refused


scan_lists = st.lists(
    st.builds(
        Reading,
        st.integers(-120, 60 * 30).map(at),
        st.uuids().map(str),
        st.sampled_from([ENTRANCE, ROOM_A, ROOM_B, 99]),
        st.booleans(),
    ),
    max_size=14,
)


@given(scan_lists, st.randoms(use_true_random=False))
def test_only_the_set_of_scans_counts(scans: list[Reading], random: object):
    mixed = [*scans, *scans[:3]]
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert attended(*mixed) == attended(*scans)


@given(scan_lists)
def test_nobody_is_in_two_rooms_at_once_or_longer_than_it_lasts(scans: list[Reading]):
    days = days_for(*scans)
    found = stays_of(scans, PLACES, days)
    for group in ([ENTRANCE], [ROOM_A, ROOM_B]):
        chain = [one for one in found if one.point_id in group]
        assert all(one.ends_at <= then.starts_at for one, then in itertools.pairwise(chain))
    for one in found:
        assert one.starts_at <= one.ends_at
        assert days.of(one.starts_at).on == days.of(max(one.starts_at, one.ends_at - timedelta(microseconds=1))).on

    of_person = attended(*scans)
    for session in of_person.sessions:
        assert (
            0 < session.seconds <= (SLOTS[session.slot_id].ends_at - SLOTS[session.slot_id].starts_at).total_seconds()
        )
        assert session.first_in < session.last_out
    for day in of_person.days:
        assert day.seconds <= (day.last_out - day.first_in).total_seconds()
        inside = [one for one in of_person.sessions if days.of(one.first_in).on == day.on]
        assert sum(one.seconds for one in inside) <= day.seconds


@given(scan_lists, st.integers(-120, 60 * 30))
def test_time_that_passes_takes_nobody_out(scans: list[Reading], minute: int):
    """What is known at a moment of scans made until then is never more than what is known later."""
    known = [one for one in scans if one.at <= at(minute)]
    before, after = attended(*known, now=at(minute)), attended(*known)

    assert {one.on: one.seconds for one in before.days}.keys() == {one.on for one in after.days}
    for day, then in zip(before.days, after.days, strict=True):
        assert day.seconds <= then.seconds
        assert day.last_out <= max(at(minute), day.first_in)


@given(scan_lists)
def test_every_scan_is_in_a_stay(scans: list[Reading]):
    found = stays_of(scans, PLACES, days_for(*scans))

    for one in scans:
        if one.point_id in PLACES:
            is_room = PLACES[one.point_id].is_room
            assert any(
                stay.starts_at <= one.at <= stay.ends_at or (stay.ended is Ended.OPEN and stay.starts_at <= one.at)
                for stay in found
                if PLACES[stay.point_id].is_room == is_room
            )


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30))))
def test_length_counts_each_minute_once(parts: list[tuple[int, int]]):
    covered = {minute for start, size in parts for minute in range(start, start + size)}

    assert length([(at(start), at(start + size)) for start, size in parts]) == timedelta(minutes=len(covered))
