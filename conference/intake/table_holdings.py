"""Rows that say one session again at another time: sessions that are held several times. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from conference.core.text import fold

from .table_plan import Fault, Line

PLACE = ("start", "end", "room")
NOWHERE = {"start": None, "end": None, "room": ""}


@dataclass(frozen=True)
class KnownSession:
    """`said` has the values by column, those of the only slot among them; `starts` those of all slots."""

    ident: int
    code: str
    said: Mapping[str, Any]
    starts: tuple[datetime, ...]


def mark_again(lines: Iterable[Line]) -> None:
    """A row with code and title of one above, and a time that none of them has, is that session once more."""
    firsts: dict[str, Line] = {}
    starts: dict[str, set[datetime]] = defaultdict(set)
    for line in lines:
        code, start = line.said.get("code"), line.said.get("start")
        if not code or not line.name:
            continue
        first = firsts.setdefault(code, line)
        is_same = first is not line and fold(first.name) == fold(line.name)
        if is_same and start and "start" in first.said and start not in starts[code]:
            line.again = first.number
        if start:
            starts[code].add(start)


def hold_again(line: Line, first: Line) -> None:
    """Of a row that says a new session again, its place alone counts."""
    only_place(line)
    if first.faults:
        line.faults.append(
            Fault(
                "", line.name, _("This is another time of the session in row %(row)d: mend that one", row=first.number)
            )
        )


def only_place(line: Line) -> None:
    line.said = {name: value for name, value in line.said.items() if name in PLACE}


def fit(line: Line, session: KnownSession, told: Sequence[datetime]) -> None:
    """Find the place that the row means among those of a session that is there. told: the starts of all its rows."""
    if line.again:
        only_place(line)
    start, stored = line.said.get("start"), set(session.starts)
    are_all_told, is_only = stored <= set(told), len(stored) <= 1
    is_moved = is_only and not line.again and not (stored and are_all_told)
    if is_only and (not start or start in stored or is_moved):
        fit_only(line, session)
    elif not start or start in stored:
        drop_place(line)
    elif is_only or are_all_told:
        line.is_more = True
    else:
        drop_place(line)
        line.faults.append(Fault("start", "", _("This session is held several times: change its times in its form")))


def fit_only(line: Line, session: KnownSession) -> None:
    if "start" not in line.said and session.starts:
        line.said.pop("minutes", None)
    if "room" in line.said and "start" not in line.said and not session.starts:
        line.said.pop("room")  # a room without a time is no place


def drop_place(line: Line) -> None:
    for name in (*PLACE, "minutes"):
        line.said.pop(name, None)
