"""The speakers of an event, as organisers see them: with or without consent."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from conference.core.db import db

from .models import SessionSpeaker, Speaker


def speakers_of_event(event_id: int) -> list[Speaker]:
    """By name, to choose from."""
    query = select(Speaker).where(Speaker.event_id == event_id)
    return list(db.session.scalars(query.order_by(Speaker.name, Speaker.id)))


def counted_speakers(event_id: int) -> list[tuple[Speaker, int]]:
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
