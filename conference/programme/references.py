"""How the programme refers to organisations, to projects and their components, and to rooms."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from sqlalchemy import case, func, select, update

from conference.core.db import db
from conference.events.models import Event
from conference.organisations.hooks import Reference, Use

from .content import RunBy, from_json
from .models import Placement, Release, ReleasedSession, Session, SessionProject, SessionSpeaker, Speaker


def uses_as_affiliation(organisation_id: int) -> list[Use]:
    query = (
        select(Speaker.name, Speaker.code, Event.slug, Event.title)
        .join(Event, Event.id == Speaker.event_id)
        .where(Speaker.organisation_id == organisation_id)
        .order_by(Event.starts_at, Speaker.name, Speaker.id)
    )
    return [
        Use(_l("Speaker"), f"{row.name} ({row.title})", "manage_speakers.speaker", {"slug": row.slug, "code": row.code})
        for row in db.session.execute(query)
    ]


def move_speakers(old_id: int, new_id: int) -> None:
    db.session.execute(
        update(Speaker)
        .where(Speaker.organisation_id == old_id)
        .values(organisation_id=new_id, version=Speaker.version + 1)
    )


def touch_events_of_speakers(organisation_id: int) -> None:
    """Pages of those events show the organisation's name."""
    theirs = select(Speaker.event_id).where(Speaker.organisation_id == organisation_id)
    db.session.execute(update(Event).where(Event.id.in_(theirs)).values(version=Event.version + 1))


SPEAKERS = Reference("speaker.organisation_id", uses_as_affiliation, move_speakers, touch_events_of_speakers)


def uses_of_component(component_id: int) -> list[Use]:
    """The sessions that belong to it, in drafts and on the agendas that visitors see."""
    in_drafts = select(SessionProject.session_id).where(SessionProject.component_id == component_id)
    return _sessions({*db.session.scalars(in_drafts), *_released(lambda run: run.component_id == component_id)})


def uses_of_project(project_id: int) -> list[Use]:
    """The sessions that it runs, in drafts and on the agendas that visitors see."""
    in_drafts = select(SessionProject.session_id).where(SessionProject.project_id == project_id)
    return _sessions({*db.session.scalars(in_drafts), *_released(lambda run: run.project_id == project_id)})


def _sessions(ids: set[int]) -> list[Use]:
    query = (
        select(Session.title, Session.code, Event.slug, Event.title.label("event"))
        .join(Event, Event.id == Session.event_id)
        .where(Session.id.in_(ids))
        .order_by(Event.starts_at, Session.title, Session.id)
    )
    return [
        Use(
            _l("Session"),
            f"{row.title} ({row.event})",
            "manage_programme.session",
            {"slug": row.slug, "code": row.code},
        )
        for row in db.session.execute(query)
    ]


def _released(is_meant: Callable[[RunBy], bool]) -> set[int]:
    """Ids of the sessions that the newest release of their event gives to what is meant."""
    newest = select(func.max(Release.id)).group_by(Release.event_id)
    query = select(ReleasedSession.session_id, ReleasedSession.content).where(ReleasedSession.release_id.in_(newest))
    return {row.session_id for row in db.session.execute(query) if any(map(is_meant, from_json(row.content).projects))}


def uses_of_room(room_id: int) -> list[Use]:
    """The sessions that are there, in the draft or in any release: none of them forgets where it was."""
    in_draft = func.max(case((Placement.release_id.is_(None), 1), else_=0)).label("in_draft")
    query = (
        select(Session.title, Session.code, Event.slug, in_draft)
        .join(Placement, Placement.session_id == Session.id)
        .join(Event, Event.id == Session.event_id)
        .where(Placement.room_id == room_id)
        .group_by(Session.id, Session.title, Session.code, Event.slug)
        .order_by(Session.title, Session.id)
    )
    return [
        Use(
            _l("Session") if row.in_draft else _l("Session of a published agenda"),
            row.title,
            "manage_programme.session",
            {"slug": row.slug, "code": row.code},
        )
        for row in db.session.execute(query)
    ]


def uses_of_speaker(speaker: Speaker) -> list[Use]:
    """The sessions that name the speaker, in the draft or in any release of the agenda."""
    drafted = select(SessionSpeaker.session_id).where(SessionSpeaker.speaker_id == speaker.id)
    in_draft = set(db.session.scalars(drafted))
    kept = (
        select(ReleasedSession.session_id, ReleasedSession.content)
        .join(Release, Release.id == ReleasedSession.release_id)
        .where(Release.event_id == speaker.event_id)
    )
    released = {
        row.session_id
        for row in db.session.execute(kept)
        if any(part.speaker_id == speaker.id for part in from_json(row.content).speakers)
    }
    query = (
        select(Session.id, Session.title, Session.code, Event.slug)
        .join(Event, Event.id == Session.event_id)
        .where(Session.id.in_(in_draft | released))
        .order_by(Session.title, Session.id)
    )
    return [
        Use(
            _l("Session") if row.id in in_draft else _l("Session of a published agenda"),
            row.title,
            "manage_programme.session",
            {"slug": row.slug, "code": row.code},
        )
        for row in db.session.execute(query)
    ]
