"""How an agenda reads: by day and by start, with what is on now, before, after and beside. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from conference.core.times import to_zone

from .models import SessionKind

SET_BACK = (SessionKind.BREAK, SessionKind.NETWORKING)


@dataclass(frozen=True, slots=True)
class Mark:
    """What pages need to show whose a session is. `component_word`: what the project calls its parts."""

    code: str
    title: str
    colour: str
    component_word: str


@dataclass(frozen=True, slots=True)
class RunBy:
    project: Mark
    component: int | None
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a session."""

    code: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Item:
    """One session in one slot, as an agenda shows it; instants are UTC, the lead project stands first.

    Texts are in the reader's language where there is a translation; where not, `title_language` and
    `abstract_language` say which language they are in. `release_id` is 0 in the draft. `sequence` and `changed_at`
    are those of calendars: the release that last changed its time, room or state.
    """

    release_id: int
    code: str
    kind: str
    title: str
    is_cancelled: bool
    languages: tuple[str, ...]
    interpretation: tuple[str, ...]
    track: str
    room: str
    starts_at: datetime
    ends_at: datetime
    run_by: tuple[RunBy, ...] = ()
    people: tuple[Part, ...] = ()
    session_id: int = 0
    session_uuid: str = ""
    slot_id: int = 0
    slot_uuid: str = ""
    title_language: str = ""
    subtitle: str = ""
    abstract: str = ""  # Markdown
    abstract_language: str = ""
    capacity: int | None = None
    is_recorded: bool = False
    is_streamed: bool = False
    stream_url: str = ""
    track_id: int | None = None
    track_colour: str = ""
    track_position: int = 0
    track_key: str = ""  # its name in the event's main language: the same in addresses of every language
    room_id: int | None = None
    room_code: str = ""
    room_uuid: str = ""
    room_position: int = 0
    sequence: int = 0
    changed_at: datetime | None = None

    @property
    def is_set_back(self) -> bool:
        return self.kind in SET_BACK

    @property
    def stream(self) -> str:
        """Where people follow it from elsewhere; "" where they cannot."""
        return self.stream_url if self.is_streamed and not self.is_cancelled else ""


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its wall times: `start` and `end` are 09:30, `instant` is ISO 8601 with the offset.

    `is_next`: it is the first on the page that is not over, so that a link can lead there.
    """

    item: Item
    start: str
    end: str
    instant: str
    on: date
    is_now: bool
    is_next: bool = False
    is_coming: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """What starts at the same time."""

    start: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    slots: tuple[Slot, ...]


def by_day(items: Sequence[Item], zone: str, at: datetime) -> list[Day]:
    """The items, ordered by start, as days of slots in the wall time of `zone`."""
    following = next((item for item in items if at < item.ends_at and not item.is_cancelled), None)
    days = []
    for on, of_day in groupby(items, key=lambda item: to_zone(item.starts_at, zone).date()):
        slots = []
        for _start, of_slot in groupby(of_day, key=lambda item: item.starts_at):
            lines = tuple(line(item, zone, at, is_next=item is following) for item in of_slot)
            slots.append(Slot(lines[0].start, lines))
        days.append(Day(on, tuple(slots)))
    return days


def line(item: Item, zone: str, at: datetime, *, is_next: bool = False) -> Line:
    start, end = to_zone(item.starts_at, zone), to_zone(item.ends_at, zone)
    return Line(
        item=item,
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        instant=start.isoformat(timespec="minutes"),
        on=start.date(),
        is_now=item.starts_at <= at < item.ends_at and not item.is_cancelled,
        is_next=is_next,
        is_coming=at < item.starts_at,
    )


def now_and_next(days: Iterable[Day]) -> tuple[list[Line], list[Line]]:
    """(what is going on, what starts next after that) of the lines of an agenda, breaks too."""
    lines = [line for day in days for slot in day.slots for line in slot.lines]
    going_on = [line for line in lines if line.is_now]
    coming = [line for line in lines if line.is_coming and not line.item.is_cancelled]
    first = min((line.item.starts_at for line in coming), default=None)
    return going_on, [line for line in coming if line.item.starts_at == first]


@dataclass(frozen=True, slots=True)
class Share:
    """What a project does at an event. A session that is held twice is one session; `hours` counts both times."""

    sessions: int
    led: int
    speakers: int
    hours: float


def working(items: Iterable[Item]) -> list[Item]:
    """The sessions that people come for: no breaks, nothing cancelled."""
    return [item for item in items if not (item.is_set_back or item.is_cancelled)]


def share_of(items: Iterable[Item], code: str) -> Share:
    """The share of the project `code` in `items`; breaks and cancelled sessions do not count."""
    own = [item for item in working(items) if any(run.project.code == code for run in item.run_by)]
    seconds = sum((item.ends_at - item.starts_at).total_seconds() for item in own)
    return Share(
        sessions=len({item.code for item in own}),
        led=len({item.code for item in own if item.run_by[0].project.code == code}),
        speakers=len({part.code for item in own for part in item.people}),
        hours=round(seconds / 3600, 2),
    )


def beside(items: Iterable[Item], code: str) -> list[Item]:
    """The other sessions that run at the same time as the session `code`, if only for a while."""
    items = list(items)
    own = next((item for item in items if item.code == code), None)
    if own is None:
        return []
    others = [item for item in items if item.code != code and not item.is_set_back]
    return [item for item in others if item.starts_at < own.ends_at and own.starts_at < item.ends_at]


def neighbours(items: Sequence[Item], code: str) -> tuple[Item | None, Item | None]:
    """(the session before, the session after) in the order of the agenda, breaks left out."""
    own = [item for item in items if not item.is_set_back or item.code == code]
    place = next((index for index, item in enumerate(own) if item.code == code), None)
    if place is None:
        return None, None
    return own[place - 1] if place else None, own[place + 1] if place + 1 < len(own) else None
