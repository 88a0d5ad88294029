"""The supervisor's board: what the door looks like right now. Pure; queries fill it, templates show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CHART_MINUTES = 60
BAR = 5  # minutes of one bar; the rate is told by the minute
OVERDUE_AFTER = timedelta(seconds=20)  # devices call every 12 to 18 seconds
GONE_AFTER = timedelta(seconds=45)  # three missed calls
AGES = timedelta(seconds=15)  # the chart, and for how long a device is gone, change with time alone
LOW_BATTERY = 0.2
FIRST_CODES = ("vip", "speaker", "guest")  # categories whose people are looked for first, besides those by priority


@dataclass(frozen=True, slots=True)
class PointNow:
    """`rate`: let in a minute, over the last five; `bars`: let in in each five minutes of the last hour."""

    code: str
    name: str
    kind: str
    inside: int
    came: int
    capacity: int | None
    rate: float
    bars: tuple[int, ...]

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.inside >= self.capacity


@dataclass(frozen=True, slots=True)
class Group:
    """A category or a delegation: how many of it have come."""

    key: str
    name: str
    came: int
    expected: int

    @property
    def missing(self) -> int:
        return max(0, self.expected - self.came)


class DeviceContact(StrEnum):
    """Whether a device calls as it should. Overdue: it missed a call, and may have lost its network."""

    ONLINE = "online"
    OVERDUE = "overdue"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """`point`: where it scans; where its staff choose (`is_chosen`), that of its last scan, "" before the first.

    `silent_minutes`: whole ones since the last contact.
    """

    name: str
    point: str
    is_chosen: bool
    last_seen_at: datetime
    contact: DeviceContact
    silent_minutes: int
    battery: int | None  # percent
    app: str
    unsent: int

    @property
    def is_low(self) -> bool:
        return self.battery is not None and self.battery <= LOW_BATTERY * 100


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of those who are looked for first. `came_at`: None while they are missing."""

    code: str
    name: str
    organisation: str
    category: str
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What only a person can decide: badges let in twice, scans that are held, messages that nobody understands.

    `blanks`: blank badges given to several people; `placeless`: people whom a desk let in without a place.
    """

    conflicts: int = 0
    held: int = 0
    letters: int = 0
    blanks: int = 0
    placeless: int = 0

    @property
    def total(self) -> int:
        return self.conflicts + self.held + self.letters + self.blanks + self.placeless


@dataclass(frozen=True, slots=True)
class Board:
    at: datetime
    came: int
    expected: int
    points: tuple[PointNow, ...]
    categories: tuple[Group, ...]
    delegations: tuple[Group, ...]
    first: tuple[Somebody, ...]
    devices: tuple[DeviceNow, ...]
    settle: ToSettle
    rehearses: bool

    @property
    def good_until(self) -> datetime:
        """When time alone changes something that is shown: a device misses a call, or an age is another."""
        ends = [one.last_seen_at + after for one in self.devices for after in (OVERDUE_AFTER, GONE_AFTER)]
        return min([self.at + AGES, *(end for end in ends if end > self.at)])

    @property
    def missing_first(self) -> list[Somebody]:
        return [one for one in self.first if one.came_at is None]

    @property
    def newest_first(self) -> list[Somebody]:
        """Of those looked for first, who came, the newest first."""
        came = [one for one in self.first if one.came_at is not None]
        return sorted(came, key=lambda one: (one.came_at or self.at, one.code), reverse=True)


def bars_of(moments: Iterable[tuple[datetime, int]], at: datetime) -> tuple[int, ...]:
    """How many in each BAR minutes of the last CHART_MINUTES, the oldest first, from (when, how many)."""
    bars = [0] * (CHART_MINUTES // BAR)
    for moment, number in moments:
        ago = int((at - moment).total_seconds() // (BAR * 60))
        if 0 <= ago < len(bars):
            bars[len(bars) - 1 - ago] += number
    return tuple(bars)


def rate_of(bars: Sequence[int]) -> float:
    return round(bars[-1] / BAR, 1) if bars else 0.0


def heights(bars: Sequence[int], most: int) -> list[float]:
    """The bars from 0 to 1, by the tallest of all charts that stand side by side."""
    return [number / most if most else 0.0 for number in bars]


def tallest(points: Iterable[PointNow]) -> int:
    return max((max(point.bars, default=0) for point in points), default=0)


def contact_of(last_seen_at: datetime, at: datetime) -> DeviceContact:
    silent = at - last_seen_at
    if silent < OVERDUE_AFTER:
        return DeviceContact.ONLINE
    return DeviceContact.OVERDUE if silent < GONE_AFTER else DeviceContact.GONE


def is_first(code: str, priority: int) -> bool:
    """Whether people of a category are looked for before all others."""
    return priority > 0 or code.startswith(FIRST_CODES)


def percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def rows_of(counted: Mapping[str, tuple[str, int, int]]) -> tuple[Group, ...]:
    return tuple(Group(key, *facts) for key, facts in counted.items())
