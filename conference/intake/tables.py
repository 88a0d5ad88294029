"""Joins imports of tables to the rest: their pages, and the words of what they do."""

from flask_babel import lazy_gettext as _l

from conference.core import audit

from .models import IntakeKind
from .pages import PAGES
from .views import copies, schedules, tables  # noqa: F401 - their routes
from .ways import Way, add_way


def register_tables() -> None:
    add_way(
        Way(
            10,
            "intake.speakers",
            _l("Speakers from a table"),
            _l("A list of people as CSV or Excel file. Nobody is named in public before they agree."),
        )
    )
    add_way(
        Way(
            20,
            "intake.sessions",
            _l("Sessions from a table"),
            _l("Titles, times, rooms, projects and speakers as CSV or Excel file, also as other systems export them."),
        )
    )
    add_way(
        Way(
            30,
            "intake.schedule",
            _l("Agenda of another system"),
            _l("schedule.xml or schedule.json, as pretalx, frab and this system export them."),
        )
    )
    add_way(
        Way(
            40,
            "intake.copy",
            _l("Copy from another event"),
            _l("Rooms, tracks, speakers and sessions of an event that you organise, moved to the days of this one."),
        )
    )
    PAGES.update({IntakeKind.SPEAKERS: "intake.table", IntakeKind.SESSIONS: "intake.table"})
    audit.describe(
        {
            "event.programme_copied": _l("Programme copied from another event"),
            "speaker.imported": _l("Imported from a table"),
            "session.imported": _l("Imported from a table"),
            "track.imported": _l("Imported from a table"),
        }
    )
