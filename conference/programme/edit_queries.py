"""The draft of the agenda, as organisers edit it."""

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db

from .models import Placement, Release, Session, SessionProject, SessionSpeaker, Speaker, Track

DRAFT = and_(Placement.session_id == Session.id, Placement.release_id.is_(None))


def draft_sessions(event_id: int) -> list[tuple[Session, Placement | None]]:
    """(session, its place in the draft) by time, those without one last. Four selects whatever the size."""
    query = (
        select(Session, Placement)
        .outerjoin(Placement, DRAFT)
        .where(Session.event_id == event_id)
        .options(
            joinedload(Placement.room),
            joinedload(Session.track),
            selectinload(Session.project_links).joinedload(SessionProject.project),
            selectinload(Session.project_links).joinedload(SessionProject.component),
        )
        .order_by(Placement.starts_at.is_(None), Placement.starts_at, Session.title, Session.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def find_draft_session(event_id: int, code: str) -> tuple[Session, Placement | None] | None:
    query = (
        select(Session, Placement)
        .outerjoin(Placement, DRAFT)
        .where(Session.event_id == event_id, Session.code == code)
        .options(selectinload(Session.speaker_links).joinedload(SessionSpeaker.speaker))
    )
    row = db.session.execute(query.order_by(Placement.slot_id)).first()
    return (row[0], row[1]) if row else None


def speakers_of_event(event_id: int) -> list[tuple[Speaker, int]]:
    """(speaker, number of sessions) by name."""
    sessions = func.count(SessionSpeaker.id)
    query = (
        select(Speaker, sessions)
        .outerjoin(SessionSpeaker, SessionSpeaker.speaker_id == Speaker.id)
        .where(Speaker.event_id == event_id)
        .options(selectinload(Speaker.organisation), selectinload(Speaker.photo))
        .group_by(Speaker.id)
        .order_by(Speaker.name, Speaker.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def find_speaker_of_event(event_id: int, code: str) -> Speaker | None:
    return db.session.scalars(select(Speaker).where(Speaker.event_id == event_id, Speaker.code == code)).one_or_none()


def tracks_of_event(event_id: int) -> list[Track]:
    return list(db.session.scalars(select(Track).where(Track.event_id == event_id).order_by(Track.position, Track.id)))


def changes_since_release(event_id: int) -> dict[str, int]:
    """{"new": …, "moved": …, "gone": …}: how the draft differs from the newest release, in slots."""
    newest = select(Release.id).where(Release.event_id == event_id).order_by(Release.number.desc()).limit(1)
    columns = (Placement.slot_id, Placement.room_id, Placement.starts_at, Placement.ends_at)
    here = select(*columns).join(Session).where(Session.event_id == event_id, Placement.release_id.is_(None))
    there = select(*columns).where(Placement.release_id == newest.scalar_subquery(), Placement.is_cancelled.is_(False))
    draft = {row[0]: tuple(row[1:]) for row in db.session.execute(here)}
    released = {row[0]: tuple(row[1:]) for row in db.session.execute(there)}
    return {
        "new": len(draft.keys() - released.keys()),
        "moved": sum(draft[key] != released[key] for key in draft.keys() & released.keys()),
        "gone": len(released.keys() - draft.keys()),
    }
