"""Which texts of an event lack a translation. A constant number of selects."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from conference.core.db import db
from conference.core.translated import Translated, missing
from conference.events.models import Event, Room
from conference.projects import rules as project_rules
from conference.projects.models import MAIN_LANGUAGE as PROJECT_LANGUAGE

from .models import Session, Speaker, Track

Address = Callable[[Any, str], str]
Texts = tuple[Any, list[Any], Address]  # (words for such rows, rows, where one is edited)
# What higher features have with texts in languages; each joins when it starts.
MORE: dict[str, Callable[[Event], Texts]] = {}
# What each text is called, wherever it stands.
TEXT_WORDS = {
    "title": _l("Title"),
    "subtitle": _l("Subtitle"),
    "abstract": _l("Abstract"),
    "summary": _l("Summary"),
    "venue": _l("Venue"),
    "controller": _l("Who answers for personal data"),
    "privacy_text": _l("Privacy text (Markdown)"),
    "address": _l("Address"),
    "city": _l("City"),
    "name": _l("Name"),
    "description": _l("Description"),
    "floor": _l("Floor"),
    "building": _l("Building"),
    "equipment": _l("Equipment"),
    "position": _l("Position"),
    "organisation_name": _l("Organisation"),
    "biography": _l("Biography"),
    "label": _l("Question"),
    "help": _l("Help"),
    "purpose": _l("What the answers are for"),
}


@dataclass(frozen=True)
class Lacking:
    """One thing with texts that are not translated: what they are called, and the form where they are written."""

    name: str
    texts: Sequence[str]
    address: str


@dataclass(frozen=True)
class Group:
    words: str
    rows: Sequence[Lacking]


@dataclass(frozen=True)
class Progress:
    """How far one language is: texts that are written in the main language, and those of them that it lacks."""

    language: str
    total: int
    missing: int
    groups: Sequence[Group]

    @property
    def done(self) -> int:
        return self.total - self.missing


def progress_of(event: Event) -> list[Progress]:
    """Each language of the event besides its main one."""
    kinds = list(_kinds(event))
    projects = [project for project in event.projects if project_rules.texts_of(project)]
    return [_progress(event, language, kinds, projects) for language in event.languages[1:]]


def _kinds(event: Event) -> Iterable[Texts]:
    """Each kind of thing with texts."""
    slug = event.slug

    def to(endpoint: str, name: str, column: str) -> Address:
        return lambda row, language: url_for(
            endpoint, slug=slug, **{name: getattr(row, column)}, _anchor=f"texts-{language}"
        )

    def rows(model: Any, *order: Any) -> list[Any]:
        return list(db.session.scalars(select(model).where(model.event_id == event.id).order_by(*order)))

    sessions = select(Session).where(Session.event_id == event.id, Session.cancelled_at.is_(None))
    speakers = select(Speaker).where(Speaker.event_id == event.id).options(selectinload(Speaker.organisation))
    settings: Address = lambda _row, language: url_for(  # noqa: E731 - of the same kind as the others
        "manage_events.settings", slug=slug, _anchor=f"texts-{language}"
    )
    yield _l("Event"), [event], settings
    yield (
        _l("Sessions"),
        list(db.session.scalars(sessions.order_by(Session.title, Session.id))),
        to("manage_programme.session", "code", "code"),
    )
    yield _l("Tracks"), rows(Track, Track.position, Track.id), to("manage_tracks.track", "track", "id")
    yield _l("Rooms"), rows(Room, Room.position, Room.id), to("manage_rooms.room", "code", "code")
    yield (
        _l("Speakers"),
        list(db.session.scalars(speakers.order_by(Speaker.name, Speaker.id))),
        to("manage_speakers.speaker", "code", "code"),
    )
    for more in MORE.values():
        yield more(event)


def _progress(event: Event, language: str, kinds: Sequence[Texts], projects: Sequence[Any]) -> Progress:
    main, groups, total = event.languages[0], [], 0
    for words, rows, address in kinds:
        total += sum(1 for row in rows for name in row.TEXTS if getattr(row, name))
        lacking = [_lacking(row, language, main, address) for row in rows]
        groups.append(Group(str(words), [one for one in lacking if one]))
    if language == PROJECT_LANGUAGE:
        projects = []
    total += sum(len(project_rules.texts_of(project)) for project in projects)
    groups.append(Group(str(_l("Projects")), [one for one in (_of_project(row, language) for row in projects) if one]))
    count = sum(len(row.texts) for group in groups for row in group.rows)
    return Progress(language, total, count, [group for group in groups if group.rows])


def _lacking(row: Translated, language: str, main: str, address: Address) -> Lacking | None:
    texts = [str(TEXT_WORDS[name]) for _language, name in missing(row, [language], main)]
    named = "title" if isinstance(row, Event | Session) else "label" if hasattr(row, "label") else "name"
    name = getattr(row, named)
    return Lacking(name, texts, address(row, language)) if texts else None


def _of_project(project: Any, language: str) -> Lacking | None:
    count = project_rules.count_missing(project, language)
    if not count:
        return None
    address = url_for("project_parts.translation", code=project.code, language=language)
    return Lacking(project.code, [str(_l("Text"))] * count, address)
