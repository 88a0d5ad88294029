"""What people read about announcements and the deeds of this feature."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from conference.core import audit
from conference.core.times import instant
from conference.events.models import Event
from conference.mail.words import KIND_WORDS

from .announcement_queries import KIND, TEST_KIND
from .models import Announcement, AnnouncementState, Timing
from .rules import due_at

DEED_WORDS = {
    "message.resent": _l("Sent again"),
    "message.settled": _l("Said to have arrived"),
    "mail.settings_changed": _l("Sender of e-mails changed"),
    "wording.saved": _l("Text of an e-mail changed"),
    "wording.reset": _l("Text of an e-mail back to the built-in one"),
    "mail.address_works": _l("Address marked as working again"),
    "mail.unsubscribed": _l("Unsubscribed from announcements"),
    "mail.subscribed": _l("Subscribed to announcements again"),
    "announcement.added": _l("Announcement written"),
    "announcement.changed": _l("Announcement changed"),
    "announcement.file_added": _l("File added"),
    "announcement.file_removed": _l("File removed"),
    "announcement.scheduled": _l("Sent or planned"),
    "announcement.unplanned": _l("Plan taken back"),
    "announcement.discarded": _l("Announcement deleted"),
    "announcement.paused": _l("Paused"),
    "announcement.resumed": _l("Goes on"),
    "announcement.stopped": _l("Stopped"),
    "announcement.tested": _l("Test sent"),
    "announcement.started": _l("Begins to go out"),
    "announcement.finished": _l("All sent"),
}
audit.describe(DEED_WORDS)
KIND_WORDS.update({KIND: _l("Announcement"), TEST_KIND: _l("Test of an announcement")})

STATE_WORDS: dict[str, Any] = {
    AnnouncementState.DRAFT: _l("Draft"),
    AnnouncementState.SCHEDULED: _l("Planned"),
    AnnouncementState.STARTING: _l("Being sent"),
    AnnouncementState.SENDING: _l("Being sent"),
    AnnouncementState.PAUSED: _l("Paused"),
    AnnouncementState.SENT: _l("Sent"),
    AnnouncementState.STOPPED: _l("Stopped"),
}
LOOKS: dict[str, str] = {
    AnnouncementState.DRAFT: "draft",
    AnnouncementState.SCHEDULED: "waiting",
    AnnouncementState.STARTING: "sending",
    AnnouncementState.SENDING: "sending",
    AnnouncementState.PAUSED: "waiting",
    AnnouncementState.SENT: "sent",
    AnnouncementState.STOPPED: "cancelled",
}
TIMING_WORDS: dict[str, Any] = {
    Timing.NOW: _l("When I press “Send”"),
    Timing.AT: _l("At a date and time"),
    Timing.DAYS_BEFORE: _l("Some days before the event"),
    Timing.EVENING_BEFORE: _l("On the evening before the event"),
    Timing.HOURS_AFTER: _l("Some hours after the event"),
}


def state_of(announcement: Announcement) -> tuple[str, str]:
    """The two arguments of the status component."""
    return LOOKS[announcement.state], str(STATE_WORDS[announcement.state])


def when_of(announcement: Announcement, event: Event) -> str:
    """When it goes out, or went, in words."""
    if announcement.started_at:
        return instant(announcement.started_at, event.zone)
    due = due_at(announcement, event)
    when = instant(due, event.zone) if due else ""
    number = announcement.amount
    if announcement.timing == Timing.DAYS_BEFORE:
        return ngettext(
            "%(num)d day before the event: %(when)s", "%(num)d days before the event: %(when)s", number, when=when
        )
    if announcement.timing == Timing.EVENING_BEFORE:
        return _("The evening before the event: %(when)s", when=when)
    if announcement.timing == Timing.HOURS_AFTER:
        return ngettext(
            "%(num)d hour after the event: %(when)s", "%(num)d hours after the event: %(when)s", number, when=when
        )
    return when or _("When somebody sends it")
