"""The speakers of an event, as organisers see them: with or without consent."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.core.text import fold

from .models import SessionSpeaker, Speaker, SpeakerAnswer

STATES = {
    "no_consent": _l("Not agreed to being shown"),
    "unanswered": _l("An answer is open"),
    "declined": _l("Declined a session"),
    "no_photo": _l("Without photo"),
    "no_biography": _l("Without biography"),
    "no_email": _l("Without e-mail address"),
    "no_session": _l("In no session"),
}


@dataclass(frozen=True)
class Listed:
    """A speaker in the list of organisers, with the parts in sessions."""

    speaker: Speaker
    parts: tuple[SessionSpeaker, ...]

    @property
    def states(self) -> set[str]:
        answers = {part.answer for part in self.parts}
        found = {
            "no_consent": not self.speaker.is_public,
            "unanswered": SpeakerAnswer.NONE in answers,
            "declined": SpeakerAnswer.DECLINED in answers,
            "no_photo": self.speaker.photo_id is None,
            "no_biography": not self.speaker.biography,
            "no_email": not self.speaker.email,
            "no_session": not self.parts,
        }
        return {state for state, holds in found.items() if holds}

    def is_in(self, state: str) -> bool:
        return state not in STATES or state in self.states

    def has(self, words: str) -> bool:
        """Every word is found, in any script and without accents."""
        one = self.speaker
        text = fold(f"{one.title} {one.name} {one.national_name} {one.position} {one.affiliation} {one.code}")
        return all(word in text for word in fold(words).split())


def listed_speakers(event_id: int) -> list[Listed]:
    """By name. A constant number of selects."""
    query = (
        select(Speaker)
        .where(Speaker.event_id == event_id)
        .options(selectinload(Speaker.organisation), selectinload(Speaker.photo), selectinload(Speaker.session_links))
        .order_by(Speaker.name, Speaker.id)
    )
    return [Listed(row, tuple(row.session_links)) for row in db.session.scalars(query)]


def state_choices(speakers: Iterable[Listed]) -> list[tuple[str, str]]:
    """(state, its words with the number of speakers), of states that somebody is in."""
    states = [state for row in speakers for state in row.states]
    return [(name, f"{words} ({states.count(name)})") for name, words in STATES.items() if name in states]


def speakers_of_event(event_id: int) -> list[Speaker]:
    """By name, to choose from."""
    query = select(Speaker).where(Speaker.event_id == event_id)
    return list(db.session.scalars(query.order_by(Speaker.name, Speaker.id)))


def find_speaker_of_event(event_id: int, code: str) -> Speaker | None:
    return db.session.scalars(select(Speaker).where(Speaker.event_id == event_id, Speaker.code == code)).one_or_none()


def parts_of(speaker_id: int) -> list[SessionSpeaker]:
    """The speaker's parts in sessions of the draft, with the sessions."""
    query = select(SessionSpeaker).where(SessionSpeaker.speaker_id == speaker_id)
    return list(db.session.scalars(query.options(joinedload(SessionSpeaker.session)).order_by(SessionSpeaker.id)))
