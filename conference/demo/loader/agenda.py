"""Tracks, speakers and sessions of one event, and the first release of its agenda."""

from datetime import date, datetime
from typing import Any

from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.core.times import local_day
from conference.demo.files import Table, read, session_times
from conference.events.models import Event
from conference.programme.models import (
    Placement,
    Release,
    Session,
    SessionProject,
    SessionSpeaker,
    Slot,
    Speaker,
    Track,
)
from conference.programme.services import keep_draft

from .directory import organisation_finder

CONSENT = "Invented person (sample)"
OWN_COLUMNS = ("code", "kind", "title", "abstract", "languages", "interpretation", "capacity")


def add_agenda(event: Event, folder: str, tracks: list[Table], *, at: datetime) -> None:
    """In the caller's transaction: add what the files of `folder` tell, and publish it as release 1."""
    Agenda(event, tracks, at).add(read(f"{folder}/speakers")["speakers"], read(f"{folder}/agenda")["sessions"])


class Agenda:
    """An agenda being built: what its sessions refer to, by name."""

    def __init__(self, event: Event, tracks: list[Table], at: datetime) -> None:
        self.event, self.at = event, at
        self.first_day: date = local_day(event.starts_at, event.zone)
        self.projects = {link.project.code: link.project for link in event.project_links}
        self.rooms = {room.name: room for room in event.rooms}
        self.tracks = {
            track["name"]: Track(event_id=event.id, **track, position=position) for position, track in enumerate(tracks)
        }
        self.speakers: dict[str, Speaker] = {}
        self.release = Release(
            event_id=event.id, number=1, note="First version", published_at=event.published_at, published_by="demo"
        )

    def add(self, speakers: list[Table], sessions: list[Table]) -> None:
        find = organisation_finder()
        self.speakers = {
            entry["code"]: Speaker(
                **{**entry, "organisation": find(entry["organisation"])},
                event_id=self.event.id,
                uuid=new_uuid7(),
                consented_at=self.at,
                consent_source=CONSENT,
            )
            for entry in speakers
        }
        db.session.add_all([*self.tracks.values(), *self.speakers.values()])
        db.session.flush()
        with db.session.no_autoflush:
            db.session.add_all([self._session(entry) for entry in sessions])
        db.session.flush()
        self.release.published_at = self.event.published_at or self.at
        db.session.add(self.release)
        db.session.flush()
        keep_draft(self.event, self.release, None)

    def _session(self, entry: Table) -> Session:
        own: dict[str, Any] = {column: entry[column] for column in OWN_COLUMNS if column in entry}
        session = Session(
            **own,
            uuid=new_uuid7(),
            event_id=self.event.id,
            track=self.tracks[entry["track"]] if "track" in entry else None,
            created_at=self.at,
            changed_at=self.at,
            project_links=[self._run_by(words, position) for position, words in enumerate(entry["run_by"])],
            speaker_links=[self._part(words, place) for place, words in enumerate(entry.get("speakers", ()))],
        )
        session.slots = [Slot(uuid=session.uuid)]
        session.placements = [self._placement(entry, session.slots[0])]
        return session

    def _run_by(self, words: str, position: int) -> SessionProject:
        """`words` are "BOMCA", or "BOMCA/4" for its component 4; who is named first leads."""
        code, _, number = words.partition("/")
        project = self.projects[code]
        component = next(part for part in project.components if str(part.number) == number) if number else None
        return SessionProject(project=project, component=component, is_lead=position == 0, position=position)

    def _part(self, words: str, position: int) -> SessionSpeaker:
        code, _, role = words.partition("/")
        return SessionSpeaker(speaker=self.speakers[code], role=role, position=position)

    def _placement(self, entry: Table, slot: Slot) -> Placement:
        starts_at, ends_at = session_times(entry, self.first_day, self.event.zone)
        return Placement(
            slot=slot,
            room=self.rooms[entry["room"]] if "room" in entry else None,
            starts_at=starts_at,
            ends_at=ends_at,
        )
