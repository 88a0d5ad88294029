"""What the door knows of a person, for the copy that they get of their data. It names nobody, so it is not erased."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _

from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import queries

TABLES = ("scan", "presence", "scan_conflict", "door_record")


def copy(registration: Registration) -> Iterator[Kept]:
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


def keep(_registration: Registration, _at: datetime) -> None:
    """Whether somebody came is a figure; the rows lead to a registration that names nobody any more."""
