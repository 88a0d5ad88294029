"""Two people move one slot: for any places."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conference.planning.editor_rules import merged_place, version_of
from conference.programme.rules import Place
from tests.factories import STARTS


@dataclass(frozen=True)
class Stored:
    """A place as it stands in the draft."""

    version: int
    room_id: int | None
    starts_at: datetime
    ends_at: datetime


TIMES = st.integers(0, 2).map(lambda hours: STARTS + timedelta(hours=hours))
ROOMS = st.sampled_from([None, 1, 2])
WANTED = st.builds(lambda room, start: Place(room, start, start + timedelta(hours=1)), ROOMS, TIMES)


def stored(place: Place, version: int) -> Stored:
    return Stored(version, place.room_id, place.starts_at, place.ends_at)


@given(WANTED, WANTED, WANTED)
def test_each_part_is_of_who_changed_it_and_what_both_changed_is_refused(shown: Place, theirs: Place, mine: Place):
    kept = merged_place(mine, stored(theirs, 2), version_of(stored(shown, 1)))

    def both_changed(*names: str) -> bool:
        of_shown, of_theirs, of_mine = ([getattr(one, name) for name in names] for one in (shown, theirs, mine))
        return of_shown not in (of_theirs, of_mine) and of_theirs != of_mine

    times = ("starts_at", "ends_at")
    if theirs == shown or both_changed("room_id") or both_changed(*times):
        assert kept is None
        return
    assert kept is not None
    for name in ("room_id", *times):
        is_mine = getattr(mine, name) != getattr(shown, name)
        assert getattr(kept, name) == getattr(mine if is_mine else theirs, name)


@given(WANTED, WANTED)
def test_nothing_is_merged_with_what_nobody_knows(theirs: Place, mine: Place):
    for version in ("", "abc", "a.b.c.d"):
        assert merged_place(mine, stored(theirs, 2), version) is None
