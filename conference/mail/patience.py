"""Patience with a mail server that hangs: one letter tries it from time to time, the others wait without holding up.

Without it every letter would wait for the time limit, and badge sheets, imports and all other work behind them. Each
process knows only of itself; what it forgets when it ends costs one time limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

FIRST_GAP = timedelta(seconds=15)
LONGEST_GAP = timedelta(minutes=2)
PROBE = timedelta(seconds=45)  # longer than most talks with a mail server


@dataclass
class Line:
    """The way to one mail server. `silences`: how often in a row it did not answer."""

    silences: int = 0
    closed_until: datetime | None = None


LINES: dict[tuple[str, int], Line] = {}
GUARD = Lock()


def _line(config: Mapping[str, Any]) -> Line:
    return LINES.setdefault((config["MAIL_SERVER"], config["MAIL_PORT"]), Line())


def wait_until(config: Mapping[str, Any], at: datetime) -> datetime | None:
    """When to try instead of now; None for whoever may try now. After a silence that is one letter at a time."""
    with GUARD:
        line = _line(config)
        if line.closed_until is None:
            return None
        if at < line.closed_until:
            return line.closed_until
        line.closed_until = at + PROBE
        return None


def note_silence(config: Mapping[str, Any], at: datetime) -> None:
    with GUARD:
        line = _line(config)
        line.silences += 1
        line.closed_until = at + min(FIRST_GAP * 2 ** min(line.silences - 1, 8), LONGEST_GAP)


def note_answer(config: Mapping[str, Any]) -> None:
    """It answered, whatever it said."""
    with GUARD:
        LINES.pop((config["MAIL_SERVER"], config["MAIL_PORT"]), None)
