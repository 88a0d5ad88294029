"""What holds for speakers' own pages. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.programme.models import SpeakerAnswer

LINK_LASTS = timedelta(days=30)  # after the event
REMIND_AFTER = timedelta(days=7)
MOST_REMINDERS = 3


class Purpose(StrEnum):
    PUBLISH = "publish"
    RECORDING = "recording"


class NoAddress(Refused):
    code: ClassVar[str] = "no_address"


class LinkOver(Refused):
    code: ClassVar[str] = "link_over"


class NotDrafted(Refused):
    code: ClassVar[str] = "not_yours"


class BadAbsence(Refused):
    code: ClassVar[str] = "bad_absence"


@dataclass(frozen=True)
class ProfileValues:
    """What speakers say of themselves; the name is theirs too, the role on the agenda is not."""

    title: str
    name: str
    national_name: str
    position: str
    organisation: str
    country: str | None
    biography: str
    language: str


@dataclass(frozen=True)
class TalkValues:
    """What a speaker may change of a session of theirs, in the event's main language."""

    title: str
    abstract: str


@dataclass(frozen=True)
class Absence:
    starts_at: datetime
    ends_at: datetime
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """What a speaker has done so far, for lists of organisers."""

    parts: int
    confirmed: int
    declined: int
    has_consented: bool
    has_link: bool

    @property
    def unanswered(self) -> int:
        return self.parts - self.confirmed - self.declined

    @property
    def is_done(self) -> bool:
        """Nothing is left to ask: every part answered, and consent given unless all were declined."""
        return self.unanswered == 0 and (self.has_consented or self.parts == self.declined)


def standing(answers: Iterable[str], *, has_consented: bool, has_link: bool) -> Standing:
    answers = list(answers)
    return Standing(
        parts=len(answers),
        confirmed=answers.count(SpeakerAnswer.CONFIRMED),
        declined=answers.count(SpeakerAnswer.DECLINED),
        has_consented=has_consented,
        has_link=has_link,
    )


def link_expiry(event_ends_at: datetime, at: datetime) -> datetime:
    """When a link made at `at` ends: some weeks after the event, or after now where the event is over."""
    return max(event_ends_at, at) + LINK_LASTS


def is_link_alive(digest: str | None, expires_at: datetime | None, at: datetime) -> bool:
    return digest is not None and (expires_at is None or at < expires_at)


def why_not_absence(absence: Absence) -> BadAbsence | None:
    if absence.ends_at <= absence.starts_at:
        return BadAbsence(_("The time when you are not there must end after it starts"))
    return None


def consent_text(purpose: Purpose) -> str:
    """The words a speaker agrees to; they are kept with the consent, in the language they were read in."""
    if purpose == Purpose.PUBLISH:
        return _(
            "I agree that my name, position, organisation, country, biography and photo are published with the "
            "agenda of this event: on its pages, in its feeds and in print. I can take this back at any time."
        )
    return _(
        "I agree that my part is recorded and streamed, and that the recording and the materials I hand in may be "
        "published by the organisers. I can take this back for the future at any time."
    )
