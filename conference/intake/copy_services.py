"""Taking over a programme from another event: all that was chosen in one transaction, into the draft."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.text import fold
from conference.core.times import local_day
from conference.events.models import Event, EventProject, Room
from conference.events.services import touch_event
from conference.programme.edit_queries import drafted_placements
from conference.programme.edit_services import whole_days, write_session
from conference.programme.models import InterpretationTeam, Session, Speaker, Track
from conference.programme.place_services import set_places
from conference.programme.rules import Place, SpeakerPart
from conference.programme.session_rules import values_of

from .copy_rules import PARTS, NothingChosen, between, shifted

NAMED = {
    "rooms": (Room, ("name", "building", "floor", "capacity", "booths", "equipment", "translations", "position")),
    "tracks": (Track, ("name", "description", "colour", "translations", "position")),
    "teams": (InterpretationTeam, ("name", "languages", "position")),
}
OF_SPEAKERS = ("title", "name", "national_name", "position", "organisation_id", "organisation_name", "country",
               "biography", "email", "language", "photo_id", "translations")  # fmt: skip


def copy_programme(
    source_id: int, event_id: int, parts: Collection[str], *, actor: audit.Actor, at: datetime
) -> dict[str, int]:
    """Take over `parts` of PARTS from one event to another; returns how many of each were added, and "unplaced" times.

    What is there under the same name stays as it is, so that copying twice adds nothing. Speakers come without
    consent, answers, links and absences. Raises NothingChosen.
    """
    if not set(parts) & set(PARTS):
        raise NothingChosen(_("Choose what to copy"))
    with transaction() as session:
        event = lock(Event, event_id)
        copy = Copying(session.get_one(Event, source_id), event, frozenset(parts), at)
        counts = copy.run()
        session.flush()
        touch_event(event_id)
        audit.record(
            "event.programme_copied", event, actor=actor, event_id=event_id, at=at, source=copy.source.slug, **counts
        )
    return counts


class Undone(Exception):
    """Takes back what was written to see what it would be."""


def would_copy(source_id: int, event_id: int, parts: Collection[str], *, at: datetime) -> dict[str, int]:
    """Count what `copy_programme` would add, and add nothing. Raises NothingChosen."""
    if not set(parts) & set(PARTS):
        raise NothingChosen(_("Choose what to copy"))
    counts: dict[str, int] = {}
    with suppress(Undone), transaction() as session:
        event = lock(Event, event_id)
        counts = Copying(session.get_one(Event, source_id), event, frozenset(parts), at).run()
        raise Undone
    return counts


def copy_projects(source_id: int, event_id: int) -> None:
    """Let the projects of one event organise another too."""
    with transaction() as session:
        source, event = session.get_one(Event, source_id), lock(Event, event_id)
        there = {link.project_id for link in event.project_links}
        for link in source.project_links:
            if link.project_id not in there:
                event.project_links.append(EventProject(project_id=link.project_id, position=link.position))
        event.version += 1


class Copying:
    """One copy under way: what stands for what, by id."""

    def __init__(self, source: Event, event: Event, parts: frozenset[str], at: datetime) -> None:
        self.source, self.event, self.parts, self.at = source, event, parts, at
        self.days: timedelta = between(local_day(source.starts_at, source.zone), local_day(event.starts_at, event.zone))
        self.idents: dict[str, dict[int, int]] = {}
        self.speakers: dict[str, str] = {}
        self.unplaced = 0

    def run(self) -> dict[str, int]:
        counts = {kind: self._named(kind) for kind in NAMED}
        counts["speakers"] = self._people()
        counts["sessions"] = self._sessions() if "sessions" in self.parts else 0
        counts["unplaced"] = self.unplaced
        return counts

    def _named(self, kind: str) -> int:
        """Rooms, tracks or teams: known by their names."""
        model, columns = NAMED[kind]
        there = {row.name: row for row in _rows(model, self.event.id)}
        added = 0
        for row in _rows(model, self.source.id):
            if row.name not in there and kind in self.parts:
                there[row.name] = model(event_id=self.event.id, **{name: getattr(row, name) for name in columns})
                db.session.add(there[row.name])
                added += 1
        db.session.flush()
        self.idents[kind] = {row.id: there[row.name].id for row in _rows(model, self.source.id) if row.name in there}
        return added

    def _people(self) -> int:
        """Speakers: known by name and organisation."""
        there = {_person(row): row for row in _rows(Speaker, self.event.id)}
        added = 0
        for row in _rows(Speaker, self.source.id):
            if _person(row) not in there and "speakers" in self.parts:
                own = {name: getattr(row, name) for name in OF_SPEAKERS}
                new = Speaker(event_id=self.event.id, uuid=new_uuid7(), code=new_code(8), **own)
                db.session.add(new)
                there[_person(row)] = new
                added += 1
            if _person(row) in there:
                self.speakers[row.code] = there[_person(row)].code
        db.session.flush()
        return added

    def _sessions(self) -> int:
        there = {(fold(row.title), str(row.kind)) for row in _rows(Session, self.event.id)}
        projects = {project.id for project in self.event.projects}
        added = 0
        for old in _rows(Session, self.source.id):
            if (fold(old.title), str(old.kind)) in there or old.cancelled_at is not None:
                continue
            said = values_of(old, drafted_placements(old.id).values())
            values = replace(
                said,
                track_id=self.idents["tracks"].get(said.track_id or 0),
                interpretation_team_id=self.idents["teams"].get(said.interpretation_team_id or 0),
                places=tuple(self._places(said.places)) if "places" in self.parts else (),
                projects=tuple(part for part in said.projects if part.project_id in projects),
                speakers=tuple(
                    SpeakerPart(self.speakers[part.code], part.role)
                    for part in said.speakers
                    if part.code in self.speakers
                ),
                stream_url="",
            )
            row = Session(
                event_id=self.event.id, uuid=new_uuid7(), code=new_code(6), created_at=self.at, translations={}
            )
            db.session.add(row)
            write_session(row, values, self.at)
            db.session.flush()
            set_places(row, values.places)
            added += 1
        return added

    def _places(self, places: Collection[Place]) -> Iterator[Place]:
        """As many days later; what would be outside the event's days stays without a place."""
        first, last = whole_days(self.event)
        for place in places:
            starts_at = shifted(place.starts_at, self.source.zone, self.days, self.event.zone)
            if starts_at is None or starts_at < first or starts_at + (place.ends_at - place.starts_at) > last:
                self.unplaced += 1
                continue
            room_id = self.idents["rooms"].get(place.room_id or 0)
            yield Place(room_id, starts_at, starts_at + (place.ends_at - place.starts_at))


def _rows(model: Any, event_id: int) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.event_id == event_id).order_by(model.id)))


def _person(row: Speaker) -> tuple[str, str]:
    return fold(row.name), fold(row.affiliation)
