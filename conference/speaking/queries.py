from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from conference.core.db import db
from conference.core.files import StoredFile
from conference.core.translated import Words, in_language
from conference.events.models import Event
from conference.programme.models import Material, Placement, Session, SessionSpeaker, Speaker, SpeakerAnswer

from .models import SpeakerConsent
from .rules import Purpose, Standing, is_link_alive, standing


@dataclass(frozen=True)
class OwnPart:
    """A speaker's part in a session, with the session's places in the draft and what belongs to it."""

    link: SessionSpeaker
    session: Session
    places: tuple[Placement, ...]

    def title(self, reader: str, main: str) -> Words:
        """In the reader's language, where somebody wrote it."""
        return in_language(self.session, "title", reader, main)

    @property
    def takes_materials(self) -> bool:
        return not self.session.cancelled_at and self.link.answer != SpeakerAnswer.DECLINED


def find_by_digest(event_slug: str, digest: str, at: datetime) -> tuple[Speaker, Event] | None:
    """The speaker of the event whose link has that digest, while the link is good."""
    query = (
        select(Speaker, Event)
        .join(Event, Event.id == Speaker.event_id)
        .where(Event.slug == event_slug, Speaker.link_digest == digest)
        .options(joinedload(Speaker.photo), joinedload(Speaker.organisation), selectinload(Speaker.absences))
    )
    row = db.session.execute(query).unique().one_or_none()
    if row is None or not is_link_alive(row[0].link_digest, row[0].link_expires_at, at):
        return None
    return row[0], row[1]


def parts_of(speaker_id: int) -> list[OwnPart]:
    """In the order of the draft, those without a place last; sessions that are called off stay in the list."""
    query = (
        select(SessionSpeaker)
        .where(SessionSpeaker.speaker_id == speaker_id)
        .options(joinedload(SessionSpeaker.session).selectinload(Session.materials).joinedload(Material.file))
    )
    links = list(db.session.scalars(query))
    places = _places([link.session_id for link in links])
    parts = [OwnPart(link, link.session, tuple(places[link.session_id])) for link in links]
    return sorted(parts, key=_in_time)


def _in_time(part: OwnPart) -> tuple[bool, datetime, str]:
    first = part.places[0].starts_at if part.places else part.session.created_at
    return not part.places, first, part.session.title


def _places(session_ids: Iterable[int]) -> dict[int, list[Placement]]:
    query = (
        select(Placement)
        .where(Placement.session_id.in_(list(session_ids)), Placement.release_id.is_(None))
        .options(joinedload(Placement.room))
        .order_by(Placement.starts_at, Placement.id)
    )
    found: dict[int, list[Placement]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.session_id].append(row)
    return found


def find_part(speaker_id: int, session_code: str) -> OwnPart | None:
    return next((part for part in parts_of(speaker_id) if part.session.code == session_code), None)


def find_material_of_speaker(speaker_id: int, uuid: str, *, with_data: bool = False) -> Material | None:
    """What the speaker handed in, whatever session it belongs to."""
    file = joinedload(Material.file)
    query = (
        select(Material)
        .where(Material.speaker_id == speaker_id, Material.uuid == uuid)
        .options(file.options(undefer(StoredFile.data)) if with_data else file)
    )
    return db.session.scalars(query).one_or_none()


def consents_of(speaker_id: int) -> dict[str, SpeakerConsent]:
    """The consent in force, by purpose."""
    query = (
        select(SpeakerConsent)
        .where(SpeakerConsent.speaker_id == speaker_id, SpeakerConsent.withdrawn_at.is_(None))
        .order_by(SpeakerConsent.id)
    )
    return {row.purpose: row for row in db.session.scalars(query)}


def open_consents(speaker_id: int, purpose: Purpose) -> list[SpeakerConsent]:
    query = select(SpeakerConsent).where(
        SpeakerConsent.speaker_id == speaker_id,
        SpeakerConsent.purpose == purpose,
        SpeakerConsent.withdrawn_at.is_(None),
    )
    return list(db.session.scalars(query))


def standings(event_id: int, at: datetime) -> list[tuple[Speaker, Standing]]:
    """Every speaker of the event with what they have done so far, by name. Two selects."""
    query = select(Speaker).where(Speaker.event_id == event_id).order_by(Speaker.name, Speaker.id)
    speakers = list(db.session.scalars(query))
    answers = _answers([speaker.id for speaker in speakers])
    return [
        (
            speaker,
            standing(
                answers[speaker.id],
                has_consented=speaker.is_public,
                has_link=is_link_alive(speaker.link_digest, speaker.link_expires_at, at),
            ),
        )
        for speaker in speakers
    ]


def _answers(speaker_ids: list[int]) -> dict[int, list[str]]:
    """The answers to parts in sessions that are not called off."""
    query = (
        select(SessionSpeaker.speaker_id, SessionSpeaker.answer)
        .join(Session, Session.id == SessionSpeaker.session_id)
        .where(SessionSpeaker.speaker_id.in_(speaker_ids), Session.cancelled_at.is_(None))
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.speaker_id].append(str(row.answer))
    return found


def standing_of(speaker: Speaker, at: datetime) -> Standing:
    is_alive = is_link_alive(speaker.link_digest, speaker.link_expires_at, at)
    return standing(_answers([speaker.id])[speaker.id], has_consented=speaker.is_public, has_link=is_alive)


def speakers_by_codes(event_id: int, codes: Iterable[str]) -> list[Speaker]:
    query = select(Speaker).where(Speaker.event_id == event_id, Speaker.code.in_(list(codes))).order_by(Speaker.id)
    return list(db.session.scalars(query))


def get_speaker(speaker_id: int) -> Speaker | None:
    return db.session.get(Speaker, speaker_id)
