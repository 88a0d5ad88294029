"""What is wrong with one slot by itself: its place, then what is missing. Pure."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from .board import CONFIRMED, DECLINED, Board, Placed, Span
from .busy import Busy
from .kinds import Clash, Kind, Level, level_of
from .pairs import Touched

Facts = dict[str, Any]
Found = tuple[Kind, Facts]
Slots = tuple[int, ...]


def of_one(board: Board, found: Busy, touched: Touched) -> Iterator[Clash]:
    """Every clash that needs no second session; with `touched` only those of one of these slots."""
    levels = {kind: level_of(kind, board.settings.levels) for kind in Kind}
    for slots, kind, facts in chain(_of_slots(board, found, touched), _of_many(board, found, touched)):
        if levels[kind] is not Level.IGNORE:
            yield Clash(kind, levels[kind], slots, **facts)


def _of_slots(board: Board, found: Busy, touched: Touched) -> Iterator[tuple[Slots, Kind, Facts]]:
    for span, row in found.everything:
        if touched is None or row.slot in touched:
            for kind, facts in chain(in_place(board, span, row), interpretation(board, row)):
                yield (row.slot,), kind, facts
    for row in board.slots:
        if row.span is None and not row.is_cancelled and (touched is None or row.slot in touched):
            yield (row.slot,), Kind.UNSCHEDULED, {}


def _of_many(board: Board, found: Busy, touched: Touched) -> Iterator[tuple[Slots, Kind, Facts]]:
    """What is said once of all slots of a session, or of a person."""
    for entries in found.sessions.values():
        if slots := _asked(entries, touched):
            yield from ((slots, kind, facts) for kind, facts in missing(entries[0][1]))
    for key, entries in found.people.items():
        person = board.people.get(key)
        if person and not person.has_consented and (slots := _asked(entries, touched)):
            yield slots, Kind.NO_CONSENT, {"people": (key,)}


def _asked(entries: list[tuple[Span, Placed]], touched: Touched) -> Slots:
    slots = tuple(row.slot for _span, row in entries)
    return slots if touched is None or any(slot in touched for slot in slots) else ()


def in_place(board: Board, span: Span, row: Placed) -> Iterator[Found]:
    """What speaks against the slot at this time in its room, whatever else is on the agenda."""
    windows = board.hours.windows
    if windows and not any(w.starts_at <= span.starts_at and span.ends_at <= w.ends_at for w in windows):
        yield Kind.OUTSIDE_HOURS, _when(span)
    for person in row.people:
        away = _first(span, board.people[person].absences) if person in board.people else None
        if away:
            yield Kind.PERSON_AWAY, {"people": (person,), **_when(away)}
    room = board.rooms.get(row.room) if row.room is not None else None
    if room is None:
        if board.rooms and not row.is_break:
            yield Kind.NO_ROOM, _when(span)
        return
    if closed := _first(span, room.closures):
        yield Kind.ROOM_CLOSED, {"room": room.key, **_when(closed)}
    if room.capacity is not None and row.seats_needed > room.capacity:
        yield Kind.ROOM_SMALL, {"room": room.key, "needed": row.seats_needed, "given": room.capacity}
    if room.booths == 0 and row.interpretation:
        yield Kind.NO_BOOTH, {"room": room.key}


def interpretation(board: Board, row: Placed) -> Iterator[Found]:
    """An event that keeps no teams of interpreters is not asked for them."""
    if not row.interpretation or not board.teams:
        return
    team = board.teams.get(row.team) if row.team is not None else None
    if team is None:
        yield Kind.NO_TEAM, {"languages": row.interpretation}
        return
    needed = dict.fromkeys((*row.languages, *row.interpretation))
    lacking = tuple(language for language in needed if language not in team.languages)
    if team.languages and lacking:
        yield Kind.TEAM_LANGUAGE, {"team": team.key, "languages": lacking}


def missing(row: Placed) -> Iterator[Found]:
    """What the session lacks wherever it is. A break needs nobody and nothing, but who is named must agree."""
    if not row.is_break and not row.people:
        yield Kind.NO_SPEAKER, {}
    if not row.is_break and not row.languages:
        yield Kind.NO_LANGUAGE, {}
    declined = dict.fromkeys(part.person for part in row.parts if part.answer == DECLINED)
    if declined:
        yield Kind.DECLINED, {"people": tuple(declined)}
    silent = dict.fromkeys(part.person for part in row.parts if part.answer not in (CONFIRMED, DECLINED))
    if silent:
        yield Kind.NO_ANSWER, {"people": tuple(silent)}


def _first(span: Span, others: tuple[Span, ...]) -> Span | None:
    """What `span` shares with the earliest of `others` that it meets."""
    return min((span.common(other) for other in others if span.overlaps(other)), default=None)


def _when(span: Span) -> Facts:
    return {"starts_at": span.starts_at, "ends_at": span.ends_at}
