from datetime import UTC, date, datetime, timedelta

import pytest

from conference.programme.agenda import (
    Item,
    Mark,
    Part,
    RunBy,
    beside,
    by_day,
    neighbours,
    now_and_next,
    share_of,
)

NINE = datetime(2027, 5, 12, 7, tzinfo=UTC)  # in Brussels
BRUSSELS = "Europe/Brussels"
BOMCA = Mark("BOMCA", "Border management", "#1f4e79", "component")
PROTECT = Mark("PROTECT", "Migrant protection", "#8a3b12", "objective")


def item(code="A", *, start=NINE, minutes=60, kind="panel", run_by=(BOMCA,), **values):
    defaults = {"release_id": 1, "title": code, "is_cancelled": False, "languages": ("en",), "interpretation": (),
                "track": "", "room": ""}  # fmt: skip
    return Item(
        code=code, kind=kind, starts_at=start, ends_at=start + timedelta(minutes=minutes),
        run_by=tuple(RunBy(mark, None, place == 0) for place, mark in enumerate(run_by)), **{**defaults, **values},
    )  # fmt: skip


def later(hours):
    return NINE + timedelta(hours=hours)


def test_by_day_puts_what_starts_together_into_one_slot():
    items = [item("A"), item("B", minutes=30), item("C", start=later(1))]

    days = by_day(items, BRUSSELS, later(-1))

    assert [(day.on, [[line.item.code for line in slot.lines] for slot in day.slots]) for day in days] == [
        (date(2027, 5, 12), [["A", "B"], ["C"]])
    ]
    assert [(line.start, line.end) for line in days[0].slots[0].lines] == [("09:00", "10:00"), ("09:00", "09:30")]
    assert days[0].slots[0].lines[0].instant == "2027-05-12T09:00+02:00"


def test_by_day_cuts_days_at_midnight_of_the_event():
    items = [
        item("A", start=datetime(2027, 5, 12, 18, tzinfo=UTC)),
        item("B", start=datetime(2027, 5, 12, 19, tzinfo=UTC)),
    ]

    assert [day.on.day for day in by_day(items, "Asia/Almaty", NINE)] == [12, 13]
    assert [day.on.day for day in by_day(items, "UTC", NINE)] == [12]


def test_by_day_when_clocks_go_back_shows_both_hours():
    items = [
        item("A", start=datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        item("B", start=datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
    ]

    lines = [line for day in by_day(items, BRUSSELS, NINE) for slot in day.slots for line in slot.lines]

    assert [line.instant for line in lines] == ["2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00"]


@pytest.mark.parametrize(
    ("minutes", "now", "following"),
    [(-1, [], "A"), (0, ["A"], "A"), (59, ["A"], "A"), (60, [], "C"), (120, ["C"], "C"), (180, [], None)],
)
def test_by_day_marks_what_is_on_and_what_is_next(minutes, now, following):
    items = [item("A"), item("B", is_cancelled=True), item("C", start=later(2))]

    days = by_day(items, BRUSSELS, NINE + timedelta(minutes=minutes))
    lines = [line for day in days for slot in day.slots for line in slot.lines]

    assert [line.item.code for line in lines if line.is_now] == now
    assert next((line.item.code for line in lines if line.is_next), None) == following


def test_share_counts_sessions_once_and_leaves_out_breaks_and_cancelled_ones():
    ada, bo = Part("P1", "Ada", "speaker"), Part("P2", "Bo", "speaker")
    items = [
        item("A", people=(ada, bo)),
        item("B", run_by=(PROTECT, BOMCA), minutes=90, people=(ada,)),
        item("C", run_by=(PROTECT,), people=(bo,)),
        item("D", is_cancelled=True, people=(bo,)),
        item("E", kind="break"),
    ]

    share = share_of(items, "BOMCA")

    assert (share.sessions, share.led, share.speakers, share.hours) == (2, 1, 2, 2.5)
    assert share_of([], "BOMCA").sessions == 0


def test_neighbours_leave_breaks_out():
    items = [item("A"), item("B", kind="break"), item("C"), item("D")]

    assert [found and found.code for found in neighbours(items, "C")] == ["A", "D"]
    assert [found and found.code for found in neighbours(items, "A")] == [None, "C"]
    assert neighbours(items, "Z") == (None, None)


def test_beside_is_whatever_overlaps_for_a_while():
    items = [item("A", minutes=120), item("B", start=later(1)), item("C", start=later(2)), item("D", kind="break")]
    items.append(item("E"))

    assert [found.code for found in beside(items, "A")] == ["B", "E"]
    assert [found.code for found in beside(items, "B")] == ["A"]
    assert beside(items, "Z") == []


def test_share_counts_a_session_that_is_held_twice_once_but_both_times():
    share = share_of([item("A"), item("A", start=later(2))], "BOMCA")

    assert (share.sessions, share.led, share.hours) == (1, 1, 2.0)


def test_now_and_next_are_all_that_goes_on_and_all_that_begins_next():
    items = [item("A"), item("B", minutes=30), item("C", start=later(1), is_cancelled=True), item("D", start=later(2))]
    items += [item("E", start=later(2)), item("F", start=later(3))]

    going_on, coming = now_and_next(by_day(items, BRUSSELS, NINE + timedelta(minutes=45)))

    assert [line.item.code for line in going_on] == ["A"]
    assert [line.item.code for line in coming] == ["D", "E"]
    assert now_and_next(by_day(items, BRUSSELS, later(9))) == ([], [])
