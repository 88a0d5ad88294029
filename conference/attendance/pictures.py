"""Attendance of an event as one value: what pages, files and reports read. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from conference.programme.agenda import Item

from .days import Days, Holding
from .rules import Attendance, Attended, DayThere, Fixed, attendance_of
from .stays import Place, Reading, stays_of

NOTHING = Attendance((), ())


@dataclass(frozen=True)
class Picture:
    """Who was where. `items`: the sessions by slot, in order; `scanned`: the slots of which scans can tell."""

    zone: str
    items: Mapping[int, Item]
    scanned: frozenset[int]
    people: Mapping[int, Attendance]

    def in_slot(self, slot_id: int) -> dict[int, Attended]:
        """{person: their time in the session}."""
        found = {person: own.in_slot(slot_id) for person, own in self.people.items()}
        return {person: one for person, one in found.items() if one is not None}

    def days(self) -> dict[date, dict[int, DayThere]]:
        """{day: {person: their time on it}}, in order."""
        found: dict[date, dict[int, DayThere]] = {}
        for person, own in self.people.items():
            for day in own.days:
                found.setdefault(day.on, {})[person] = day
        return dict(sorted(found.items()))

    def numbers(self) -> dict[int, "Number"]:
        """{slot: how many came, and for how long} of all that anything is known of."""
        found: dict[int, list[Attended]] = {slot_id: [] for slot_id in self.items if slot_id in self.scanned}
        for own in self.people.values():
            for one in own.sessions:
                found.setdefault(one.slot_id, []).append(one)
        return {slot_id: _number(ones) for slot_id, ones in found.items()}


@dataclass(frozen=True, slots=True)
class Number:
    people: int
    minutes: int  # of all together
    still_open: int  # of whom no exit scan is there

    @property
    def mean(self) -> int:
        return round(self.minutes / self.people) if self.people else 0


def _number(ones: Sequence[Attended]) -> Number:
    return Number(len(ones), sum(one.seconds for one in ones) // 60, sum(one.is_open for one in ones))


@dataclass(frozen=True)
class Facts:
    """What the database knows: the agenda, the points, and of each person the scans that count and corrections.

    `at`: when that is; what comes after it is not counted.
    """

    at: datetime
    zone: str
    items: Sequence[Item]
    points: Sequence["PointFact"]
    readings: Mapping[int, Sequence[Reading]]
    fixed: Mapping[int, Sequence[Fixed]]


@dataclass(frozen=True, slots=True)
class PointFact:
    """A check point as attendance sees it: of a room, of a session, or an entrance (neither)."""

    point_id: int
    is_room: bool
    grace_minutes: int = 0
    room_id: int | None = None
    session_id: int | None = None


def picture_of(facts: Facts) -> Picture:
    held = [item for item in facts.items if not (item.is_cancelled or item.is_set_back)]
    slots = {item.slot_id: Holding(item.slot_id, item.room_id, item.starts_at, item.ends_at) for item in held}
    places = {point.point_id: _place(point, held, slots) for point in facts.points}
    moments: list[datetime] = [one.at for own in facts.readings.values() for one in own]
    days = Days(slots.values(), moments, facts.zone)
    people: dict[int, Attendance] = {}
    for person in dict.fromkeys([*facts.readings, *facts.fixed]):
        stays = [one.until(facts.at) for one in stays_of(facts.readings.get(person, ()), places, days)]
        own = attendance_of(stays, places, days, facts.fixed.get(person, ()), slots)
        if own != NOTHING:
            people[person] = own
    scanned = frozenset(one.slot_id for place in places.values() for one in place.holdings)
    return Picture(facts.zone, {item.slot_id: item for item in held}, scanned, people)


def _place(point: PointFact, held: Iterable[Item], slots: Mapping[int, Holding]) -> Place:
    def is_here(item: Item) -> bool:
        if point.session_id is not None:
            return item.session_id == point.session_id
        return point.room_id is not None and item.room_id == point.room_id

    holdings = sorted((slots[item.slot_id] for item in held if is_here(item)), key=lambda one: one.starts_at)
    return Place(point.point_id, point.is_room, timedelta(minutes=point.grace_minutes), tuple(holdings))


@dataclass
class Share:
    """What a project, or a component of it, reached: sessions held, people who came to any, and their time."""

    sessions: int = 0
    people: set[int] = field(default_factory=set)
    visits: int = 0
    seconds: int = 0

    @property
    def hours(self) -> float:
        return round(self.seconds / 3600, 1)


def shares(picture: Picture) -> dict[tuple[str, int | None], Share]:
    """{(code of the project, number of the component or None for all of it): its share}.

    A session that several projects run counts for each; a person counts once however many sessions of it they saw.
    """
    found: dict[tuple[str, int | None], Share] = {}
    for slot_id, item in picture.items.items():
        inside = picture.in_slot(slot_id)
        keys = {(run.project.code, part) for run in item.run_by for part in (None, run.component)}
        for key in sorted(keys, key=str):
            share = found.setdefault(key, Share())
            share.sessions += 1
            share.people |= inside.keys()
            share.visits += len(inside)
            share.seconds += sum(one.seconds for one in inside.values())
    return found
