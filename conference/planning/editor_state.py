"""The draft as the editor's script reads it: plain JSON. Times are wall times of the event, 2027-05-12T10:15."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from conference.core import audit, times
from conference.core.colours import ground
from conference.core.csrf import csrf_token
from conference.events.models import Event
from conference.programme.words import kinds

from . import editor_queries as queries
from .board import Board, Placed, Span
from .clashes import clashes_of
from .editor_rules import NO_PLACE, Outcome, version_of
from .editor_words import notice
from .queries import board_of
from .sentences import Sentences
from .words import KIND_WORDS

Json = dict[str, Any]


def wall(at: datetime, zone: str) -> str:
    return times.to_zone(at, zone).replace(tzinfo=None).isoformat(timespec="minutes")


def whole_state(event: Event, since: int | None, tab: str) -> Json:
    """Everything the editor shows, and what others did after entry `since` of the history."""
    tag, newest = queries.tag_of(event.id)
    board = board_of(event)
    return {
        "tag": tag,
        "newest": newest,
        "csrf": csrf_token(),
        **_frame(event, board),
        **_cards(event, board, queries.rows_behind(event.id)),
        "clashes": clash_words(board),
        "notices": _notices(event, since, tab) if since is not None else [],
    }


def state_after(event: Event, outcome: Outcome) -> Json:
    """What a deed changed: its sessions as they stand now, and their clashes."""
    slots = {one.slot for one in outcome.done if one.slot}
    done = [vars(one) for one in outcome.done]
    return {"before": outcome.before, "done": done, **present(event, outcome.sessions, slots)}


def present(event: Event, codes: Collection[str], slots: Collection[int] = ()) -> Json:
    """The sessions `codes` as they stand. `clashes` are all in which one of the slots `touched` has a part."""
    tag, _newest = queries.tag_of(event.id)
    board = board_of(event)
    touched = {row.slot for row in board.slots if row.session in codes} | set(slots)
    return {
        "tag": tag,
        "sessions": sorted(codes),
        **_cards(event, board, queries.rows_behind(event.id, codes)),
        "touched": sorted(touched),
        "clashes": clash_words(board, touched),
    }


def _frame(event: Event, board: Board) -> Json:
    """What the cards lie on, and what they refer to."""
    zone, floors = event.zone, queries.room_floors(event.id)
    projects = queries.projects_named({code for row in board.slots for code in row.projects})
    return {
        "step": board.settings.step_minutes,
        "days": [
            {
                "on": day.on.isoformat(),
                "words": times.day(day.on),
                "opens": day.opens.hour * 60 + day.opens.minute,
                "closes": (day.closes.hour * 60 + day.closes.minute) or 24 * 60,
            }
            for day in board.hours.days
        ],
        "rooms": [
            {
                "code": room.key,
                "name": room.name,
                "seats": room.capacity,
                "floor": floors.get(room.key, ""),
                "hidden": room.is_hidden,
                "closed": _spans(room.closures, zone),
            }
            for room in board.rooms.values()
        ],
        "people": {key: {"name": one.name, "away": _spans(one.absences, zone)} for key, one in board.people.items()},
        "tracks": {str(row.id): {"name": row.name, "colour": row.colour} for row in queries.tracks_of(event.id)},
        "projects": {
            row.code: {"title": row.title, "colour": row.colour, "ground": ground(row.colour)} for row in projects
        },
        "kinds": kinds(),
    }


def _spans(spans: Iterable[Span], zone: str) -> list[list[str]]:
    return [[wall(span.starts_at, zone), wall(span.ends_at, zone)] for span in spans]


def _cards(event: Event, board: Board, rows: Sequence[Any]) -> Json:
    """`cards`: slots with a place; `waiting`: sessions without any; of those that `rows` stand behind."""
    behind = {(row.code, row.slot_id): row for row in rows}
    cards, waiting = [], []
    for slot in board.slots:
        row = behind.get((slot.session, slot.slot if slot.span else None))
        if row is None:  # not asked for, or changed between two selects: the next look shows it
            continue
        if slot.span is None:
            waiting.append(_shown(slot, row) | {"slot": None, "version": NO_PLACE})
        else:
            place = {
                "slot": slot.slot,
                "version": version_of(row),
                "room": slot.room,
                "starts": wall(slot.span.starts_at, event.zone),
                "ends": wall(slot.span.ends_at, event.zone),
            }
            cards.append(_shown(slot, row) | place)
    return {"cards": cards, "waiting": waiting}


def _shown(slot: Placed, row: Any) -> Json:
    return {
        "session": slot.session,
        "title": slot.title,
        "kind": row.kind,
        "minutes": slot.minutes,
        "people": slot.people,
        "projects": slot.projects,
        "track": str(row.track_id) if row.track_id else None,
        "languages": slot.languages,
        "break": slot.is_break,
        "cancelled": slot.is_cancelled,
    }


def clash_words(board: Board, touched: Collection[int] | None = None) -> list[Json]:
    """Every clash with all it names, in few words and in a sentence; those of the slots `touched` alone when given.

    Sessions without a time are a list of their own.
    """
    sentences = Sentences(board)
    return [
        {
            "key": clash.key,
            "level": str(clash.level),
            "slots": clash.slots,
            "short": str(KIND_WORDS[clash.kind]),
            "words": sentences.of(clash),
            "people": clash.people,
            "projects": clash.projects,
            "room": clash.room,
            "team": [clash.team, team.name] if (team := board.teams.get(clash.team or "")) else None,
        }
        for clash in clashes_of(board, touched)
        if clash.kind != "unscheduled"
    ]


def _notices(event: Event, since: int, tab: str) -> list[Json]:
    rooms = {room.id: room.name for room in event.rooms}
    return [
        {
            "session": code,
            "slot": entry.detail.get("slot"),
            "who": audit.who(entry),
            "at": times.clock(entry.at, event.zone),
            "words": notice(entry, title, rooms, event.zone),
        }
        for entry, code, title in queries.moves_since(event.id, since, tab)
    ]
