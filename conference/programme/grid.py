"""An agenda as tables, one a day: a column for each room, a row for each time at which something begins. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .agenda import Day, Line
from .asking import room_order

Room = tuple[str, str]  # code and name; ("", "") for sessions without a room beside others


@dataclass(frozen=True, slots=True)
class Cell:
    """What is in a room over `rows` rows; nothing at all when `lines` is empty. `columns`: more than one for all."""

    room: Room
    lines: tuple[Line, ...] = ()
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` leaves out the rooms where something of a row above goes on."""

    start: str
    instant: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    on: date
    rooms: tuple[Room, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Block:
    """Lines in one room that overlap, so that one cell must hold them."""

    lines: list[Line]
    ends_at: datetime

    @property
    def starts_at(self) -> datetime:
        return self.lines[0].item.starts_at


def tables(days: Iterable[Day]) -> list[Table]:
    return [_table(day) for day in days]


def _table(day: Day) -> Table:
    lines = [line for slot in day.slots for line in slot.lines]
    rooms = _rooms(line for line in lines if line.item.room)
    blocks = {room: _blocks(line for line in lines if _room(line) == room) for room in rooms}
    wide, beside = _for_all(_blocks(line for line in lines if not line.item.room), blocks)
    if beside or not rooms:
        rooms, blocks[NO_ROOM] = (*rooms, NO_ROOM), beside
    starts = sorted({block.starts_at for own in (*blocks.values(), wide) for block in own})
    rows = []
    for start in starts:
        line = next(line for line in lines if line.item.starts_at == start)
        rows.append(Row(line.start, line.instant, tuple(_cells(start, starts, rooms, blocks, wide))))
    return Table(day.on, rooms, tuple(rows))


NO_ROOM: Room = ("", "")


def _room(line: Line) -> Room:
    return line.item.room_code or line.item.room, line.item.room


def _rooms(lines: Iterable[Line]) -> tuple[Room, ...]:
    order = {_room(line): room_order(line.item) for line in lines}
    return tuple(sorted(order, key=lambda room: order[room]))


def _blocks(lines: Iterable[Line]) -> list[_Block]:
    """The lines, in order of their start, put together where they overlap."""
    found: list[_Block] = []
    for line in lines:
        if found and line.item.starts_at < found[-1].ends_at:
            found[-1].lines.append(line)
            found[-1].ends_at = max(found[-1].ends_at, line.item.ends_at)
        else:
            found.append(_Block([line], line.item.ends_at))
    return found


def _for_all(roomless: list[_Block], blocks: dict[Room, list[_Block]]) -> tuple[list[_Block], list[_Block]]:
    """(those during which no room has anything, which can go through all columns; the others)."""
    others = [block for own in blocks.values() for block in own]
    wide: list[_Block] = []
    beside: list[_Block] = []
    for block in roomless:
        is_alone = all(block.ends_at <= one.starts_at or one.ends_at <= block.starts_at for one in others)
        (wide if is_alone else beside).append(block)
    return wide, beside


def _cells(
    start: datetime,
    starts: Sequence[datetime],
    rooms: Sequence[Room],
    blocks: dict[Room, list[_Block]],
    wide: list[_Block],
) -> Iterable[Cell]:
    for one in wide:
        if one.starts_at == start:
            yield Cell(NO_ROOM, tuple(one.lines), columns=len(rooms))
            return
    for room in rooms:
        block = next((one for one in blocks[room] if one.starts_at <= start < one.ends_at), None)
        if block is None:
            yield Cell(room)
        elif block.starts_at == start:
            yield Cell(room, tuple(block.lines), rows=sum(block.starts_at <= one < block.ends_at for one in starts))
