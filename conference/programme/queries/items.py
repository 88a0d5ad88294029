"""Agendas as values: of releases for visitors, of the draft for organisers, both in the same shape.

What a release keeps are ids of rooms, tracks, projects and speakers; their names are read as they are now, so that
a speaker who withdraws consent is gone from every page at once. Each agenda costs the same number of selects,
whatever its size.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import load_only, selectinload

from conference.core.db import db
from conference.core.translated import in_language, pick
from conference.events.models import Event, Room
from conference.projects.models import MAIN_LANGUAGE, Component, Project

from ..agenda import Item, Mark, Part, RunBy
from ..content import SessionContent, content_of, from_json
from ..models import (
    Placement,
    ReleasedSession,
    Session,
    SessionSpeaker,
    Slot,
    Speaker,
    SpeakerAnswer,
    Track,
)

Placed = tuple[Any, SessionContent]  # a row of _placed() and what its session says


def agenda(
    *release_ids: int,
    language: str = "",
    project_id: int | None = None,
    speaker_id: int | None = None,
    with_people: bool = True,
) -> list[Item]:
    """The sessions of the releases as visitors see them, in order of time and room.

    language: the reader's; "" is the main one of each event. Only those of a project or speaker when asked.
    Speakers who did not agree to be named, or declined, are left out.
    """
    query = (
        _placed(ReleasedSession.content)
        .join(
            ReleasedSession,
            (ReleasedSession.release_id == Placement.release_id) & (ReleasedSession.session_id == Placement.session_id),
        )
        .where(Placement.release_id.in_(release_ids))
    )
    rows = [(row, from_json(row.content)) for row in db.session.execute(query)]
    if project_id is not None:
        rows = [(row, said) for row, said in rows if any(link.project_id == project_id for link in said.projects)]
    if speaker_id is not None:
        rows = [(row, said) for row, said in rows if any(link.speaker_id == speaker_id for link in said.speakers)]
    return _items(rows, language, with_people=with_people, only_public=True)


def draft_items(event: Event, *, language: str = "") -> list[Item]:
    """The draft as it stands, speakers included whatever they answered; sessions without a place are left out."""
    query = _placed(literal("")).where(Placement.release_id.is_(None), Session.event_id == event.id)
    placed = db.session.execute(query).all()
    said = draft_contents(event)
    return _items([(row, said[row.session_id]) for row in placed], language, with_people=True, only_public=False)


def draft_contents(event: Event) -> dict[int, SessionContent]:
    """What the draft says of each session of the event, by the session's id."""
    query = (
        select(Session)
        .where(Session.event_id == event.id)
        .options(selectinload(Session.project_links), selectinload(Session.speaker_links))
    )
    return {row.id: content_of(row, event.main_language) for row in db.session.scalars(query)}


def contents_of_release(release_id: int) -> dict[int, SessionContent]:
    """What each session said when the release was made, by the session's id."""
    query = select(ReleasedSession.session_id, ReleasedSession.content).where(ReleasedSession.release_id == release_id)
    return {row.session_id: from_json(row.content) for row in db.session.execute(query)}


def _placed(content: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Placement.id.label("placement_id"), Placement.release_id, Placement.starts_at, Placement.ends_at,
            Placement.room_id, Placement.sequence, Placement.changed_at, Placement.is_cancelled,
            Session.id.label("session_id"), Session.code, Session.uuid.label("session_uuid"),
            Slot.id.label("slot_id"), Slot.uuid.label("slot_uuid"), content.label("content"),
        )
        .join(Session, Session.id == Placement.session_id)
        .join(Slot, Slot.id == Placement.slot_id)
        .outerjoin(Room, Room.id == Placement.room_id)
        .order_by(Placement.starts_at, func.coalesce(Room.position, -1), Session.code, Slot.id)
    )  # fmt: skip


@dataclass(frozen=True)
class Names:
    """The rows that the sessions of an agenda refer to, by id."""

    rooms: dict[int, Room]
    tracks: dict[int, Track]
    projects: dict[int, Mark]
    components: dict[int, int]  # id -> number
    speakers: dict[int, tuple[str, str]]  # id -> (code, name)
    declined: frozenset[tuple[int, int, str]]  # (session, speaker, role)


def _items(rows: Sequence[Placed], language: str, *, with_people: bool, only_public: bool) -> list[Item]:
    names = _names(rows, language, with_people=with_people, only_public=only_public)
    return [_item(row, said, names, language) for row, said in rows]


