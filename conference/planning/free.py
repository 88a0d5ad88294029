"""Places where a session breaks nothing. Pure.

Every rule of `OF_THE_PLACE` becomes stretches of time in which the session must not begin; what is left on the grid
is free. Inside, instants are whole seconds, and a stretch is (first, last + 1).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from heapq import nsmallest
from math import inf
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .board import Board, Placed, RoomFact, Span
from .busy import Busy, busy
from .kinds import Kind, Level, level_of

MOST = 10
Stretch = tuple[int, int]


class Free(NamedTuple):
    """A room, None for a session that needs none, and when the session would be there."""

    room: str | None
    starts_at: datetime
    ends_at: datetime


def free_places(board: Board, slot: int, *, most: int | None = MOST, may_warn: bool = False) -> list[Free]:
    """Up to `most` places for the slot that add no clash, the best first; its present place is not one of them.

    Best: on the same day, near its present time (else early), the smallest room that fits.
    may_warn: also places that only add warnings. The grid of the event's settings must divide an hour.
    """
    row = next(row for row in board.slots if row.slot == slot)
    rest = busy(replace(board, slots=tuple(other for other in board.slots if other.slot != slot)))
    search = Search(board, row, rest, may_warn=may_warn)
    rank = _rank(board, row)
    rooms = list(search.rooms())
    ranked = ((rank(room, start), place, start) for place, room in enumerate(rooms) for start in search.starts_in(room))
    best = sorted(ranked) if most is None else nsmallest(most, ranked)
    return [_free(rooms[place], start, row) for _rank_of_it, place, start in best]


def varied(places: Iterable[Free], most: int = MOST) -> list[Free]:
    """Up to `most` of the places, best first, without those that overlap a better one in the same room."""
    kept: list[Free] = []
    for free in places:
        if len(kept) == most:
            break
        if not any(
            free.room == better.room and free.starts_at < better.ends_at and better.starts_at < free.ends_at
            for better in kept
        ):
            kept.append(free)
    return kept


def _free(room: RoomFact | None, start: int, row: Placed) -> Free:
    starts_at = datetime.fromtimestamp(start, UTC)
    return Free(room.key if room else None, starts_at, starts_at + row.lasts)


@dataclass
class Search:
    """What keeps `row` from beginning where and when, on a board whose other slots are `rest`."""

    board: Board
    row: Placed
    rest: Busy
    may_warn: bool

    def __post_init__(self) -> None:
        self.lasts = int(self.row.lasts.total_seconds())
        self.grid = list(self._grid())
        self.anywhere = list(self._anywhere())

    def counts(self, kind: Kind) -> bool:
        level = level_of(kind, self.board.settings.levels)
        return level is Level.BLOCK or (level is Level.WARN and not self.may_warn)

    def rooms(self) -> Iterator[RoomFact | None]:
        """Rooms in use that are large enough; None where a room is not asked for."""
        if not self.board.rooms or (self.row.is_break and self.row.room is None):
            yield None
            return
        for room in self.board.rooms.values():
            is_small = room.capacity is not None and self.row.seats_needed > room.capacity
            lacks_booth = room.booths == 0 and bool(self.row.interpretation)
            refused = (is_small and self.counts(Kind.ROOM_SMALL)) or (lacks_booth and self.counts(Kind.NO_BOOTH))
            if not room.is_hidden and not refused:
                yield room

    def starts_in(self, room: RoomFact | None) -> Iterator[int]:
        """When the session can begin in the room, in order; not when it begins there now."""
        stretches = sorted([*self.anywhere, *self._inside(room)])
        present = int(self.row.span.starts_at.timestamp()) if self.row.span else None
        is_own = self.row.room == (room.key if room else None)
        place, blocked_until = 0, 0
        for start in self.grid:
            while place < len(stretches) and stretches[place][0] <= start:
                blocked_until = max(blocked_until, stretches[place][1])
                place += 1
            if start >= blocked_until and not (is_own and start == present):
                yield start

    def _grid(self) -> Iterator[int]:
        """Starts on the grid of the event's clocks with the whole session inside the hours."""
        step = self.board.settings.step_minutes * 60
        for window in self.board.hours.windows:
            wall = window.starts_at.astimezone(ZoneInfo(self.board.hours.zone))
            past = (wall.hour * 60 + wall.minute) * 60 + wall.second
            first = int(window.starts_at.timestamp()) + -past % step
            yield from range(first, int(window.ends_at.timestamp()) - self.lasts + 1, step)

    def _anywhere(self) -> Iterator[Stretch]:
        """What forbids a time in every room."""
        row, rest = self.row, self.rest
        if self.counts(Kind.TEAM_TWICE) and row.team is not None:
            yield from self._around(span for span, _other in rest.teams.get(row.team, ()))
        if self.counts(Kind.PROJECT_TWICE) and row.lead is not None and not row.is_break:
            yield from self._around(span for span, _other in rest.leads.get(row.lead, ()))
        for key in row.people:
            if self.counts(Kind.PERSON_TWICE):
                yield from self._around(span for span, _other in rest.people.get(key, ()))
            if self.counts(Kind.PERSON_AWAY) and key in self.board.people:
                yield from self._around(self.board.people[key].absences)

    def _inside(self, room: RoomFact | None) -> Iterator[Stretch]:
        """What forbids a time in this room."""
        if room is None:
            return
        if self.counts(Kind.SAME_ROOM):
            yield from self._around(span for span, _other in self.rest.rooms.get(room.key, ()))
        if self.counts(Kind.ROOM_CLOSED):
            yield from self._around(room.closures)
        if self.counts(Kind.NO_TIME_TO_CHANGE):
            for key in self.row.people:
                for span, other in self.rest.people.get(key, ()):
                    needed = self.board.minutes_between(room.key, other.room) * 60
                    start, end = int(span.starts_at.timestamp()), int(span.ends_at.timestamp())
                    yield start - self.lasts - needed + 1, start - self.lasts + 1
                    yield end, end + needed

    def _around(self, spans: Iterable[Span]) -> Iterator[Stretch]:
        """When a session of this length must not begin, so as to overlap none of the spans."""
        for span in spans:
            yield int(span.starts_at.timestamp()) - self.lasts + 1, int(span.ends_at.timestamp())


def _rank(board: Board, row: Placed) -> Callable[[RoomFact | None, int], tuple[Any, ...]]:
    """How good a place is; the less, the better."""
    needed, present, midnight, next_midnight = row.seats_needed, None, 0, 0
    if row.span:
        zone = ZoneInfo(board.hours.zone)
        present = int(row.span.starts_at.timestamp())
        on = row.span.starts_at.astimezone(zone).date()
        midnight = int(datetime.combine(on, time(), tzinfo=zone).timestamp())
        next_midnight = int(datetime.combine(on + timedelta(days=1), time(), tzinfo=zone).timestamp())

    def spare(room: RoomFact | None) -> float:
        if room is None or not needed:
            return 0
        return inf if room.capacity is None else abs(room.capacity - needed)

    spares = {room.key: (spare(room), room.key != row.room) for room in board.rooms.values()}
    nowhere = (0, False)

    def rank(room: RoomFact | None, start: int) -> tuple[Any, ...]:
        fit = spares[room.key] if room else nowhere
        if present is None:
            return (False, start, *fit)
        return (not midnight <= start < next_midnight, abs(start - present), *fit)

    return rank
