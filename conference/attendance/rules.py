"""From stays to attendance: minutes in each session and on each day, and what organisers corrected. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from .days import Days, Holding
from .stays import Ended, Place, Stay

LEAST = timedelta(minutes=5)  # less is passing through, unless the session is shorter than twice as long
LONGEST = timedelta(hours=24)


class NotAStay(Refused):
    code: ClassVar[str] = "not_a_stay"


class NothingFixed(Refused):
    code: ClassVar[str] = "nothing_fixed"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What an organiser says of one person in one session, whatever the scans say.

    There from when until when, or (without times) not there at all.
    """

    slot_id: int
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attended:
    """A person in one session. `seconds`: inside while it was held.

    `first_in`, `last_out`: as scanned, so they may lie before its start or after its end. `is_open`: there was no exit
    scan. `is_fixed`: an organiser said so.
    """

    slot_id: int
    seconds: int
    first_in: datetime
    last_out: datetime
    is_open: bool = False
    is_fixed: bool = False

    @property
    def minutes(self) -> int:
        return self.seconds // 60


@dataclass(frozen=True, slots=True)
class DayThere:
    """A person on one day, in the house or in any room. `seconds`: stays that overlap count once."""

    on: date
    seconds: int
    first_in: datetime
    last_out: datetime
    is_open: bool

    @property
    def minutes(self) -> int:
        return self.seconds // 60


@dataclass(frozen=True, slots=True)
class Attendance:
    """All of one person: sessions in order of time, days in order."""

    sessions: tuple[Attended, ...]
    days: tuple[DayThere, ...]

    @property
    def minutes(self) -> int:
        return sum(day.seconds for day in self.days) // 60

    def in_slot(self, slot_id: int) -> Attended | None:
        return next((one for one in self.sessions if one.slot_id == slot_id), None)


def attendance_of(
    stays: Sequence[Stay], places: Mapping[int, Place], days: Days, fixed: Sequence[Fixed], slots: Mapping[int, Holding]
) -> Attendance:
    """One person's attendance. `slots`: all that is held, by id; what is not held any more cannot be corrected."""
    by_slot = {one.slot_id: one for one in fixed if one.slot_id in slots}
    scanned = _by_slot(stays, places)
    found = []
    for slot_id in dict.fromkeys([*scanned, *by_slot]):
        holding = slots.get(slot_id)
        if holding is None:
            continue
        own = _as_fixed(by_slot[slot_id]) if slot_id in by_slot else _as_scanned(holding, scanned[slot_id])
        if own is not None:
            found.append(own)
    found.sort(key=lambda one: (slots[one.slot_id].starts_at, one.slot_id))
    return Attendance(tuple(found), tuple(_days(stays, [one for one in found if one.is_fixed], days)))


def _by_slot(stays: Iterable[Stay], places: Mapping[int, Place]) -> dict[int, list[Stay]]:
    """The stays that touch what was held where they were."""
    found: dict[int, list[Stay]] = {}
    for stay in stays:
        for holding in places[stay.point_id].holdings:
            if stay.starts_at < holding.ends_at and holding.starts_at < stay.ends_at:
                found.setdefault(holding.slot_id, []).append(stay)
    return found


def _as_scanned(holding: Holding, stays: Sequence[Stay]) -> Attended | None:
    """None for who only passed through; who is there now has not."""
    inside = [(max(one.starts_at, holding.starts_at), min(one.ends_at, holding.ends_at)) for one in stays]
    there = length(inside)
    is_there = any(one.ended is Ended.NOT_YET and one.ends_at < holding.ends_at for one in stays)
    if not is_there and there < min(LEAST, (holding.ends_at - holding.starts_at) / 2):
        return None
    last = max(stays, key=lambda one: (one.ends_at, one.starts_at))
    return Attended(
        holding.slot_id, int(there.total_seconds()), min(one.starts_at for one in stays), last.ends_at,
        is_open=last.has_no_exit,
    )  # fmt: skip


def _as_fixed(fixed: Fixed) -> Attended | None:
    if fixed.starts_at is None or fixed.ends_at is None:
        return None
    seconds = int((fixed.ends_at - fixed.starts_at).total_seconds())
    return Attended(fixed.slot_id, seconds, fixed.starts_at, fixed.ends_at, is_fixed=True)


def _days(stays: Iterable[Stay], fixed: Iterable[Attended], days: Days) -> Iterator[DayThere]:
    """Who was put into a session by hand was there that day; who was taken out of one may still have been."""
    by_day: dict[date, list[tuple[datetime, datetime, bool]]] = {}
    for stay in stays:
        by_day.setdefault(days.of(stay.starts_at).on, []).append((stay.starts_at, stay.ends_at, stay.has_no_exit))
    for one in fixed:
        by_day.setdefault(days.of(one.first_in).on, []).append((one.first_in, one.last_out, False))
    for on, parts in sorted(by_day.items()):
        last = max(parts, key=lambda part: (part[1], not part[2]))
        seconds = int(length([(start, end) for start, end, _open in parts]).total_seconds())
        yield DayThere(on, seconds, min(part[0] for part in parts), last[1], is_open=last[2])


def length(parts: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """How long the parts are together; what overlaps counts once."""
    total, reached = timedelta(), None
    for start, end in sorted(parts):
        start = start if reached is None else max(start, reached)  # noqa: PLW2901
        if end > start:
            total += end - start
        reached = end if reached is None else max(reached, end)
    return total


def why_not_fix(holding: Holding, starts_at: datetime, ends_at: datetime) -> NotAStay | None:
    """Say why nobody can have been in a session like this; None when they can."""
    if ends_at <= starts_at:
        return NotAStay(_("The end has to be after the beginning"))
    if starts_at < holding.starts_at or ends_at > holding.ends_at:
        return NotAStay(_("These times are outside of the session: it counts only while it is held"))
    return None