def _item(row: Any, said: SessionContent, names: Names, language: str) -> Item:
    reader = language or said.main
    title = pick(said.title, said.translations, "title", reader, said.main)
    subtitle = pick(said.subtitle, said.translations, "subtitle", reader, said.main)
    abstract = pick(said.abstract, said.translations, "abstract", reader, said.main)
    track = names.tracks.get(said.track_id) if said.track_id else None
    room = names.rooms.get(row.room_id) if row.room_id else None
    return Item(
        release_id=row.release_id or 0,
        code=row.code,
        kind=said.kind,
        title=title.text,
        is_cancelled=said.is_cancelled or row.is_cancelled,
        languages=said.languages,
        interpretation=said.interpretation,
        track=in_language(track, "name", reader, said.main).text if track else "",
        room=in_language(room, "name", reader, said.main).text if room else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        run_by=_run_by(said, names),
        people=_people(row.session_id, said, names),
        session_id=row.session_id,
        session_uuid=row.session_uuid,
        slot_id=row.slot_id,
        slot_uuid=row.slot_uuid,
        title_language=title.language if title.is_fallback else "",
        subtitle=subtitle.text,
        abstract=abstract.text,
        abstract_language=abstract.language if abstract.is_fallback else "",
        capacity=said.capacity,
        is_recorded=said.is_recorded,
        is_streamed=said.is_streamed,
        stream_url=said.stream_url,
        track_id=track.id if track else None,
        track_colour=track.colour if track else "",
        track_position=track.position if track else 0,
        track_key=track.name if track else "",
        room_id=room.id if room else None,
        room_code=room.code if room else "",
        room_uuid=room.uuid if room else "",
        room_position=room.position if room else 0,
        sequence=row.sequence,
        changed_at=row.changed_at,
    )


def _run_by(said: SessionContent, names: Names) -> tuple[RunBy, ...]:
    """The lead first; projects that are gone are left out."""
    links = sorted(said.projects, key=lambda link: not link.is_lead)
    return tuple(
        RunBy(names.projects[link.project_id], names.components.get(link.component_id or 0), link.is_lead)
        for link in links
        if link.project_id in names.projects
    )


def _people(session_id: int, said: SessionContent, names: Names) -> tuple[Part, ...]:
    return tuple(
        Part(*names.speakers[link.speaker_id], link.role)
        for link in said.speakers
        if link.speaker_id in names.speakers and (session_id, link.speaker_id, link.role) not in names.declined
    )


def _names(rows: Sequence[Placed], language: str, *, with_people: bool, only_public: bool) -> Names:
    contents = [said for _row, said in rows]
    projects = {link.project_id for said in contents for link in said.projects}
    speakers = {link.speaker_id for said in contents for link in said.speakers} if with_people else set()
    sessions = {row.session_id for row, _said in rows}
    return Names(
        rooms=_by_id(Room, {row.room_id for row, _said in rows if row.room_id}),
        tracks=_by_id(Track, {said.track_id for said in contents if said.track_id}),
        projects=_marks(projects, language or MAIN_LANGUAGE),
        components=_component_numbers(projects),
        speakers=_speaker_names(speakers, only_public=only_public),
        declined=declined_parts(sessions) if speakers and only_public else frozenset(),
    )


def _by_id(model: Any, ids: Iterable[int]) -> dict[int, Any]:
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(ids)))}


def _marks(ids: Iterable[int], language: str) -> dict[int, Mark]:
    shown = (Project.code, Project.title, Project.colour, Project.component_word, Project.translations)
    query = select(Project).where(Project.id.in_(ids)).options(load_only(*shown))
    return {row.id: _mark(row, language) for row in db.session.scalars(query)}


def _mark(row: Project, language: str) -> Mark:
    title = in_language(row, "title", language, MAIN_LANGUAGE).text
    return Mark(row.code, title, row.colour, str(row.component_word))


def _component_numbers(project_ids: Iterable[int]) -> dict[int, int]:
    query = select(Component.id, Component.number).where(Component.project_id.in_(project_ids))
    return {row.id: row.number for row in db.session.execute(query)}


def _speaker_names(ids: Iterable[int], *, only_public: bool) -> dict[int, tuple[str, str]]:
    query = select(Speaker.id, Speaker.code, Speaker.title, Speaker.name).where(Speaker.id.in_(ids))
    if only_public:
        query = query.where(Speaker.consented_at.is_not(None))
    return {row.id: (row.code, f"{row.title} {row.name}".strip()) for row in db.session.execute(query)}


def declined_parts(session_ids: Collection[int]) -> frozenset[tuple[int, int, str]]:
    """(session, speaker, role) of parts that were declined, also of those that the draft does not name any more."""
    links = select(SessionSpeaker.session_id, SessionSpeaker.speaker_id, SessionSpeaker.role).where(
        SessionSpeaker.session_id.in_(session_ids), SessionSpeaker.answer == SpeakerAnswer.DECLINED
    )
    sessions = select(Session.id, Session.declined_parts).where(Session.id.in_(session_ids))
    return frozenset(
        [(row.session_id, row.speaker_id, str(row.role)) for row in db.session.execute(links)]
        + [(row.id, ident, role) for row in db.session.execute(sessions) for ident, role in row.declined_parts]
    )
