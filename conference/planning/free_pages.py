"""Free places of one session, as its page proposes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from conference.core import times

from .board import Board, Placed, Span
from .free import Free, free_places, varied

MOST_PROPOSED = 12


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; nothing is everything. `minutes`: another length than the present one."""

    slot: int
    day: date | None = None
    room: str = ""
    minutes: int | None = None
    may_warn: bool = False


def slots_of(board: Board, code: str) -> list[Placed]:
    """The session's slots with their places; the session itself stands in while it has none."""
    return [row for row in board.slots if row.session == code]


def proposals(board: Board, asked: Asked) -> list[Free]:
    """Places that break nothing, the best first and none that is nearly another."""
    return varied(_places(board, asked), MOST_PROPOSED)


def proposals_or_warned(board: Board, asked: Asked) -> tuple[list[Free], bool]:
    """Places that break nothing; where there are none those that only warn, and True."""
    if found := proposals(board, asked):
        return found, False
    return proposals(board, replace(asked, may_warn=True)), True


def is_free(board: Board, asked: Asked, room: str | None, starts_at: datetime) -> bool:
    """Tell whether the place is among those that could be proposed now."""
    return any(free.room == room and free.starts_at == starts_at for free in _places(board, asked))


def _places(board: Board, asked: Asked) -> Sequence[Free]:
    board = resized(board, asked)
    found = free_places(board, asked.slot, most=None, may_warn=asked.may_warn)
    return [
        free
        for free in found
        if (not asked.room or free.room == asked.room)
        and (asked.day is None or times.local_day(free.starts_at, board.hours.zone) == asked.day)
    ]


def resized(board: Board, asked: Asked) -> Board:
    """The board with the slot as long as was asked for."""
    if asked.minutes is None:
        return board
    length = timedelta(minutes=asked.minutes)

    def as_long(row: Placed) -> Placed:
        if row.slot != asked.slot:
            return row
        span = Span(row.span.starts_at, row.span.starts_at + length) if row.span else None
        return replace(row, span=span, minutes=asked.minutes or row.minutes)

    return replace(board, slots=tuple(as_long(row) for row in board.slots))
