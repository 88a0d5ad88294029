"""Corrections of a person's attendance, for the copy that they get of their data."""

from collections.abc import Iterator

from flask_babel import gettext as _

from conference.events.telling import said_plainly
from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from .picture_queries import fixes_of

TABLES = ("attendance_fix",)


def copy(registration: Registration) -> Iterator[Kept]:
    rows = [
        [
            Line("session", _("Session"), said_plainly(one.slot.session, "title", registration.event)),
            Line("starts_at", _("From"), one.starts_at),
            Line("ends_at", _("Until"), one.ends_at),
            Line("reason", _("Why"), one.reason),
            Line("made_at", _("When"), one.made_at),
            Line("ended_at", _("No longer in force since"), one.ended_at),
        ]
        for one in fixes_of(registration.event_id, registration.id)
    ]
    yield Kept("attendance_fixes", _("Corrections of your attendance"), rows)
