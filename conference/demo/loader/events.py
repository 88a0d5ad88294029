"""An event with its rooms, categories and agenda, all or nothing."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from conference.checkin.models import CheckPoint
from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import db, transaction
from conference.core.times import from_wall
from conference.demo.files import Table, read
from conference.events.models import Event, EventProject, EventSeries, Room
from conference.events.queries import find_event, find_series
from conference.projects.models import Project
from conference.registration.models import Category

from .agenda import add_agenda

COMMAND = audit.Actor("demo load")
PUBLISHED_BEFORE_OPENING = timedelta(days=7)
OWN_COLUMNS = (
    "slug", "title", "summary", "zone", "mode", "venue", "address", "city", "country", "languages", "capacity",
    "online_capacity", "contact_email", "controller", "privacy_text", "translations",
)  # fmt: skip


def add_event(folder: str, *, at: datetime) -> bool:
    """Add the event of a data folder, published, with its agenda released.

    False when there is one with its slug: what people changed in it since stays as they left it.
    """
    told = read(f"{folder}/event")
    with transaction() as session:
        if find_event(told["event"]["slug"]):
            return False
        event = _event(told, at)
        session.add(event)
        session.flush()
        add_agenda(event, folder, told["tracks"], told.get("teams", []), at=at)
        audit.record("event.added", event, actor=COMMAND, event_id=event.id, at=at)
    return True


def _event(told: Table, at: datetime) -> Event:
    entry = told["event"]
    zone = entry["zone"]
    opens_at = from_wall(entry["registration_opens"], zone)
    own: dict[str, Any] = {column: entry[column] for column in OWN_COLUMNS if column in entry}
    event = Event(
        **own,
        uuid=new_uuid7(),
        series=_series(told.get("series")),
        starts_at=from_wall(entry["starts"], zone),
        ends_at=from_wall(entry["ends"], zone),
        registration_opens_at=opens_at,
        registration_closes_at=from_wall(entry["registration_closes"], zone),
        published_at=min(at, opens_at - PUBLISHED_BEFORE_OPENING),
        is_sample=True,
    )
    add_parts(event, entry["projects"], told["rooms"], told["categories"])
    after = len(event.rooms) + 1  # the points of rooms come between the entrance and these
    db.session.add_all(
        CheckPoint(event_id=event.id, **point, position=position)
        for position, point in enumerate(told.get("points", []), after)
    )
    return event


def _series(entry: Table | None) -> EventSeries | None:
    return (find_series(entry["slug"]) or EventSeries(**entry)) if entry else None


def add_parts(event: Event, project_codes: list[str], rooms: list[Table], categories: list[Table]) -> None:
    """Give a new event its projects, the first leading, its rooms, categories and check point."""
    projects = {project.code: project for project in db.session.scalars(select(Project))}
    event.project_links = [
        EventProject(project=projects[code], position=position) for position, code in enumerate(project_codes)
    ]
    event.rooms = [Room(**room, position=position) for position, room in enumerate(rooms)]
    db.session.add(event)
    db.session.flush()
    db.session.add(CheckPoint(event_id=event.id, code="event", name="Main entrance"))
    for position, category in enumerate(categories):
        db.session.add(Category(event_id=event.id, **category, position=position))
