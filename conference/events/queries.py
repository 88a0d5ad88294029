from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import selectinload

from conference.core.audit import LogEntry
from conference.core.db import db, execute
from conference.core.errors import NotFound
from conference.organisations.hooks import Use
from conference.projects.models import Project

from .models import Event, EventProject, EventSeries, Membership, Room
from .permissions import Role
from .rules import WITHDRAWN

# put together once: every page of an event begins with it
EVENT_AND_ROLE = (
    select(Event, Membership.role)
    .outerjoin(Membership, and_(Membership.event_id == Event.id, Membership.user_id == bindparam("user_id")))
    .where(Event.slug == bindparam("slug"))
)

PROJECT_VERSIONS = (
    select(Project.code, Project.version)
    .join(EventProject, EventProject.project_id == Project.id)
    .where(EventProject.event_id == bindparam("event_id"))
    .order_by(EventProject.position, EventProject.project_id)
)


def event_and_role(slug: str, user_id: int | None) -> tuple[Event | None, str | None]:
    """The event under a slug with the user's role at it, in one select; (None, None) when there is none."""
    row = db.session.execute(EVENT_AND_ROLE, {"slug": slug, "user_id": user_id}).one_or_none()
    return (row[0], row[1]) if row else (None, None)


def project_versions(event_id: int) -> list[tuple[str, int]]:
    """(code, version) of each of the event's projects, for what is kept until one of them changes."""
    return [(code, version) for code, version in execute(PROJECT_VERSIONS, {"event_id": event_id})]


def was_withdrawn(event_id: int) -> bool:
    """Whether everybody saw the event once, and then no more."""
    query = select(LogEntry.id).where(
        LogEntry.subject_type == Event.__tablename__, LogEntry.subject_id == event_id, LogEntry.action == WITHDRAWN
    )
    return db.session.scalar(query.limit(1)) is not None


def find_event(slug: str) -> Event | None:
    return db.session.scalars(select(Event).where(Event.slug == slug)).one_or_none()


def get_event(event_id: int) -> Event:
    event = db.session.get(Event, event_id)
    if event is None:
        raise NotFound
    return event


def event_by_slug(slug: str) -> Event:
    event = find_event(slug)
    if event is None:
        raise NotFound(slug)
    return event


def published_events(at: datetime) -> tuple[list[Event], list[Event]]:
    """(upcoming and live, soonest first; past, newest first) with their projects."""
    query = (
        select(Event)
        .where(Event.published_at <= at)
        .options(selectinload(Event.project_links).joinedload(EventProject.project))
        .order_by(Event.starts_at, Event.id)
    )
    events = list(db.session.scalars(query))
    upcoming = [event for event in events if event.ends_at > at]
    return upcoming, [event for event in reversed(events) if event.ends_at <= at]


def next_event(at: datetime) -> Event | None:
    """The published one that ends first from now on."""
    query = select(Event).where(Event.published_at <= at, Event.ends_at > at).order_by(Event.ends_at, Event.id)
    return db.session.scalars(query.limit(1)).first()


def events_of_user(user_id: int) -> list[tuple[Event, str]]:
    """(event, role) of each event the user helps to run, newest first."""
    query = (
        select(Event, Membership.role)
        .join(Membership, Membership.event_id == Event.id)
        .where(Membership.user_id == user_id)
        .order_by(Event.starts_at.desc(), Event.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def roles_of_user(user_id: int) -> frozenset[str]:
    """The roles that the user has at any event."""
    return frozenset(db.session.scalars(select(Membership.role).where(Membership.user_id == user_id).distinct()))


def roles_at_events_of(project_id: int, user_id: int) -> list[str | None]:
    """The user's role, or None, at each event that the project organises."""
    mine = and_(Membership.event_id == EventProject.event_id, Membership.user_id == user_id)
    query = select(Membership.role).select_from(EventProject).outerjoin(Membership, mine)
    return list(db.session.scalars(query.where(EventProject.project_id == project_id)))


def near_project_ids(user_id: int) -> set[int]:
    """The projects of events at which the user is owner or editor: those that the user may be allowed to edit."""
    query = (
        select(EventProject.project_id)
        .join(Membership, Membership.event_id == EventProject.event_id)
        .where(Membership.user_id == user_id, Membership.role.in_([Role.OWNER, Role.EDITOR]))
    )
    return set(db.session.scalars(query))


def all_events_of_project(project_id: int) -> list[Event]:
    """Every event that the project organises, drafts too, newest first."""
    query = select(Event).join(EventProject).where(EventProject.project_id == project_id)
    return list(db.session.scalars(query.order_by(Event.starts_at.desc(), Event.id)))


def uses_of_project(project_id: int) -> list[Use]:
    """The events that it organises; a draft has no page that everybody may open."""
    return [
        Use(_l("Event"), event.title, "events.show_event", {"slug": event.slug})
        if event.is_published
        else Use(_l("Event"), event.title)
        for event in all_events_of_project(project_id)
    ]


def events_of_project(project_id: int, at: datetime) -> list[Event]:
    """Published events that the project organises, newest first."""
    query = (
        select(Event)
        .join(EventProject)
        .where(EventProject.project_id == project_id, Event.published_at <= at)
        .order_by(Event.starts_at.desc())
    )
    return list(db.session.scalars(query))


def rooms_of_event(event_id: int) -> list[Room]:
    return list(db.session.scalars(select(Room).where(Room.event_id == event_id).order_by(Room.position, Room.id)))


def find_room(event_id: int, code: str) -> Room | None:
    return db.session.scalars(select(Room).where(Room.event_id == event_id, Room.code == code)).one_or_none()


def team_of_event(event_id: int) -> list[Membership]:
    query = select(Membership).where(Membership.event_id == event_id).options(selectinload(Membership.user))
    return list(db.session.scalars(query.order_by(Membership.role, Membership.id)))


def find_project_of_event(event_id: int, code: str) -> Project | None:
    """A project only when it organises the event; codes compare without case."""
    query = (
        select(Project)
        .join(EventProject, EventProject.project_id == Project.id)
        .where(EventProject.event_id == event_id, or_(Project.code == code, Project.code == code.upper()))
    )
    return db.session.scalars(query).one_or_none()


def find_series(slug: str) -> EventSeries | None:
    return db.session.scalars(select(EventSeries).where(EventSeries.slug == slug)).one_or_none()


def all_events() -> list[Event]:
    return list(db.session.scalars(select(Event).order_by(Event.starts_at, Event.id)))
