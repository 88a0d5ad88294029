"""Two people edit the same thing: what they changed apart is kept, what they both changed is refused. Pure.

A form carries a mark of every value it showed. When it comes back, a value that still has its mark was not touched
by its author, and a stored value that still has it was not touched by anybody else.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

MARK_LENGTH = 12


def mark(value: Any) -> str:
    """A short fingerprint of a value; equal values have equal marks, whatever their types of sequence."""
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


def marks(values: Mapping[str, Any]) -> str:
    """The marks of all values as one text, for a hidden field."""
    return ",".join(f"{name}={mark(value)}" for name, value in values.items())


def read_marks(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(",") if "=" in part)


def merged(shown: str, mine: Mapping[str, Any], stored: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """(values to keep, names that both sides changed differently).

    shown: what `marks` gave for the values on the form; a name without a mark counts as shown as it is stored.
    """
    was = read_marks(shown)
    values, conflicts = {}, []
    for name, value in mine.items():
        before = was.get(name, mark(stored[name]))
        touched_here, touched_there = mark(value) != before, mark(stored[name]) != before
        values[name] = value if touched_here else stored[name]
        if touched_here and touched_there and mark(value) != mark(stored[name]):
            conflicts.append(name)
    return values, conflicts
