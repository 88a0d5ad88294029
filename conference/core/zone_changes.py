"""When the clocks of a zone change, as VTIMEZONE wants it told. Pure, from the installed time zone data.

An onset is written as clocks showed it *before* the change (RFC 5545, 3.6.5): in spring 02:00, not 03:00. With the
hour after the change, calendars that read the definition would go one hour wrong for that hour of that night.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

STEP = timedelta(days=7)  # no zone changes its clocks and changes them back within a week
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
YEARS_SURE = 10  # a rule that holds for so many years is written as a rule
CHANGES_A_YEAR = 2
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Yearly:
    """The same day every year: `which` weekday of the month, -1 the last."""

    month: int
    which: int
    weekday: str


@dataclass(frozen=True, slots=True)
class Change:
    """From `onset` (naive, clocks as before) on, clocks are `after` ahead of UTC, no longer `before`."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool
    yearly: Yearly | None = None


@lru_cache(maxsize=256)
def changes(zone: str, first_year: int, last_year: int) -> tuple[Change, ...]:
    """What a reader must know to read every wall time of these years, oldest first.

    Two changes with a rule where the zone keeps one, like the European Union's; else the change that was in force
    when the first year began, and each that came later.
    """
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 2, tzinfo=UTC)
    if rule := _rule(zone, first_year - 1):
        return rule
    return (_in_force(zone, start), *_between(zone, start, end))


def _rule(zone: str, year: int) -> tuple[Change, ...]:
    """The two changes of `year`, each with its rule; () where the zone has no lasting one."""
    span = range(year, year + YEARS_SURE)
    found = [_between(zone, datetime(y, 1, 1, tzinfo=UTC), datetime(y + 1, 1, 1, tzinfo=UTC)) for y in span]
    if any(len(of_year) != CHANGES_A_YEAR for of_year in found):
        return ()
    ruled = []
    for same in zip(*found, strict=True):
        yearly = _yearly([change.onset for change in same])
        kept = {(c.onset.time(), c.before, c.after, c.name) for c in same}
        if yearly is None or len(kept) != 1:
            return ()
        first = same[0]
        ruled.append(Change(first.onset, first.before, first.after, first.name, first.is_summer, yearly))
    return tuple(ruled)


def _yearly(onsets: list[datetime]) -> Yearly | None:
    if len({(onset.month, onset.weekday()) for onset in onsets}) != 1:
        return None
    month, weekday = onsets[0].month, WEEKDAYS[onsets[0].weekday()]
    if all(onset.day + 7 > monthrange(onset.year, onset.month)[1] for onset in onsets):
        return Yearly(month, -1, weekday)
    which = {(onset.day - 1) // 7 + 1 for onset in onsets}
    return Yearly(month, which.pop(), weekday) if len(which) == 1 else None


def _in_force(zone: str, at: datetime) -> Change:
    """The last change before `at`; where there was none since 1970, one that changes nothing."""
    after = at
    while after > EARLIEST:
        if found := _between(zone, after - STEP, after):
            return found[-1]
        after -= STEP
    state = _state(zone, at)
    return Change(EARLIEST.replace(tzinfo=None), state[0], state[0], state[1], state[2])


def _between(zone: str, start: datetime, end: datetime) -> list[Change]:
    found = []
    at = start
    while at < end:
        following = min(at + STEP, end)
        if _state(zone, at) != _state(zone, following):
            found.append(_change(zone, at, following))
        at = following
    return found


def _change(zone: str, before: datetime, after: datetime) -> Change:
    """The change between the two instants, found to the second."""
    old = _state(zone, before)
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if _state(zone, middle) == old else (before, middle)
    offset, name, is_summer = _state(zone, after)
    return Change((after + old[0]).replace(tzinfo=None), old[0], offset, name, is_summer)


def _state(zone: str, at: datetime) -> tuple[timedelta, str, bool]:
    """(ahead of UTC, name of the time, is it summer time)."""
    local = at.astimezone(ZoneInfo(zone))
    return local.utcoffset() or timedelta(), local.tzname() or zone, bool(local.dst())
