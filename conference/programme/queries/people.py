"""The speakers and projects of released sessions, with everything their pages show."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.core.text import fold
from conference.projects.models import Component, Project

from ..content import RunBy
from ..models import Speaker
from .items import contents_of_release, declined_parts


def speakers(release_id: int) -> list[Speaker]:
    """Who has a part in a session of the release and agreed to be named, by name."""
    found = _public_speakers(_parts_of(release_id))
    return sorted(found, key=lambda speaker: (fold(speaker.name), speaker.code))


def find_speaker(release_id: int, code: str) -> Speaker | None:
    return next((speaker for speaker in _public_speakers(_parts_of(release_id), code)), None)


def speakers_by_code(event_id: int, codes: Iterable[str]) -> dict[str, Speaker]:
    """Those of the event that agreed to be named, with organisation and photo, by code."""
    query = _with_profile().where(
        Speaker.event_id == event_id, Speaker.code.in_(list(codes)), Speaker.consented_at.is_not(None)
    )
    return {row.code: row for row in db.session.scalars(query)}


def _parts_of(release_id: int) -> set[int]:
    """Ids of the speakers with a part that they did not decline."""
    parts = {
        (session_id, link.speaker_id, link.role)
        for session_id, said in contents_of_release(release_id).items()
        for link in said.speakers
    }
    declined = declined_parts({session_id for session_id, _speaker, _role in parts})
    return {speaker_id for session_id, speaker_id, role in parts - declined}


def _public_speakers(ids: Iterable[int], code: str | None = None) -> Iterable[Speaker]:
    query = _with_profile().where(Speaker.id.in_(ids), Speaker.consented_at.is_not(None))
    if code is not None:
        query = query.where(Speaker.code == code)
    return db.session.scalars(query)


def _with_profile() -> Select[Speaker]:
    return select(Speaker).options(joinedload(Speaker.organisation), joinedload(Speaker.photo))


def projects_behind(links: Iterable[RunBy]) -> list[tuple[Project, Component | None, bool]]:
    """(project, its component, does it lead) of each link, in their order."""
    links = list(links)
    query = (
        select(Project)
        .where(Project.id.in_([link.project_id for link in links]))
        .options(joinedload(Project.logo), selectinload(Project.components).joinedload(Component.lead))
    )
    projects = {row.id: row for row in db.session.scalars(query)}
    components = {part.id: part for project in projects.values() for part in project.components}
    return [
        (projects[link.project_id], components.get(link.component_id or 0), link.is_lead)
        for link in sorted(links, key=lambda link: not link.is_lead)
        if link.project_id in projects
    ]
