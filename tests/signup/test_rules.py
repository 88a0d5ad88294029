"""Allotting places by wishes: first choices first, nobody twice at a time. Pure."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.programme.agenda import Item
from conference.signup.rules import Wish, allot, overlap
from tests.factories import STARTS

HOUR = timedelta(hours=1)
ITEM = Item(
    release_id=1, code="A", kind="workshop", title="A", is_cancelled=False, languages=(), interpretation=(), track="",
    room="", starts_at=STARTS, ends_at=STARTS + HOUR,
)  # fmt: skip
# 1 and 2 are at the same time, 3 is after both
ITEMS = {1: ITEM, 2: ITEM, 3: replace(ITEM, starts_at=STARTS + HOUR, ends_at=STARTS + 2 * HOUR)}


def test_first_choice_of_a_late_person_comes_before_the_second_of_an_early_one():
    wishes = [Wish(1, 10, 1, 2), Wish(2, 11, 1, 1)]

    assert allot(wishes, {1: 1}, ITEMS) == ([2], [1], [])


def test_whoever_got_one_does_not_wait_for_another_at_that_time_but_for_one_at_another():
    wishes = [Wish(1, 10, 1, 1), Wish(2, 10, 2, 2), Wish(3, 10, 3, 1)]

    assert allot(wishes, {1: 1, 2: 1, 3: 0}, ITEMS) == ([1], [3], [2])


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(1, 3)), max_size=30),
    st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=3, max_size=3),
)
def test_nothing_is_oversold_and_every_wish_has_one_fate(drawn, capacities):
    wishes = [Wish(number, person, slot, rank) for number, (person, slot, rank) in enumerate(dict.fromkeys(drawn))]
    free = dict(zip((1, 2, 3), capacities, strict=True))

    taken, waiting, settled = allot(wishes, free, ITEMS)

    by_id = {wish.ident: wish for wish in wishes}
    assert sorted([*taken, *waiting, *settled]) == sorted(by_id)
    got = [by_id[ident] for ident in taken]
    for slot, places in free.items():
        assert places is None or sum(wish.slot_id == slot for wish in got) <= places
    for one in got:
        for other in got:
            if one.person == other.person and one is not other:
                assert not overlap(ITEMS[one.slot_id], ITEMS[other.slot_id])
