"""What an import would do, row by row: worked out before anything is written, shown, and worked out again then."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .columns import Column


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"  # there already, and the organiser wants what is there left alone
    WRONG = "wrong"


@dataclass(frozen=True)
class Options:
    """`is_updating`: what is there already is changed; `may_create`: what rows name and the event lacks is added."""

    is_updating: bool = True
    only_right: bool = False
    may_create: frozenset[str] = frozenset()  # of "tracks", "rooms", "speakers"
    outline: str = ""  # "schedule", or "own": the file is one of exchange, or even one of ours, and tells not all


@dataclass(frozen=True)
class Reading:
    """How a table is to be understood: the meaning of each of its columns, "" for none, and what the person chose."""

    meanings: Sequence[str]
    columns: Mapping[str, Column]
    options: Options


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell: the column it stands in ("" for the row as a whole), what it says, a sentence."""

    column: str
    typed: str
    words: str


@dataclass(frozen=True)
class Change:
    column: str
    old: str
    new: str


@dataclass
class Line:
    """One row of the file. `said` holds all values as they would be stored, `ident` the row they belong to.

    `again`: the number of the row above whose session this one says once more, at another time. `is_more`: its place
    comes beside those that the session has.
    """

    number: int
    name: str
    outcome: Outcome = Outcome.NEW
    ident: int | None = None
    code: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    again: int = 0
    is_more: bool = False
    new: dict[str, set[str]] = field(default_factory=dict)  # what it names and the event lacks: {"tracks": …}

    @property
    def is_written(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


@dataclass
class Plan:
    lines: list[Line]
    created: dict[str, list[str]] = field(default_factory=dict)  # "tracks": names that the event lacks

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(str(line.outcome) for line in self.lines)
        return {str(outcome): found[str(outcome)] for outcome in Outcome}

    @property
    def faults(self) -> int:
        return sum(len(line.faults) for line in self.lines)

    @property
    def mark(self) -> str:
        """Equal for plans that do the same: whoever confirms one confirms exactly that."""
        told = [
            [line.number, line.outcome, line.ident, [vars(change) for change in line.changes], len(line.faults)]
            for line in self.lines
        ]
        text = json.dumps([told, self.created], default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def settle(line: Line, stored: Mapping[str, Any] | None, options: Options, shown: Mapping[str, Any]) -> None:
    """Decide what becomes of the line. shown: {column: function that says a value to people}."""
    if stored is not None:
        line.changes = [
            Change(name, shown[name](stored.get(name)), shown[name](value))
            for name, value in line.said.items()
            if value != stored.get(name)
        ]
    if line.faults:
        line.outcome = Outcome.WRONG
    elif stored is None:
        line.outcome = Outcome.NEW
    elif not line.changes:
        line.outcome = Outcome.UNCHANGED
    else:
        line.outcome = Outcome.CHANGED if options.is_updating else Outcome.SKIPPED
