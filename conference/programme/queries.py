"""What visitors see of the programme: always the newest release, never the draft.

Lists are read as plain rows into the values of `agenda`: a page of 200 sessions costs as many selects as one of 3.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.core.text import fold
from conference.events.models import Room
from conference.projects.models import Component, Project

from .agenda import Item, Mark, Part, RunBy
from .models import Placement, Release, Session, SessionProject, SessionSpeaker, Speaker, Track


def newest_release(event_id: int) -> Release | None:
    query = select(Release).where(Release.event_id == event_id).order_by(Release.number.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def newest_releases(event_ids: Sequence[int]) -> dict[int, int]:
    """The newest release's id of each event that has one, by the event's id."""
    newest = (
        select(Release.event_id, func.max(Release.number).label("number"))
        .where(Release.event_id.in_(event_ids))
        .group_by(Release.event_id)
        .subquery()
    )
    query = select(Release.event_id, Release.id).join(
        newest, (Release.event_id == newest.c.event_id) & (Release.number == newest.c.number)
    )
    return {row.event_id: row.id for row in db.session.execute(query)}


def has_draft(event_id: int) -> bool:
    query = select(Placement.id).join(Session).where(Session.event_id == event_id, Placement.release_id.is_(None))
    return db.session.scalar(query.limit(1)) is not None


def agenda(
    *release_ids: int, project_id: int | None = None, speaker_id: int | None = None, with_people: bool = True
) -> list[Item]:
    """The sessions of the releases, in order of time and room; only those of a project or speaker when asked."""
    query = _item_rows().where(Placement.release_id.in_(release_ids))
    if project_id is not None:
        query = query.where(Session.id.in_(select(SessionProject.session_id).filter_by(project_id=project_id)))
    if speaker_id is not None:
        query = query.where(Session.id.in_(select(SessionSpeaker.session_id).filter_by(speaker_id=speaker_id)))
    rows = db.session.execute(query).all()
    people = _people(release_ids) if with_people and rows else {}
    marks: dict[str, Mark] = {}
    items: dict[int, Item] = {}
    for row in rows:
        run_by = _run_by(row, marks)
        known = items.get(row.placement_id)
        if known is None:
            items[row.placement_id] = _item(row, run_by, tuple(people.get(row.session_id, ())))
        else:
            items[row.placement_id] = replace(known, run_by=known.run_by + run_by)
    return list(items.values())


def _item_rows() -> Select[*tuple[Any, ...]]:
    """A row for each session and project of it."""
    return (
        select(
            Placement.id.label("placement_id"), Placement.release_id, Placement.starts_at, Placement.ends_at,
            Session.id.label("session_id"), Session.code, Session.kind, Session.title, Session.cancelled_at,
            Session.languages, Session.interpretation,
            Track.name.label("track"), Room.name.label("room"),
            Project.code.label("project_code"), Project.title.label("project_title"), Project.colour,
            Project.component_word, Component.number.label("component"), SessionProject.is_lead,
        )
        .join(Session, Session.id == Placement.session_id)
        .outerjoin(Track, Track.id == Session.track_id)
        .outerjoin(Room, Room.id == Placement.room_id)
        .outerjoin(SessionProject, SessionProject.session_id == Session.id)
        .outerjoin(Project, Project.id == SessionProject.project_id)
        .outerjoin(Component, Component.id == SessionProject.component_id)
        .order_by(
            Placement.starts_at, func.coalesce(Room.position, -1), Session.code,
            SessionProject.is_lead.desc(), SessionProject.position, SessionProject.id,
        )
    )  # fmt: skip


def _item(row: Any, run_by: tuple[RunBy, ...], people: tuple[Part, ...]) -> Item:
    return Item(
        release_id=row.release_id,
        code=row.code,
        kind=row.kind,
        title=row.title,
        is_cancelled=row.cancelled_at is not None,
        languages=tuple(row.languages),
        interpretation=tuple(row.interpretation),
        track=row.track or "",
        room=row.room or "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        run_by=run_by,
        people=people,
    )


def _run_by(row: Any, marks: dict[str, Mark]) -> tuple[RunBy, ...]:
    if row.project_code is None:
        return ()
    mark = marks.get(row.project_code)
    if mark is None:
        mark = marks[row.project_code] = Mark(row.project_code, row.project_title, row.colour, str(row.component_word))
    return (RunBy(mark, row.component, row.is_lead),)


def _people(release_ids: Sequence[int]) -> dict[int, list[Part]]:
    query = (
        select(SessionSpeaker.session_id, SessionSpeaker.role, Speaker.code, Speaker.name)
        .join(Speaker, Speaker.id == SessionSpeaker.speaker_id)
        .where(SessionSpeaker.session_id.in_(_sessions_of(release_ids)))
        .order_by(SessionSpeaker.session_id, SessionSpeaker.position, SessionSpeaker.id)
    )
    people = defaultdict(list)
    for row in db.session.execute(query):
        people[row.session_id].append(Part(row.code, row.name, row.role))
    return people


def _sessions_of(release_ids: Sequence[int]) -> Select[int]:
    return select(Placement.session_id).where(Placement.release_id.in_(release_ids))


def find_placed_session(release_id: int, code: str) -> Placement | None:
    """A session's place in the release, with everything its page shows."""
    query = (
        select(Placement)
        .join(Session, Session.id == Placement.session_id)
        .where(Placement.release_id == release_id, Session.code == code)
        .options(
            joinedload(Placement.room),
            joinedload(Placement.session).joinedload(Session.track),
            joinedload(Placement.session)
            .selectinload(Session.project_links)
            .options(
                joinedload(SessionProject.project),
                joinedload(SessionProject.component).joinedload(Component.lead),
            ),
            joinedload(Placement.session)
            .selectinload(Session.speaker_links)
            .joinedload(SessionSpeaker.speaker)
            .options(joinedload(Speaker.organisation), joinedload(Speaker.photo)),
        )
    )
    return db.session.scalars(query).one_or_none()


def speakers(release_id: int) -> list[Speaker]:
    """Who has a part in a session of the release, by name."""
    query = (
        select(Speaker)
        .where(Speaker.id.in_(_speakers_of(release_id)))
        .options(joinedload(Speaker.organisation), joinedload(Speaker.photo))
    )
    return sorted(db.session.scalars(query), key=lambda speaker: (fold(speaker.name), speaker.code))


def find_speaker(release_id: int, code: str) -> Speaker | None:
    query = (
        select(Speaker)
        .where(Speaker.id.in_(_speakers_of(release_id)), Speaker.code == code)
        .options(joinedload(Speaker.organisation), joinedload(Speaker.photo))
    )
    return db.session.scalars(query).one_or_none()


def _speakers_of(release_id: int) -> Select[int]:
    return select(SessionSpeaker.speaker_id).where(SessionSpeaker.session_id.in_(_sessions_of([release_id])))
