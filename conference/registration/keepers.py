"""What is held about a registered person, and where: for the copy they get of it, and for its erasure.

Every table that names a registration belongs to a keeper; a test says which does not. Features join when they start.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from .models import Registration


class Line(NamedTuple):
    """One fact: its name in files for programs, its name for people, its value (text, number, instant or nothing)."""

    key: str
    label: str
    value: Any


@dataclass(frozen=True)
class Kept:
    """One part of the copy: `key` in files for programs, its title, and the facts of each row."""

    key: str
    title: str
    rows: Sequence[Sequence[Line]]


@dataclass(frozen=True)
class Keeper:
    """`copy`: all that the tables hold about a person, in the reader's language.

    `erase`: inside a transaction with the registration locked, before it is cancelled; it leaves nothing that tells
    who the person was.
    """

    tables: tuple[str, ...]
    copy: Callable[[Registration], Iterable[Kept]]
    erase: Callable[[Registration, datetime], None]


KEEPERS: list[Keeper] = []


def join(keeper: Keeper) -> None:
    """Once, however many applications are made in a process."""
    if keeper not in KEEPERS:
        KEEPERS.append(keeper)


def copy_of(registration: Registration) -> list[Kept]:
    """Everything, in the order of the floors; parts with nothing in them are left out."""
    found = [kept for keeper in KEEPERS for kept in keeper.copy(registration)]
    return [kept for kept in found if kept.rows]


def as_data(kept: Sequence[Kept]) -> dict[str, Any]:
    """The copy for programs: {part: [{fact: value}]}."""
    return {one.key: [{line.key: plain(line.value) for line in row} for row in one.rows] for one in kept}


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
