"""Writing the sessions of a table, in the caller's transaction, with the tracks, rooms and speakers they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db
from conference.events.models import Event, Room
from conference.programme.edit_queries import drafted_placements
from conference.programme.edit_services import write_session
from conference.programme.models import Placement, Session, Slot, Speaker, Track
from conference.programme.place_services import free_slot, put_slot, set_places
from conference.programme.rules import Place, ProjectPart, SessionValues, SpeakerPart
from conference.programme.session_rules import values_of

from .table_cells import NEW
from .table_plan import Line, Plan

SAME = ("title", "subtitle", "kind", "abstract", "notes", "capacity", "minutes", "languages", "interpretation")


@dataclass(frozen=True)
class Idents:
    """Ids of tracks and rooms by name, codes of new speakers by name."""

    tracks: Mapping[str, int]
    rooms: Mapping[str, int]
    speakers: Mapping[str, str]


def write_sessions(event: Event, plan: Plan, *, actor: audit.Actor, at: datetime) -> None:
    lines = [line for line in plan.lines if line.is_written and not is_further(line)]
    idents = add_missing(event, plan, actor=actor, at=at)
    written: dict[int, Session] = {}  # by the row
    placed: list[tuple[Session, Place]] = []
    for line in lines:
        if line.ident is None:
            code = line.said.get("code") or new_code(6)
            row = Session(event_id=event.id, uuid=new_uuid7(), code=code, created_at=at, translations={})
            db.session.add(row)
            stored = empty_values(event)
        else:
            row = db.session.get_one(Session, line.ident)
            stored = values_of(row, drafted_placements(row.id).values())
        values = values_with(stored, line, event, idents)
        write_session(row, values, at)
        if line.ident is None:
            placed += [(row, place) for place in values.places]
        elif values.places != stored.places:
            set_places(row, values.places)
        written[line.number] = row
    place_new(placed)
    further = hold_further(plan, written, idents)
    for row in dict.fromkeys([*written.values(), *further]):
        audit.record("session.imported", row, actor=actor, event_id=event.id, at=at)


def is_further(line: Line) -> bool:
    """It says one more place of a session, and nothing else."""
    return bool(line.again) and (line.is_more or line.ident is None)


def hold_further(plan: Plan, written: Mapping[int, Session], idents: Idents) -> list[Session]:
    """Give sessions the places that rows say beside their first ones; returns these sessions."""
    rows = []
    for line in plan.lines:
        if line.is_written and (is_further(line) or line.is_more):
            row = written.get(line.again) or written.get(line.number) or db.session.get_one(Session, line.ident)
            room_id = idents.rooms.get(line.said.get("room", ""))
            put_slot(free_slot(row), Place(room_id, line.said["start"], line.said["end"]))
            rows.append(row)
    return rows


def place_new(placed: Sequence[tuple[Session, Place]]) -> None:
    """Places of sessions that had none: all at once, as `put_slot` looks for an older one each time."""
    db.session.flush()
    slots = [(Slot(uuid=row.uuid, session_id=row.id), place) for row, place in placed]
    db.session.add_all(slot for slot, _place in slots)
    db.session.flush()
    db.session.add_all(
        Placement(
            slot_id=slot.id,
            session_id=slot.session_id,
            room_id=place.room_id,
            starts_at=place.starts_at,
            ends_at=place.ends_at,
        )
        for slot, place in slots
    )
    db.session.flush()


def empty_values(event: Event) -> SessionValues:
    return SessionValues(
        title="", kind="presentation", abstract="", track_id=None, languages=(event.main_language,), interpretation=(),
        capacity=None, places=(), projects=(), speakers=(),
    )  # fmt: skip


def values_with(stored: SessionValues, line: Line, event: Event, idents: Idents) -> SessionValues:
    """What is stored, and over it what the row says."""
    said = line.said
    found: dict[str, Any] = {name: said[name] for name in SAME if name in said}
    if "track" in said:
        found["track_id"] = idents.tracks[said["track"]]
    if "projects" in said:
        found["projects"] = tuple(ProjectPart(*part) for part in said["projects"])
    if "speakers" in said:
        found["speakers"] = tuple(SpeakerPart(idents.speakers.get(code, code), role) for code, role in said["speakers"])
    found["places"] = stored.places if line.is_more else places_with(stored.places, said, idents)
    texts = {language: dict(known) for language, known in stored.translations.items()}
    for language in event.languages[1:]:
        for name in ("title", "subtitle", "abstract"):
            if text := said.get(f"{name}_{language}"):
                texts.setdefault(language, {})[name] = text
    return replace(stored, **found, translations=texts)


def places_with(stored: Sequence[Place], said: Mapping[str, Any], idents: Idents) -> tuple[Place, ...]:
    if "start" not in said and ("room" not in said or len(stored) != 1):
        return tuple(stored)
    old = stored[0] if stored else None
    room_id = idents.rooms[said["room"]] if "room" in said else old.room_id if old else None
    start = said.get("start") or (old.starts_at if old else None)
    end = said.get("end") or (old.ends_at if old else None)
    assert start
    assert end
    return (Place(room_id, start, end, old.slot_id if old else None),)


def add_missing(event: Event, plan: Plan, *, actor: audit.Actor, at: datetime) -> Idents:
    """Tracks, rooms and speakers that rows name, and the ids of all there are then."""
    added: list[tuple[str, Any]] = []
    for model, group, action in ((Track, "tracks", "track.imported"), (Room, "rooms", "room.added")):
        last = db.session.scalar(select(func.max(model.position)).where(model.event_id == event.id)) or 0
        names = plan.created.get(group, [])
        added += [
            (action, model(event_id=event.id, name=name, position=last + place, translations={}))
            for place, name in enumerate(names, 1)
        ]
    people = {name: Speaker(event_id=event.id, uuid=new_uuid7(), code=new_code(8), name=name, translations={})
              for name in plan.created.get("speakers", [])}  # fmt: skip
    added += [("speaker.imported", row) for row in people.values()]
    db.session.add_all(row for _action, row in added)
    db.session.flush()
    for action, row in added:
        audit.record(action, row, actor=actor, event_id=event.id, at=at)
    tracks = select(Track.name, Track.id).where(Track.event_id == event.id)
    rooms = select(Room.name, Room.id).where(Room.event_id == event.id)
    return Idents(
        dict(iter(db.session.execute(tracks))),
        dict(iter(db.session.execute(rooms))),
        {NEW + name: row.code for name, row in people.items()},
    )
