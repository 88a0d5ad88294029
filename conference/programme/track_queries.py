"""Tracks and teams of interpreters, as organisers keep them, and where they are used."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from conference.core.db import db
from conference.events.models import Event
from conference.organisations.hooks import Use

from .content import from_json
from .models import InterpretationTeam, ReleasedSession, Session, Track
from .queries import newest_release


def find_track(event_id: int, ident: int) -> Track | None:
    return db.session.scalars(select(Track).where(Track.event_id == event_id, Track.id == ident)).one_or_none()


def find_team(event_id: int, ident: int) -> InterpretationTeam | None:
    query = select(InterpretationTeam).where(InterpretationTeam.event_id == event_id, InterpretationTeam.id == ident)
    return db.session.scalars(query).one_or_none()


def count_sessions_of_tracks(event_id: int) -> dict[int, int]:
    """How many sessions of the draft each track has, by its id; tracks without one are left out."""
    return _counts(event_id, Session.track_id)


def count_sessions_of_teams(event_id: int) -> dict[int, int]:
    return _counts(event_id, Session.interpretation_team_id)


def _counts(event_id: int, column: InstrumentedAttribute[int | None]) -> dict[int, int]:
    query = select(column, func.count()).where(Session.event_id == event_id).group_by(column)
    return {ident: count for ident, count in db.session.execute(query) if ident is not None}


def sessions_of_track(track_id: int) -> list[Use]:
    return _sessions(Session.track_id == track_id)


def sessions_of_team(team_id: int) -> list[Use]:
    return _sessions(Session.interpretation_team_id == team_id)


def _sessions(condition: ColumnElement[bool]) -> list[Use]:
    query = (
        select(Session.title, Session.code, Event.slug)
        .join(Event, Event.id == Session.event_id)
        .where(condition)
        .order_by(Session.title, Session.id)
    )
    return [
        Use(_l("Session"), row.title, "manage_programme.session", {"slug": row.slug, "code": row.code})
        for row in db.session.execute(query)
    ]


def count_published(event_id: int, track_id: int) -> int:
    """How many sessions of the agenda that visitors see are on the track."""
    release = newest_release(event_id)
    if release is None:
        return 0
    query = select(ReleasedSession.content).where(ReleasedSession.release_id == release.id)
    return sum(from_json(content).track_id == track_id for content in db.session.scalars(query))
