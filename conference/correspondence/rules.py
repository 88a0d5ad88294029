"""When announcements are due, and what may be done with one. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import ClassVar

from flask_babel import gettext as _

from conference.core import times
from conference.core.errors import Refused
from conference.core.translated import Translations, pick
from conference.events.models import Event
from conference.mail.rules import why_not_placeholders
from conference.registration.placeholders import PERSON, TICKET

from .models import Announcement, AnnouncementState, Timing

PLACEHOLDERS = (*PERSON, TICKET)
NAMES = frozenset(placeholder.name for placeholder in PLACEHOLDERS)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_BYTES = 5 * 1024 * 1024  # of all files of an announcement: it goes to many
MOST_FILES = 5
RULES = (Timing.DAYS_BEFORE, Timing.EVENING_BEFORE, Timing.HOURS_AFTER)
EDITABLE = (AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)
UNDER_WAY = (AnnouncementState.STARTING, AnnouncementState.SENDING)
STOPPABLE = (AnnouncementState.SCHEDULED, *UNDER_WAY, AnnouncementState.PAUSED)


class WrongMoment(Refused):
    """The announcement is in a state in which that cannot be done any more."""

    code: ClassVar[str] = "wrong_moment"


class TimeOver(Refused):
    code: ClassVar[str] = "time_over"


class NobodyMeant(Refused):
    code: ClassVar[str] = "nobody"


class TooLarge(Refused):
    code: ClassVar[str] = "too_large"


@dataclass(frozen=True)
class AnnouncementValues:
    """What organisers write and choose; see `Announcement`."""

    subject: str
    body: str
    recipients: Mapping[str, list[str]] = field(default_factory=dict)
    timing: str = Timing.NOW
    send_at: datetime | None = None
    amount: int = 0
    clock: str = ""
    takes_later: bool = False
    translations: Translations = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        return [self.subject, self.body, *(text for texts in self.translations.values() for text in texts.values())]


def due_at(announcement: Announcement, event: Event) -> datetime | None:
    """The instant at which it goes out; None for one that goes out when somebody says so."""
    if announcement.timing in (Timing.NOW, Timing.AT):
        return announcement.send_at
    if announcement.timing == Timing.HOURS_AFTER:
        return event.ends_at + timedelta(hours=announcement.amount)
    days = 1 if announcement.timing == Timing.EVENING_BEFORE else announcement.amount
    day = times.local_day(event.starts_at, event.zone) - timedelta(days=days)
    wall = datetime.combine(day, time.fromisoformat(announcement.clock or "18:00"))
    try:
        return times.from_wall(wall, event.zone)
    except ValueError:  # the clocks skip that hour that night
        return times.from_wall(wall + timedelta(hours=1), event.zone)


def why_not_texts(values: AnnouncementValues) -> Refused | None:
    refusals = (why_not_placeholders(text, NAMES) for text in values.texts)
    return next((refusal for refusal in refusals if refusal), None)


def why_not_send(announcement: Announcement, event: Event, recipients: int, at: datetime) -> Refused | None:
    """Say why it cannot be sent or planned now; None when it can."""
    if announcement.state != AnnouncementState.DRAFT:
        return wrong_moment()
    if announcement.timing == Timing.NOW:
        return None if recipients else NobodyMeant(_("Nobody matches: choose other recipients"))
    due = due_at(announcement, event)
    if due is None:
        return TimeOver(_("Choose when it goes out"))
    if due <= at:
        when = times.instant(due, event.zone)
        return TimeOver(_("That would have been %(when)s, which is over: choose another time", when=when))
    return None


def why_not_file(sizes: list[int], size: int) -> TooLarge | None:
    """Say why one more file cannot go along; None when it can."""
    if len(sizes) >= MOST_FILES:
        return TooLarge(_("At most five files go along: link to further ones in the text"))
    if sum(sizes) + size > MOST_BYTES:
        return TooLarge(_("All files together may have 5 MB, as many mailboxes take no more: link to larger ones"))
    return None


def wrong_moment() -> WrongMoment:
    return WrongMoment(_("That is not possible any more: look how the announcement stands now"))


def takes_more(announcement: Announcement, event: Event, at: datetime) -> bool:
    """Whether people who come to match now still get it."""
    return announcement.takes_later and at < event.starts_at


def texts_in(announcement: Announcement, language: str, main: str) -> tuple[str, str, str]:
    """(subject, text, the language they are in): the reader's where both are written, else the main one."""
    translations = announcement.translations or {}
    subject = pick(announcement.subject, translations, "subject", language, main)
    body = pick(announcement.body, translations, "body", language, main)
    if subject.is_fallback or body.is_fallback:
        return announcement.subject, announcement.body, main
    return subject.text, body.text, body.language


def untranslated(announcement: Announcement, languages: list[str]) -> list[str]:
    """The languages in which it is not written in full; the main one comes first in `languages`."""
    return [code for code in languages[1:] if texts_in(announcement, code, languages[0])[2] != code]
