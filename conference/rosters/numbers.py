"""How the numbers of an event are worked out from counts. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from conference.core import times

USUAL_NO_SHOWS = 0.25  # of those confirmed for a free event, where nothing better is known
FEWEST_KNOWN = 20  # people of past events from whom a share is taken
MARGIN = 0.10  # either way
MOST_DAYS = 400


@dataclass(frozen=True)
class Bar:
    """One row of a chart: `share` is its part of the largest, from 0 to 1. `value` is for addresses."""

    label: str
    number: int
    share: float
    value: str = ""


@dataclass(frozen=True)
class Day:
    on: date
    new: int
    total: int


@dataclass(frozen=True)
class Forecast:
    """Of those confirmed for the room: how many will probably not come, between `least` and `most`.

    `events`: how many past events it is taken from, 0 for the usual share; `share` from 0 to 1.
    """

    confirmed: int
    expected: int
    least: int
    most: int
    share: float
    events: int


def bars(numbers: Mapping[str, int], words: Mapping[str, Any], *, most: int = 0) -> list[Bar]:
    """The largest first, those without anybody left out; `most` 0 shows all."""
    counted = sorted(((key, number) for key, number in numbers.items() if number), key=lambda pair: (-pair[1], pair[0]))
    top = max((number for _key, number in counted), default=1)
    shown = counted[:most] if most else counted
    return [Bar(str(words.get(key, key)), number, number / top, key) for key, number in shown]


def days_of(moments: Iterable[tuple[datetime, int]], zone: str) -> list[Day]:
    """Each day from the first registration to the last, in the event's zone: how many came, and how many in all."""
    counted = Counter[date]()
    for at, number in moments:
        counted[times.local_day(at, zone)] += number
    if not counted:
        return []
    first, last = min(counted), max(counted)
    first = max(first, last - timedelta(days=MOST_DAYS))
    total = sum(number for day, number in counted.items() if day < first)
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        total += counted[day]
        found.append(Day(day, counted[day], total))
    return found


def curve(days: Sequence[Day], width: int = 600, height: int = 160) -> str:
    """The points of a line of totals, for an SVG of that size."""
    if not days:
        return ""
    top, steps = max(days[-1].total, 1), max(len(days) - 1, 1)
    points = [(place * width / steps, height - day.total * height / top) for place, day in enumerate(days)]
    if len(points) == 1:
        points.append((float(width), points[0][1]))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def forecast(confirmed: int, past: Sequence[tuple[int, int]]) -> Forecast:
    """past: (confirmed, came) of events that are over and had check-in."""
    expected_people = sum(people for people, _came in past)
    is_known = expected_people >= FEWEST_KNOWN
    came = sum(min(came, people) for people, came in past)
    share = 1 - came / expected_people if is_known else USUAL_NO_SHOWS
    low, high = max(0.0, share - MARGIN), min(1.0, share + MARGIN)
    return Forecast(
        confirmed, round(confirmed * share), int(confirmed * low), round(confirmed * high + 0.49), share,
        len(past) if is_known else 0,
    )  # fmt: skip
