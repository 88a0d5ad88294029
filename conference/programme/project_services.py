"""Which projects organise an event."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.errors import Refused
from conference.core.merging import merged
from conference.core.stale import stale_edit
from conference.events.models import Event, EventProject
from conference.projects.models import Project

from .models import Session, SessionProject
from .queries import contents_of_release, newest_release

MOST_NAMED = 3


class StillRuns(Refused):
    code: ClassVar[str] = "still_runs"


def set_projects_of_event(
    event_id: int, project_ids: Sequence[int], *, shown: str, actor: audit.Actor, at: datetime
) -> None:
    """The projects that organise the event, the first leading. Raises StaleEdit, or StillRuns for one with sessions."""
    with transaction() as session:
        event = lock(Event, event_id)
        stored = [link.project_id for link in event.project_links]
        kept, conflicts = merged(shown, {"projects": list(dict.fromkeys(project_ids))}, {"projects": stored})
        if conflicts:
            raise stale_edit(event, event.zone)
        wanted: list[int] = kept["projects"]
        refuse_running(event_id, set(stored) - set(wanted))
        event.project_links.clear()
        session.flush()
        event.project_links.extend(
            EventProject(project_id=project_id, position=position) for position, project_id in enumerate(wanted)
        )
        event.version += 1
        audit.record("event.projects_changed", event, actor=actor, event_id=event.id, at=at)


def refuse_running(event_id: int, project_ids: set[int]) -> None:
    """A project whose sessions are in the draft, or on the agenda that visitors see, stays; say which they are."""
    query = (
        select(Session.title, Project.code)
        .join(SessionProject, SessionProject.session_id == Session.id)
        .join(Project, Project.id == SessionProject.project_id)
        .where(Session.event_id == event_id, SessionProject.project_id.in_(project_ids))
    )
    running = sorted({*((row.code, row.title) for row in db.session.execute(query)), *published(event_id, project_ids)})
    if not running:
        return
    code = running[0][0]
    titles = [title for of, title in running if of == code]
    named = "; ".join(titles[:MOST_NAMED])
    if more := len(titles) - MOST_NAMED:
        named = _("%(named)s; and %(count)d more", named=named, count=more) if more > 0 else named
    raise StillRuns(_("%(code)s runs sessions of this event, so it stays: %(sessions)s", code=code, sessions=named))


def published(event_id: int, project_ids: set[int]) -> set[tuple[str, str]]:
    """(code of the project, title) of the sessions that the newest release gives to one of the projects."""
    release = newest_release(event_id)
    if release is None or not project_ids:
        return set()
    codes = {row.id: row.code for row in db.session.scalars(select(Project).where(Project.id.in_(project_ids)))}
    return {
        (codes[run.project_id], said.title)
        for said in contents_of_release(release.id).values()
        for run in said.projects
        if run.project_id in codes
    }
