"""Taking the draft back to what a release shows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.errors import Refused
from conference.core.translated import cleaned
from conference.events.models import Event
from conference.events.services import touch_event
from conference.projects.models import Component, Project

from . import queries
from .changes import TEXTS, Held
from .content import SessionContent, content_of
from .models import Session, SessionProject, SessionSpeaker, Slot, Speaker, SpeakerAnswer, Track
from .place_services import put_slot, take_out
from .rules import Place

PLAIN = ("kind", "capacity", "is_recorded", "is_streamed", "stream_url")


class NoSuchRelease(Refused):
    code = "no_such_release"


def take_back(event_id: int, number: int, *, actor: audit.Actor, at: datetime) -> int:
    """Make the draft say what release `number` shows: texts, places, projects, speakers. Returns how many changed.

    What was added since keeps its words but loses its place. Visitors see nothing of it before the next release.
    """
    with transaction():
        event = lock(Event, event_id)
        release = queries.find_release(event_id, number)
        if release is None:
            raise NoSuchRelease(_("There is no release %(number)d", number=number))
        state = queries.state_of_release(release)
        known = Known(event_id)
        touched = 0
        for session in _sessions(event_id):
            said = state.contents.get(session.id)
            changed = said is not None and _say(session, said, event.main_language, known, at)
            placed = _place(session, _slots_of(session.id, state.slots), is_cancelled=bool(said and said.is_cancelled))
            if changed or placed:
                session.changed_at = at
                touched += 1
                audit.record("session.taken_back", session, actor=actor, event_id=event_id, at=at, number=number)
        touch_event(event_id)
        audit.record("agenda.taken_back", release, actor=actor, event_id=event_id, at=at, number=number)
    return touched


class Known:
    """What the contents of a release may refer to and is still there."""

    def __init__(self, event_id: int) -> None:
        self.tracks = _ids(select(Track.id).where(Track.event_id == event_id))
        self.projects = _ids(select(Project.id))
        self.components = _ids(select(Component.id))
        self.speakers = _ids(select(Speaker.id).where(Speaker.event_id == event_id))


def _ids(query: object) -> set[int]:
    return set(db.session.scalars(query))  # type: ignore[call-overload]


def _sessions(event_id: int) -> Iterable[Session]:
    query = (
        select(Session)
        .where(Session.event_id == event_id)
        .options(selectinload(Session.project_links), selectinload(Session.speaker_links), selectinload(Session.slots))
        .order_by(Session.id)
    )
    return list(db.session.scalars(query))


def _slots_of(session_id: int, slots: Mapping[int, Held]) -> dict[int, Held]:
    return {slot: held for slot, held in slots.items() if held.session_id == session_id}


def _say(session: Session, said: SessionContent, main: str, known: Known, at: datetime) -> bool:
    """Make the session say `said`; False when it does already."""
    before = content_of(session, main)
    texts = _texts(said)
    own = texts.pop(main, {})
    for name in TEXTS:
        setattr(session, name, own.get(name, ""))
    if not session.title:  # the event has another main language now, and nobody translated it
        session.title = said.title
    session.translations = cleaned(texts)
    for name in PLAIN:
        setattr(session, name, getattr(said, name))
    session.track_id = said.track_id if said.track_id in known.tracks else None
    session.languages, session.interpretation = list(said.languages), list(said.interpretation)
    session.cancelled_at = (session.cancelled_at or at) if said.is_cancelled else None
    if before.projects != said.projects:
        _set_projects(session, said, known)
    if before.speakers != said.speakers:
        _set_speakers(session, said, known)
    db.session.flush()
    return content_of(session, main) != before


def _texts(said: SessionContent) -> dict[str, dict[str, str]]:
    """The texts by language, then by name."""
    own = {name: getattr(said, name) for name in TEXTS}
    return {**{language: dict(texts) for language, texts in said.translations.items()}, said.main: own}


def _set_projects(session: Session, said: SessionContent, known: Known) -> None:
    session.project_links.clear()
    db.session.flush()
    session.project_links.extend(
        SessionProject(
            project_id=link.project_id, is_lead=link.is_lead, position=position,
            component_id=link.component_id if link.component_id in known.components else None,
        )
        for position, link in enumerate(said.projects)
        if link.project_id in known.projects
    )  # fmt: skip


def _set_speakers(session: Session, said: SessionContent, known: Known) -> None:
    """Who answered for a part keeps that answer."""
    answers = {(link.speaker_id, str(link.role)): (link.answer, link.answered_at) for link in session.speaker_links}
    session.speaker_links.clear()
    db.session.flush()
    for position, part in enumerate(said.speakers):
        if part.speaker_id in known.speakers:
            answer, answered_at = answers.get((part.speaker_id, part.role), (SpeakerAnswer.NONE, None))
            session.speaker_links.append(
                SessionSpeaker(
                    speaker_id=part.speaker_id, role=part.role, position=position, answer=answer,
                    answered_at=answered_at,
                )
            )  # fmt: skip


def _place(session: Session, slots: Mapping[int, Held], *, is_cancelled: bool) -> bool:
    """Put the slots where they were, the others out; a slot that had been taken out stays out. False when equal."""
    drafted = queries.draft_places(session.id)
    wanted = {slot: held.place for slot, held in slots.items() if is_cancelled or not held.is_cancelled}
    if drafted == wanted:
        return False
    for slot in drafted.keys() - wanted.keys():
        take_out(slot)
    own: dict[int, Slot] = {slot.id: slot for slot in session.slots}
    for ident, (room_id, starts_at, ends_at) in wanted.items():
        put_slot(own[ident], Place(room_id, starts_at, ends_at, ident))
    return True
