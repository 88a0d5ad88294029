"""The sessions and the people of a schedule as tables: from there on an import is one of a table. Pure."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from conference.core import times
from conference.core.forms import EARLIEST_YEAR, LATEST_YEAR
from conference.core.text import fold
from conference.programme.models import SessionKind

from .schedule_reading import Read, Told
from .table_reading import Row, Table

HEADINGS = ["code", "title", "subtitle", "kind", "abstract", "track", "languages", "room", "start", "end", "minutes",
            "speakers", "projects"]  # fmt: skip
MAKES = ["tracks", "rooms", "speakers"]
LENGTH = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d)(?::00)?")
# What other systems call a kind, by a part of its name.
KINDS = {
    "open": SessionKind.OPENING,
    "clos": SessionKind.CLOSING,
    "keynote": SessionKind.KEYNOTE,
    "panel": SessionKind.PANEL,
    "workshop": SessionKind.WORKSHOP,
    "tutorial": SessionKind.WORKSHOP,
    "discussion": SessionKind.DISCUSSION,
    "bof": SessionKind.DISCUSSION,
    "break": SessionKind.BREAK,
    "lunch": SessionKind.BREAK,
    "coffee": SessionKind.BREAK,
    "network": SessionKind.NETWORKING,
    "social": SessionKind.NETWORKING,
}


def sessions_of(read: Read, zone: str, projects: Collection[str] = ()) -> Table:
    """One row for each event of the file. A time without offset is one of the file's zone, else of `zone`.

    What cannot be read stays as it is written, so that the preview says what is wrong with it. projects: the codes of
    the event's own; others are left out.
    """
    codes = codes_of(read.events)
    rows = [
        Row(told.number, [codes[told.number], *_cells(told, read.zone or zone), _runs(told, projects)])
        for told in read.events
    ]
    return Table(list(HEADINGS), rows)


def codes_of(events: Iterable[Told]) -> dict[int, str]:
    """{number: code}. One that stands at a later time on the page of another, without code, is that session again."""
    pages = {(told.url, told.title): told.identity for told in events if told.url and told.code and told.identity}
    return {
        told.number: told.identity if told.code else pages.get((told.url, told.title), told.identity) for told in events
    }


def _runs(told: Told, projects: Collection[str]) -> str:
    known = {fold(code) for code in projects}
    return "; ".join(code for code in told.projects if fold(code) in known)


def people_of(read: Read) -> Table:
    """Everybody who is named, once, with the longest text that stands with the name."""
    found: dict[str, tuple[str, str]] = {}
    for told in read.events:
        for name, biography in told.people:
            known = found.get(fold(name), (name, ""))
            found[fold(name)] = (known[0], max(known[1], biography, key=len))
    return Table(["name", "biography"], [Row(place, list(cells)) for place, cells in enumerate(found.values(), 1)])


def _cells(told: Told, zone: str) -> list[str]:
    starts_at, lasts = _instant(told.begins, zone), _length(told.lasts)
    start = starts_at.isoformat() if starts_at else told.begins
    end = (starts_at + lasts).isoformat() if starts_at and lasts else ""
    minutes = str(round(lasts.total_seconds() / 60)) if lasts else told.lasts
    speakers = "; ".join(dict.fromkeys(name.replace(";", ",") for name, _biography in told.people))
    return [
        told.title, told.subtitle, kind_of(told.kind), told.abstract, told.track,
        told.language.partition("-")[0].lower(), told.room, start, end, minutes, speakers,
    ]  # fmt: skip


def kind_of(words: str) -> str:
    key = fold(words)
    if key in set(SessionKind):
        return key
    return str(next((kind for part, kind in KINDS.items() if part in key), SessionKind.PRESENTATION))


def _instant(text: str, zone: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        found = at.astimezone(UTC) if at.tzinfo else times.from_wall(at, zone)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST_YEAR <= found.year <= LATEST_YEAR else None


def _length(text: str) -> timedelta | None:
    found = LENGTH.fullmatch(text)
    lasts = timedelta(hours=int(found[1] or 0), minutes=int(found[2])) if found else timedelta()
    return lasts if timedelta() < lasts <= timedelta(days=1) else None
