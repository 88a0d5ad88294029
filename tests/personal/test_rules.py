from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.personal.rules import MOST_PICKS, read_codes
from conference.planning.ways import Ways, hints
from conference.programme.agenda import Item

MORNING = datetime(2027, 5, 12, 7, tzinfo=UTC)
WAYS = Ways(5, 15, {"A": "East", "B": "East", "C": "West"})


def item(name, start, end, room="A", *, is_cancelled=False):
    """From minute `start` to minute `end` of the morning."""
    return Item(
        release_id=1, code=name, kind="panel", title=name, is_cancelled=is_cancelled, languages=(), interpretation=(),
        track="", room=room, room_code=room, starts_at=MORNING + timedelta(minutes=start),
        ends_at=MORNING + timedelta(minutes=end),
    )  # fmt: skip


def said(*items):
    return [(hint.before.code, hint.after.code, hint.needed, hint.given) for hint in hints(items, WAYS)]


def test_what_overlaps_is_said_and_what_follows_is_not():
    assert said(item("b", 30, 90), item("a", 0, 60), item("c", 90, 120)) == [("a", "b", 0, None)]


def test_too_little_time_to_change_rooms_is_said_with_both_figures():
    assert said(item("a", 0, 60), item("b", 63, 90, "B"), item("c", 100, 120, "C")) == [
        ("a", "b", 5, 3),
        ("b", "c", 15, 10),
    ]


def test_cancelled_sessions_and_unknown_rooms_are_in_nobodys_way():
    assert said(item("a", 0, 60), item("b", 30, 90, is_cancelled=True), item("c", 60, 90, "")) == []


items = st.lists(
    st.builds(
        lambda number, start, length, room: item(str(number), start, start + length, room),
        st.integers(0, 99),
        st.integers(0, 120),
        st.integers(5, 60),
        st.sampled_from(["A", "B", "C", ""]),
    ),
    max_size=8,
)


@given(items)
def test_every_pair_that_clashes_is_found_whatever_the_order(some):
    def clashes(a, b):
        first, second = sorted((a, b), key=lambda one: one.starts_at)
        needed = timedelta(minutes=WAYS.minutes(first.room_code, second.room_code))
        return second.starts_at < first.ends_at + needed

    expected = sum(clashes(a, b) for place, a in enumerate(some) for b in some[place + 1 :])
    assert len(hints(some, WAYS)) == expected
    assert len(hints(reversed(some), WAYS)) == expected


def test_codes_that_a_device_sends_are_cleaned():
    assert read_codes(" ab12,AB12,,<x>,Ж,C3 ") == ["AB12", "C3"]
    assert len(read_codes(",".join(f"X{number}" for number in range(MOST_PICKS + 9)))) == MOST_PICKS
