"""What the door knows of a person, for the copy that they get of their data. Scans name nobody and are not erased."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _

from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import queries, words
from .queries.notes import marks_of
from .services.notes import forget_notes

TABLES = ("door_note", "scan", "presence", "scan_conflict", "door_record", "blank_use")


def copy(registration: Registration) -> Iterator[Kept]:
    marks = marks_of([registration.id]).get(registration.id, {})
    yield Kept("door_notes", _("What staff at the door are told"), [
        [Line("kind", _("Note"), kind), Line("words", _("Words"), text or str(words.NOTE_WORDS[kind]))]
        for kind, text in marks.items()
    ])  # fmt: skip
    entries, scans = queries.entries_of(registration.id), queries.scans_of(registration.id)
    yield Kept("check_ins", _("Where you are in"), [
        [Line("point", _("Check point"), name), Line("entered_at", _("Came in"), at)] for name, at in entries
    ])  # fmt: skip
    yield Kept("scans", _("Readings of your ticket"), [
        [
            Line("at", _("When"), scan.scanned_at), Line("received_at", _("Received"), scan.received_at),
            Line("point", _("Check point"), scan.point.name), Line("kind", _("Kind"), scan.kind),
            Line("door", _("Entrance"), scan.device.name if scan.device else ""),
            Line("outcome", _("Outcome"), scan.outcome), Line("reason", _("Why"), scan.reason),
        ]
        for scan in scans
    ])  # fmt: skip


def erase(registration: Registration, _at: datetime) -> None:
    """Notes go. Whether somebody came is a figure; those rows lead to a registration that names nobody any more."""
    forget_notes(registration.id)
