"""Tracks, speakers and sessions of one event, and the releases of its agenda."""

from datetime import date, datetime, timedelta
from typing import Any

from conference.core.codes import new_uuid7
from conference.core.db import db
from conference.core.times import local_day
from conference.demo.files import Table, read, session_times
from conference.events.models import Event
from conference.programme.models import (
    InterpretationTeam,
    Material,
    Placement,
    Release,
    Session,
    SessionProject,
    SessionSpeaker,
    Slot,
    Speaker,
    SpeakerAnswer,
    Track,
)
from conference.programme.services import keep_draft

from .directory import organisation_finder

CONSENT = "Invented person (sample)"
OWN_COLUMNS = ("code", "kind", "title", "abstract", "languages", "interpretation", "capacity")


NEXT_RELEASE = timedelta(days=6)  # after the first
CHANGES = "One session a little later, and the evening is called off"


def add_agenda(event: Event, folder: str, tracks: list[Table], teams: list[Table], *, at: datetime) -> None:
    """In the caller's transaction: add what the files of `folder` tell, and publish it; `changes` as release 2."""
    told = read(f"{folder}/agenda")
    agenda = Agenda(event, tracks, teams, at)
    agenda.add(read(f"{folder}/speakers")["speakers"], told["sessions"])
    if told.get("changes"):
        agenda.change(told["changes"])


class Agenda:
    """An agenda being built: what its sessions refer to, by name."""

    def __init__(self, event: Event, tracks: list[Table], teams: list[Table], at: datetime) -> None:
        self.event, self.at = event, at
        self.first_day: date = local_day(event.starts_at, event.zone)
        self.projects = {link.project.code: link.project for link in event.project_links}
        self.rooms = {room.name: room for room in event.rooms}
        self.tracks = {
            track["name"]: Track(event_id=event.id, **track, position=position) for position, track in enumerate(tracks)
        }
        self.teams = {team["name"]: InterpretationTeam(event_id=event.id, **team) for team in teams}
        self.speakers: dict[str, Speaker] = {}
        self.sessions: dict[str, Session] = {}
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
        db.session.add_all([*self.tracks.values(), *self.teams.values(), *self.speakers.values()])
        db.session.flush()
        with db.session.no_autoflush:
            self.sessions = {entry["code"]: self._session(entry) for entry in sessions}
            db.session.add_all(self.sessions.values())
        db.session.flush()
        self.release.published_at = self.event.published_at or self.at
        db.session.add(self.release)
        db.session.flush()
        keep_draft(self.event, self.release, None)

    def change(self, changes: list[Table]) -> None:
        """Call sessions off or move the first slot of others, and publish that."""
        for entry in changes:
            session = self.sessions[entry["code"]]
            if entry.get("cancelled"):
                session.cancelled_at = self.release.published_at
            else:
                placement = next(row for row in session.placements if row.release_id is None)
                placement.starts_at, placement.ends_at = session_times(entry, self.first_day, self.event.zone)
                placement.room = self.rooms[entry["room"]]
        release = Release(
            event_id=self.event.id, number=2, note=CHANGES, published_by="demo",
            published_at=min(self.at, self.release.published_at + NEXT_RELEASE),
        )  # fmt: skip
        db.session.add(release)
        db.session.flush()
        db.session.expire_all()
        keep_draft(self.event, release, self.release)

    def _session(self, entry: Table) -> Session:
        own: dict[str, Any] = {column: entry[column] for column in OWN_COLUMNS if column in entry}
        session = Session(
            **own,
            uuid=new_uuid7(),
            event_id=self.event.id,
            translations={"ru": entry["ru"]} if "ru" in entry else {},
            is_recorded=entry.get("recorded", False),
            is_streamed=entry.get("streamed", False),
            interpretation_team=self.teams[entry["team"]] if "team" in entry else None,
            materials=[self._material(link, place) for place, link in enumerate(entry.get("links", ()))],
            track=self.tracks[entry["track"]] if "track" in entry else None,
            created_at=self.at,
            changed_at=self.at,
            project_links=[self._run_by(words, position) for position, words in enumerate(entry["run_by"])],
            speaker_links=[self._part(words, place) for place, words in enumerate(entry.get("speakers", ()))],
        )
        for number, held in enumerate([entry, *entry.get("again", ())]):
            slot = Slot(uuid=new_uuid7() if number else session.uuid)
            session.slots.append(slot)
            session.placements.append(self._placement(held, slot))
        return session

    def _material(self, link: Table, position: int) -> Material:
        return Material(uuid=new_uuid7(), position=position, created_at=self.at, **link)

    def _run_by(self, words: str, position: int) -> SessionProject:
        """`words` are "BOMCA", or "BOMCA/4" for its component 4; who is named first leads."""
        code, _, number = words.partition("/")
        project = self.projects[code]
        component = next(part for part in project.components if str(part.number) == number) if number else None
        return SessionProject(project=project, component=component, is_lead=position == 0, position=position)

    def _part(self, words: str, position: int) -> SessionSpeaker:
        """`words` are "PX2701/host"; "PX2701/host/open" has not answered yet."""
        code, role, *still = words.split("/")
        answer = SpeakerAnswer.NONE if still else SpeakerAnswer.CONFIRMED
        answered_at = None if still else self.at
        return SessionSpeaker(
            speaker=self.speakers[code], role=role, position=position, answer=answer, answered_at=answered_at
        )

    def _placement(self, entry: Table, slot: Slot) -> Placement:
        starts_at, ends_at = session_times(entry, self.first_day, self.event.zone)
        return Placement(
            slot=slot,
            room=self.rooms[entry["room"]] if "room" in entry else None,
            starts_at=starts_at,
            ends_at=ends_at,
        )
