"""The draft of the agenda, as organisers edit it."""

from collections import defaultdict

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db

from .models import (
    InterpretationTeam,
    Placement,
    Session,
    SessionProject,
    SessionSpeaker,
    Track,
)

DRAFT = and_(Placement.session_id == Session.id, Placement.release_id.is_(None))


def draft_sessions(event_id: int) -> list[tuple[Session, list[Placement]]]:
    """(session, its places in the draft) by time, those without one last. A constant number of selects."""
    sessions = db.session.scalars(
        select(Session)
        .where(Session.event_id == event_id)
        .options(
            joinedload(Session.track),
            selectinload(Session.project_links).joinedload(SessionProject.project),
            selectinload(Session.project_links).joinedload(SessionProject.component),
            selectinload(Session.speaker_links).joinedload(SessionSpeaker.speaker),
        )
        .order_by(Session.title, Session.id)
    ).all()
    query = (
        select(Placement)
        .join(Session, DRAFT)
        .where(Session.event_id == event_id)
        .options(joinedload(Placement.room))
        .order_by(Placement.starts_at, Placement.slot_id)
    )
    places: dict[int, list[Placement]] = defaultdict(list)
    for row in db.session.scalars(query):
        places[row.session_id].append(row)
    found = [(session, places[session.id]) for session in sessions]
    return sorted(found, key=lambda pair: (not pair[1], pair[1][0].starts_at if pair[1] else pair[0].created_at))


def find_draft_session(event_id: int, code: str) -> tuple[Session, list[Placement]] | None:
    """The session with its places in the draft, in order of slots."""
    session = db.session.scalars(
        select(Session)
        .where(Session.event_id == event_id, Session.code == code)
        .options(selectinload(Session.speaker_links).joinedload(SessionSpeaker.speaker))
    ).one_or_none()
    return (session, list(drafted_placements(session.id).values())) if session else None


def drafted_placements(session_id: int) -> dict[int, Placement]:
    """The session's places in the draft, by slot."""
    query = (
        select(Placement)
        .where(Placement.session_id == session_id, Placement.release_id.is_(None))
        .order_by(Placement.slot_id)
    )
    return {row.slot_id: row for row in db.session.scalars(query)}


def teams_of_event(event_id: int) -> list[InterpretationTeam]:
    query = select(InterpretationTeam).where(InterpretationTeam.event_id == event_id)
    return list(db.session.scalars(query.order_by(InterpretationTeam.position, InterpretationTeam.id)))


def tracks_of_event(event_id: int) -> list[Track]:
    return list(db.session.scalars(select(Track).where(Track.event_id == event_id).order_by(Track.position, Track.id)))
