"""What a scan is called where organisers see it: the words of the verdict."""

from flask_babel import gettext as _

from .models import Outcome, Scan, ScanKind
from .rules import Reason

VERDICTS = {Reason.ALREADY: "already", Reason.NOT_A_TICKET: "unknown", Reason.OTHER_EVENT: "other_event"}


def verdict_of(scan: Scan) -> str:
    """The door's name of an outcome: it decides colour, shape and sound."""
    if scan.kind == ScanKind.UNDO:
        return "undone"
    if scan.outcome == Outcome.ADMIT:
        return "out" if scan.kind == ScanKind.EXIT else "in"
    return VERDICTS.get(Reason(scan.reason), "no") if scan.reason else "no"


def word_of(verdict: str) -> str:
    words: dict[str, str] = {
        "in": _("Let in"),
        "out": _("Out"),
        "already": _("Already in"),
        "no": _("No entry"),
        "unknown": _("Not a ticket"),
        "other_event": _("Other event"),
        "undone": _("Undone"),
    }
    return words[verdict]
