"""From scans to stays: where a person was from when until when. Pure; the order in which scans arrive is nothing to it.

Entrances form one chain and rooms another: who enters room B has left room A, who leaves the house has left every
room. Without an exit scan nobody is counted for longer than the session that they came to, at an entrance than the
last session of the day; what is not known is not counted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .days import Days, Holding, Span


class Ended(StrEnum):
    """How we know that a stay ended."""

    EXIT = "exit"  # scanned out
    MOVED = "moved"  # scanned into another room, or out of the house
    OPEN = "open"  # no exit scan: closed at the end of the session or the day
    NOT_YET = "not_yet"  # no exit scan so far, and what they came to goes on
    ONLY_EXIT = "only_exit"  # scanned out without having been scanned in: a moment


@dataclass(frozen=True, slots=True)
class Place:
    """A point where people are scanned. `holdings`: what is held there, for rooms and sessions, by start."""

    point_id: int
    is_room: bool
    grace: timedelta = timedelta()
    holdings: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """An entry or exit scan that counts. Scans of one instant stand in the order of their ids, as in the fold."""

    at: datetime
    scan_id: str
    point_id: int
    is_exit: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    point_id: int
    starts_at: datetime
    ends_at: datetime
    ended: Ended

    def until(self, at: datetime) -> "Stay":
        """As far as it is known at that moment: who was not scanned out may still leave."""
        if self.ended is Ended.OPEN and self.starts_at <= at < self.ends_at:
            return replace(self, ends_at=at, ended=Ended.NOT_YET)
        return self

    @property
    def has_no_exit(self) -> bool:
        return self.ended in (Ended.OPEN, Ended.NOT_YET)


@dataclass
class _Walk:
    """One person's day: where they are while their scans are read."""

    places: Mapping[int, Place]
    day: Span
    house: tuple[int, datetime] | None = None
    room: tuple[Place, datetime] | None = None
    stays: list[Stay] = field(default_factory=list)

    def read(self, one: Reading) -> None:
        place = self.places[one.point_id]
        if place.is_room:
            self._room(place, one)
        else:
            self._entrance(place, one)

    def _room(self, place: Place, one: Reading) -> None:
        is_here = self.room is not None and self.room[0].point_id == place.point_id
        if one.is_exit and is_here:
            self._leave_room(one.at, Ended.EXIT)
            return
        self._leave_room(one.at, Ended.MOVED)
        if one.is_exit:
            self.stays.append(Stay(place.point_id, one.at, one.at, Ended.ONLY_EXIT))
        else:
            self.room = (place, one.at)

    def _entrance(self, place: Place, one: Reading) -> None:
        if not one.is_exit:
            self.house = self.house or (place.point_id, one.at)
            return
        self._leave_room(one.at, Ended.MOVED)
        if self.house is None:
            self.stays.append(Stay(place.point_id, one.at, one.at, Ended.ONLY_EXIT))
        else:
            self.stays.append(Stay(*self.house, one.at, Ended.EXIT))
        self.house = None

    def _leave_room(self, at: datetime | None, ended: Ended) -> None:
        """at: when something says that the person is not there any more; None when nothing does."""
        if self.room is None:
            return
        place, since = self.room
        self.room = None
        if ended is Ended.EXIT and at is not None:
            self.stays.append(Stay(place.point_id, since, at, ended))
            return
        limit = end_of_session(place, since, self.day)
        if at is None or at > limit:
            self.stays.append(Stay(place.point_id, since, limit, Ended.OPEN))
        else:
            self.stays.append(Stay(place.point_id, since, at, ended))

    def close(self) -> None:
        self._leave_room(None, Ended.OPEN)
        if self.house is not None:
            point_id, since = self.house
            self.stays.append(Stay(point_id, since, max(since, self.day.closes_at or since), Ended.OPEN))


def followed(place: Place, at: datetime, day: Span) -> Holding | None:
    """The session that somebody comes to who enters the room at `at`.

    The one about to begin, the one going on, or the next of the day; of sessions held at once the one that began last.
    """
    of_day = [one for one in place.holdings if day.starts_at <= one.starts_at < day.ends_at and at < one.ends_at]
    begun = [one for one in of_day if one.starts_at - place.grace <= at]
    return begun[-1] if begun else next(iter(of_day), None)


def end_of_session(place: Place, at: datetime, day: Span) -> datetime:
    """How long somebody is counted who came at `at` and was not seen again: a moment where nothing is held."""
    session = followed(place, at, day)
    return session.ends_at if session else at


def stays_of(readings: Iterable[Reading], places: Mapping[int, Place], days: Days) -> list[Stay]:
    """Everything that a person's scans say, in order of time; scans at points that are not `places` are nothing."""
    known = sorted(one for one in set(readings) if one.point_id in places)
    return sorted(_walked(known, places, days), key=lambda stay: (stay.starts_at, stay.ends_at, stay.point_id))


def _walked(readings: list[Reading], places: Mapping[int, Place], days: Days) -> Iterator[Stay]:
    walk: _Walk | None = None
    for one in readings:
        day = days.of(one.at)
        if walk is None or walk.day is not day:
            if walk is not None:
                walk.close()
                yield from walk.stays
            walk = _Walk(places, day)
        walk.read(one)
    if walk is not None:
        walk.close()
        yield from walk.stays
