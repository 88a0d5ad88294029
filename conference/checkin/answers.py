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


def words_of_reason(reason: str) -> str:
    words: dict[str, str] = {
        Reason.NOT_A_TICKET: _("This code is not a ticket of this event"),
        Reason.OTHER_EVENT: _("This ticket belongs to another event"),
        Reason.CANCELLED: _("This registration is cancelled. Send the person to the desk."),
        Reason.DECLINED: _("This registration was declined. Send the person to the desk."),
        Reason.PENDING: _("This registration is not approved yet. Send the person to the desk."),
        Reason.WAITING: _("This person is on the waiting list. Send the person to the desk."),
        Reason.EXPIRED: _("This registration has expired. Send the person to the desk."),
        Reason.ONLINE: _("This person takes part online. Send the person to the desk."),
        Reason.WRONG_DAY: _("This badge is not for today. Send the person to the desk."),
        Reason.WRONG_POINT: _("This badge does not open this door. Send the person to the desk."),
        Reason.NOT_SIGNED_UP: _("This person has no place in this session. Send them to the desk."),
        Reason.ROOM_FULL: _("The room is full. Nobody can enter until somebody leaves."),
        Reason.NO_SEAT: _("This phone has no free seat left. Connect it to the network, or ask another door."),
        Reason.LEFT_FIRST: _("This person was not in, but is noted as having left."),
        Reason.BLANK: _("This blank badge has not been given to anybody yet. Register the person first."),
        Reason.VOID: _("This badge is no longer valid. Send the person to the desk."),
        Reason.EXPIRED_LIST: _("The list on this phone is too old. Connect it to the network."),
        Reason.REPLACED: _("This badge was replaced. Ask for the newer one."),
    }
    return words.get(reason, "")
