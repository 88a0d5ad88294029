"""The draft of an agenda as plain values: what clashes and free places are found in. Pure.

Keys are codes, as addresses have them; a team's is its number as text. Instants are UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DECLINED = "declined"
CONFIRMED = "confirmed"


class Span(NamedTuple):
    """A stretch of time; what begins when it ends does not touch it."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def common(self, other: "Span") -> "Span":
        return Span(max(self.starts_at, other.starts_at), min(self.ends_at, other.ends_at))


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in a session. `answer` is "", confirmed or declined."""

    person: str
    role: str = "speaker"
    answer: str = CONFIRMED


@dataclass(frozen=True, slots=True)
class Placed:
    """A slot of a session, with its place in the draft if it has one (`span`); `minutes` is how long else."""

    slot: int
    session: str
    title: str
    span: Span | None
    room: str | None = None
    minutes: int = 30
    parts: tuple[Part, ...] = ()
    projects: tuple[str, ...] = ()
    lead: str | None = None
    team: str | None = None
    languages: tuple[str, ...] = ("en",)
    interpretation: tuple[str, ...] = ()
    capacity: int | None = None
    sign_ups: int = 0
    is_break: bool = False
    is_cancelled: bool = False

    @property
    def lasts(self) -> timedelta:
        return self.span.ends_at - self.span.starts_at if self.span else timedelta(minutes=self.minutes)

    @property
    def people(self) -> tuple[str, ...]:
        """Who takes part, each once; who declined does not."""
        return tuple(dict.fromkeys(part.person for part in self.parts if part.answer != DECLINED))

    @property
    def seats_needed(self) -> int:
        return max(self.sign_ups, self.capacity or 0)


@dataclass(frozen=True, slots=True)
class RoomFact:
    key: str
    name: str
    building: str = ""
    capacity: int | None = None
    closures: tuple[Span, ...] = ()
    booths: int | None = None  # for interpreters; None: nobody said
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PersonFact:
    key: str
    name: str
    absences: tuple[Span, ...] = ()
    has_consented: bool = True


@dataclass(frozen=True, slots=True)
class TeamFact:
    """Interpreters. Without `languages` nobody said which they cover."""

    key: str
    name: str
    languages: tuple[str, ...] = ()


class Day(NamedTuple):
    """When the event is open on a day, on its own clocks. What closes before it opens closes on the next day."""

    on: date
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    zone: str
    days: tuple[Day, ...]

    @property
    def windows(self) -> tuple[Span, ...]:
        """When the event is open, in order; days that follow without a gap are one."""
        return _windows(self)


def every_day(zone: str, first: date, last: date, opens: time, closes: time) -> Hours:
    days = range((last - first).days + 1)
    return Hours(zone, tuple(Day(first + timedelta(days=day), opens, closes) for day in days))


@lru_cache(maxsize=64)
def _windows(hours: Hours) -> tuple[Span, ...]:
    found: list[Span] = []
    for on, opens, closes in sorted(hours.days):
        closes_on = on + timedelta(days=1) if closes <= opens else on
        span = Span(_instant(on, opens, hours.zone), _instant(closes_on, closes, hours.zone))
        if found and span.starts_at <= found[-1].ends_at:
            found[-1] = Span(found[-1].starts_at, max(found[-1].ends_at, span.ends_at))
        elif span.starts_at < span.ends_at:
            found.append(span)
    return tuple(found)


def _instant(on: date, wall: time, zone: str) -> datetime:
    return datetime.combine(on, wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the event says of its agenda. `levels` is {kind: level} where it differs from the usual."""

    room_change_minutes: int = 5
    building_change_minutes: int = 15
    step_minutes: int = 5
    levels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Board:
    """All of a draft. Rooms stand in the order of the event."""

    slots: Sequence[Placed]
    rooms: Mapping[str, RoomFact]
    hours: Hours
    people: Mapping[str, PersonFact] = field(default_factory=dict)
    teams: Mapping[str, TeamFact] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    def minutes_between(self, here: str | None, there: str | None) -> int:
        """How long people need from room to room; 0 where it is the same, or unknown."""
        if here is None or there is None or here == there or not {here, there} <= self.rooms.keys():
            return 0
        if self.rooms[here].building == self.rooms[there].building:
            return self.settings.room_change_minutes
        return self.settings.building_change_minutes
