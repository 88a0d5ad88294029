"""The draft of an event's agenda as a board. A fixed number of selects, whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from conference.core.db import db
from conference.core.times import local_day
from conference.events.models import Event, Room, RoomClosure
from conference.events.queries import rooms_of_event
from conference.programme.models import (
    AgendaSettings,
    InterpretationTeam,
    Placement,
    Session,
    SessionKind,
    SessionProject,
    SessionSpeaker,
    Slot,
    Speaker,
    SpeakerAbsence,
)
from conference.projects.models import Project

from .board import Board, Hours, Part, PersonFact, Placed, RoomFact, Settings, Span, TeamFact, every_day
from .hooks import sign_ups
from .ways import Ways

BREAKS = (SessionKind.BREAK, SessionKind.NETWORKING)


def board_of(event: Event) -> Board:
    """The draft with everything that rules about clashes and free places ask for."""
    settings = find_settings(event.id) or usual_settings(event.id)
    return Board(
        slots=tuple(_slots(event)),
        rooms={room.key: room for room in _rooms(event.id)},
        hours=hours_of(event, settings),
        people={person.key: person for person in _people(event.id)},
        teams={team.key: team for team in _teams(event.id)},
        settings=Settings(
            room_change_minutes=settings.room_change_minutes,
            building_change_minutes=settings.building_change_minutes,
            step_minutes=settings.step_minutes,
            levels=settings.levels,
        ),
    )


def find_settings(event_id: int) -> AgendaSettings | None:
    return db.session.get(AgendaSettings, event_id)


def usual_settings(event_id: int) -> AgendaSettings:
    """What holds while nobody chose anything; a row that is not stored."""
    columns = AgendaSettings.__table__.columns
    names = ("opens", "closes", "room_change_minutes", "building_change_minutes", "step_minutes")
    return AgendaSettings(
        event_id=event_id, levels={}, version=0, **{name: columns[name].default.arg for name in names}
    )


def hours_of(event: Event, settings: AgendaSettings) -> Hours:
    last = local_day(event.ends_at - timedelta(seconds=1), event.zone)
    return every_day(
        event.zone, local_day(event.starts_at, event.zone), last, wall(settings.opens), wall(settings.closes)
    )


def wall(text: str) -> time:
    """08:00 as a time; 24:00, the end of the day, is the midnight that follows."""
    return time() if text == "24:00" else time.fromisoformat(text)


def _slots(event: Event) -> Iterable[Placed]:
    """Every place in the draft; a session without one stands once, by its first slot or minus its own number."""
    parts, projects, signed_up = _parts(event.id), _projects(event.id), sign_ups(event.id)
    first_slots = dict(
        db.session.execute(
            select(Slot.session_id, func.min(Slot.id))
            .join(Session, Session.id == Slot.session_id)
            .where(Session.event_id == event.id)
            .group_by(Slot.session_id)
        ).all()
    )
    for row in _placed_rows(event.id):
        yield Placed(
            slot=row.slot_id or first_slots.get(row.id, -row.id),
            session=row.code,
            title=row.title,
            span=Span(row.starts_at, row.ends_at) if row.starts_at else None,
            room=row.room,
            minutes=row.minutes,
            parts=tuple(parts[row.id]),
            projects=tuple(code for code, _is_lead in projects[row.id]),
            lead=next((code for code, is_lead in projects[row.id] if is_lead), None),
            team=str(row.interpretation_team_id) if row.interpretation_team_id else None,
            languages=tuple(row.languages),
            interpretation=tuple(row.interpretation),
            capacity=row.capacity,
            sign_ups=signed_up[row.id],
            is_break=row.kind in BREAKS,
            is_cancelled=row.cancelled_at is not None or bool(row.is_cancelled),
        )


def _placed_rows(event_id: int) -> Iterable[Any]:
    return db.session.execute(
        select(
            Session.id, Session.code, Session.title, Session.kind, Session.minutes, Session.languages,
            Session.interpretation, Session.interpretation_team_id, Session.capacity, Session.cancelled_at,
            Placement.slot_id, Placement.starts_at, Placement.ends_at, Placement.is_cancelled, Room.code.label("room"),
        )
        .outerjoin(Placement, (Placement.session_id == Session.id) & Placement.release_id.is_(None))
        .outerjoin(Room, Room.id == Placement.room_id)
        .where(Session.event_id == event_id)
        .order_by(Placement.starts_at, Session.id, Placement.slot_id)
    )  # fmt: skip


def _parts(event_id: int) -> Mapping[int, list[Part]]:
    query = (
        select(SessionSpeaker.session_id, Speaker.code, SessionSpeaker.role, SessionSpeaker.answer)
        .join(Speaker, Speaker.id == SessionSpeaker.speaker_id)
        .where(Speaker.event_id == event_id)
        .order_by(SessionSpeaker.session_id, SessionSpeaker.position, SessionSpeaker.id)
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for session_id, code, role, answer in db.session.execute(query):
        found[session_id].append(Part(code, role, answer))
    return found


def _projects(event_id: int) -> Mapping[int, list[tuple[str, bool]]]:
    """(code, does it lead) of each session's projects, each once, by the session's id."""
    query = (
        select(SessionProject.session_id, Project.code, func.max(SessionProject.is_lead.cast(db.Integer)))
        .join(Project, Project.id == SessionProject.project_id)
        .join(Session, Session.id == SessionProject.session_id)
        .where(Session.event_id == event_id)
        .group_by(SessionProject.session_id, Project.code)
        .order_by(SessionProject.session_id, func.min(SessionProject.position))
    )
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for session_id, code, is_lead in db.session.execute(query):
        found[session_id].append((code, bool(is_lead)))
    return found


def _rooms(event_id: int) -> Iterable[RoomFact]:
    query = (
        select(RoomClosure.room_id, RoomClosure.starts_at, RoomClosure.ends_at)
        .join(Room, Room.id == RoomClosure.room_id)
        .where(Room.event_id == event_id)
    )
    closures = _spans(db.session.execute(query))
    rooms = select(Room).where(Room.event_id == event_id).order_by(Room.position, Room.id)
    for room in db.session.scalars(rooms):
        yield RoomFact(
            room.code, room.name, room.building, room.capacity, tuple(closures[room.id]), room.booths,
            is_hidden=room.hidden_at is not None,
        )  # fmt: skip


def _people(event_id: int) -> Iterable[PersonFact]:
    query = (
        select(SpeakerAbsence.speaker_id, SpeakerAbsence.starts_at, SpeakerAbsence.ends_at)
        .join(Speaker, Speaker.id == SpeakerAbsence.speaker_id)
        .where(Speaker.event_id == event_id)
    )
    absences = _spans(db.session.execute(query))
    speakers = select(Speaker.id, Speaker.code, Speaker.name, Speaker.consented_at).where(Speaker.event_id == event_id)
    for ident, code, name, consented_at in db.session.execute(speakers.order_by(Speaker.id)):
        yield PersonFact(code, name, tuple(absences[ident]), has_consented=consented_at is not None)


def _teams(event_id: int) -> Iterable[TeamFact]:
    query = select(InterpretationTeam).where(InterpretationTeam.event_id == event_id)
    for team in db.session.scalars(query.order_by(InterpretationTeam.position, InterpretationTeam.id)):
        yield TeamFact(str(team.id), team.name, tuple(team.languages))


def _spans(rows: Iterable[tuple[int, datetime, datetime]]) -> Mapping[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for key, starts_at, ends_at in rows:
        found[key].append(Span(starts_at, ends_at))
    return found


def ways_of(event: Event) -> Ways:
    settings = find_settings(event.id) or usual_settings(event.id)
    buildings = {room.code: room.building for room in rooms_of_event(event.id)}
    return Ways(settings.room_change_minutes, settings.building_change_minutes, buildings)
