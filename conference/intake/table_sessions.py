"""What a table of sessions would do. Pure: what the event has comes in as `Known`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from conference.core import times
from conference.core.templating import language_name
from conference.core.text import fold
from conference.programme.words import KIND_WORDS

from .table_cells import Names, read_cells
from .table_holdings import NOWHERE, KnownSession, fit, hold_again, mark_again
from .table_outline import keep_untold, told_roles
from .table_plan import Fault, Line, Plan, Reading, settle
from .table_reading import Row
from .table_values import day_of

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Known:
    sessions: Sequence[KnownSession]
    names: Names
    zone: str
    first: datetime  # the event's days
    last: datetime


def plan_sessions(rows: Iterable[Row], reading: Reading, known: Known) -> Plan:
    lines = [read_line(row, reading, known) for row in rows]
    mark_again(lines)
    found = matched([line for line in lines if not line.again], known.sessions)
    found |= {line.number: found[line.again] for line in lines if line.again in found}
    shown = {name: shower(name, known) for name in (*reading.columns, "start", "end")}
    by_number = {line.number: line for line in lines}
    told: dict[int, list[datetime]] = defaultdict(list)
    for number, session in found.items():
        told[session.ident] += [at for at in [by_number[number].said.get("start")] if at]
    refuse_repeated(line for line in lines if not line.again)
    for line in lines:
        known_as = found.get(line.number)
        place(line, known_as, by_number.get(line.again), told, reading)
        stored = {**known_as.said, **(NOWHERE if line.is_more else {})} if known_as else None
        settle(line, stored, reading.options, shown)
    written = [line for line in lines if line.is_written]
    groups = ("tracks", "rooms", "speakers")
    return Plan(lines, {group: sorted({name for line in written for name in line.new[group]}) for group in groups})


def place(
    line: Line,
    session: KnownSession | None,
    first: Line | None,
    told: Mapping[int, Sequence[datetime]],
    reading: Reading,
) -> None:
    """Say which session of the event the row is, and leave in it what is to be compared with that."""
    if "speakers" in line.said:
        line.said["speakers"] = told_roles(line.said["speakers"], session.said["speakers"] if session else ())
    if session:
        line.ident, line.code = session.ident, session.code
        line.said.pop("code", None)
        if reading.options.outline:
            keep_untold(line, session.said, reading.options.outline)
        fit(line, session, told[session.ident])
    elif first:
        hold_again(line, first)


def read_line(row: Row, reading: Reading, known: Known) -> Line:
    line = Line(row.number, "")
    said, line.new = read_cells(row, reading, known.names, known.zone, line.faults)
    line.said, line.name = said, said.get("title", "")
    if not line.name and not any(fault.column == "title" for fault in line.faults):
        line.faults.append(Fault("title", "", _("Enter the title of the session")))
    start, end = said.get("start"), said.get("end")
    if start and not end and not any(fault.column == "end" for fault in line.faults):
        line.said["end"] = end = start + said.get("minutes", known.names.minutes) * A_MINUTE
    typed = dict(zip(reading.meanings, row.cells, strict=True))
    wrong = ""
    if end and not start:
        wrong = _("Give both the start and the end, or neither")
    elif start and end and end <= start:
        wrong = _("The session must end after it starts")
        if not day_of(typed.get("end", "").strip()):
            wrong = _("This ends before it starts. If it ends after midnight, write the day too: %(example)s",
                      example=after_midnight(start, end, known.zone))  # fmt: skip
    elif start and end and (start < known.first or end > known.last):
        wrong = _("The session must be within the days of the event")
    if wrong and not any(fault.column in ("start", "end", "day") for fault in line.faults):
        column = "end" if "end" in typed and start and end and (end <= start or start >= known.first) else "start"
        line.faults.append(Fault(column, typed.get(column, ""), wrong))
    if start and end:
        line.said.pop("minutes", None)  # the place says it
    return line


def after_midnight(start: datetime, end: datetime, zone: str) -> str:
    day = times.local_day(start, zone) + timedelta(days=1)
    return f"{day:%Y-%m-%d} {times.clock(end, zone)}"


def matched(lines: Sequence[Line], sessions: Sequence[KnownSession]) -> dict[int, KnownSession]:
    """{row: session}: by code; then by title and start; then by a title that is left once on both sides."""
    codes = {session.code: session for session in sessions}
    found = {line.number: codes[code] for line in lines if (code := line.said.get("code")) in codes}
    meant = {session.code for session in found.values()}
    titles: dict[str, list[KnownSession]] = defaultdict(list)
    for session in (session for session in sessions if session.code not in meant):
        titles[fold(session.said["title"])].append(session)
    rest = [line for line in lines if line.number not in found and line.name]
    for line in rest:
        same = titles[fold(line.name)]
        start = line.said.get("start")
        fitting = [one for one in same if start and start in one.starts]
        if fitting:
            found[line.number] = fitting[0]
            same.remove(fitting[0])
    open_lines: dict[str, list[Line]] = defaultdict(list)
    for line in rest:
        if line.number not in found:
            open_lines[fold(line.name)].append(line)
    for title, same_lines in open_lines.items():
        if len(same_lines) == 1 and len(titles[title]) == 1:
            found[same_lines[0].number] = titles[title][0]
    return found


def refuse_repeated(lines: Iterable[Line]) -> None:
    codes: dict[str, int] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for line in lines:
        code = line.said.get("code")
        key = (fold(line.name), line.said.get("start"), line.said.get("room"))
        before = codes.get(code) if code else seen.get(key)
        if before is not None and line.name:
            line.faults.append(Fault("", line.name, _("This is the same session as in row %(row)d", row=before)))
        if code:
            codes.setdefault(code, line.number)
        seen.setdefault(key, line.number)


def shower(name: str, known: Known) -> Callable[[Any], str]:
    def instant(at: datetime | None) -> str:
        return times.instant(at, known.zone) if at else ""

    words: dict[str, Callable[[Any], str]] = {
        "start": instant,
        "end": instant,
        "kind": lambda kind: str(KIND_WORDS.get(kind, kind or "")),
        "languages": lambda codes: ", ".join(language_name(code) for code in codes or ()),
        "interpretation": lambda codes: ", ".join(language_name(code) for code in codes or ()),
        "projects": known.names.show_projects,
        "speakers": known.names.show_speakers,
    }
    return words.get(name, lambda value: "" if value is None else str(value))
