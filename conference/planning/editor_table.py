"""A day of the draft as a table, rooms beside each other: what the editor is before its script runs. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from conference.core.times import clock, local_day

from .board import Board, Placed


@dataclass(frozen=True)
class Cell:
    """What stands in one room from one row on; `rows` is how far down it reaches. Empty where nothing is."""

    rows: int
    slots: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Row:
    """What begins at `time`, 09:30; a room in which something goes on has no cell."""

    time: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass
class _Block:
    """What overlaps in one room."""

    starts_at: datetime
    ends_at: datetime
    slots: list[Placed]


def table_of(board: Board, day: date, everybody: str) -> Table:
    """`everybody` is the heading of what is in no room."""
    on_day = [row for row in board.slots if row.span and local_day(row.span.starts_at, board.hours.zone) == day]
    used = {row.room for row in on_day}
    keys: list[str | None] = [None] if None in used else []
    keys += [room.key for room in board.rooms.values() if not room.is_hidden or room.key in used]
    columns = [_blocks(row for row in on_day if row.room == key) for key in keys]
    points = sorted({at for column in columns for block in column for at in (block.starts_at, block.ends_at)})
    rows = []
    for point, _next in pairwise(points):
        cells = []
        for column in columns:
            block = next((b for b in column if b.starts_at <= point < b.ends_at), None)
            if block is None:
                cells.append(Cell(1))
            elif block.starts_at == point:
                cells.append(Cell(sum(block.starts_at <= at < block.ends_at for at in points), tuple(block.slots)))
        rows.append(Row(clock(point, board.hours.zone), tuple(cells)))
    return Table(tuple(board.rooms[key].name if key else everybody for key in keys), tuple(rows))


def _blocks(slots: Iterable[Placed]) -> list[_Block]:
    found: list[_Block] = []
    for row in sorted(slots, key=lambda row: (row.span, row.slot)):
        assert row.span is not None
        if found and row.span.starts_at < found[-1].ends_at:
            found[-1].slots.append(row)
            found[-1].ends_at = max(found[-1].ends_at, row.span.ends_at)
        else:
            found.append(_Block(row.span.starts_at, row.span.ends_at, [row]))
    return found
