"""What the form of a session asks the database."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from conference.core.db import db
from conference.events.models import EventProject, Room
from conference.projects.models import Component

from .models import InterpretationTeam, Release, ReleasedSession, Session, SessionProject, Speaker, Track
from .rules import SessionValues


def releases_with(session_id: int) -> list[int]:
    """Numbers of the releases that the session is in."""
    query = (
        select(Release.number)
        .join(ReleasedSession, ReleasedSession.release_id == Release.id)
        .where(ReleasedSession.session_id == session_id)
    )
    return list(db.session.scalars(query.order_by(Release.number)))


def find_by_uuid(event_id: int, uuid: str) -> Session | None:
    return db.session.scalars(select(Session).where(Session.uuid == uuid, Session.event_id == event_id)).one_or_none()


def is_uuid_taken(uuid: str) -> bool:
    return db.session.scalar(select(Session.id).where(Session.uuid == uuid)) is not None


def not_of_event(event_id: int, session_id: int | None, values: SessionValues) -> list[str]:
    """What the values name and the event does not have: "room", "track", "team", "speaker", "project", "component"."""
    named: list[tuple[str, set[Any], Any]] = [
        ("room", {place.room_id for place in values.places}, select(Room.id).where(Room.event_id == event_id)),
        ("track", {values.track_id}, select(Track.id).where(Track.event_id == event_id)),
        (
            "team",
            {values.interpretation_team_id},
            select(InterpretationTeam.id).where(InterpretationTeam.event_id == event_id),
        ),
        ("speaker", {part.code for part in values.speakers}, select(Speaker.code).where(Speaker.event_id == event_id)),
        ("project", {part.project_id for part in values.projects}, _projects(event_id, session_id)),
    ]
    missing = [name for name, wanted, query in named if _lacks(wanted, query)]
    components = {(part.component_id, part.project_id) for part in values.projects if part.component_id}
    return missing if _are_components(components) else [*missing, "component"]


def _projects(event_id: int, session_id: int | None) -> Any:
    """Those of the event, and those that the session had before they left it."""
    own = select(SessionProject.project_id).where(SessionProject.session_id == session_id)
    return select(EventProject.project_id).where(EventProject.event_id == event_id).union(own)


def _lacks(wanted: Collection[Any], query: Any) -> bool:
    wanted = {value for value in wanted if value is not None}
    return bool(wanted) and not wanted <= set(db.session.scalars(query))


def _are_components(pairs: Iterable[tuple[int | None, int]]) -> bool:
    pairs = set(pairs)
    if not pairs:
        return True
    query = select(Component.id, Component.project_id).where(Component.id.in_([part for part, _project in pairs]))
    return pairs <= {(row.id, row.project_id) for row in db.session.execute(query)}
