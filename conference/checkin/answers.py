"""What a door is told about a scan: the words of the verdict, in the staff's language, as plain JSON values."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from conference.core import times
from conference.registration.models import Registration

from . import rules
from .models import Outcome, Scan, ScanKind
from .queries import Found, ScanStory
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


def answer(story: ScanStory, counts: dict[str, int], zone: str, at: datetime) -> dict[str, Any]:
    """The whole answer to one scan; the same scan asked again gets the same words."""
    scan, person = story.scan, story.registration
    verdict = verdict_of(scan)
    return {
        "scan_id": scan.id,
        "verdict": verdict,
        "word": word_of(verdict),
        "title": person.name if person else "",
        "subtitle": second_line(person) if person else "",
        "notes": [],
        "detail": detail(story, zone),
        "category": {"word": person.category.name, "colour": person.category.colour} if person else None,
        "undoable": is_undoable(scan, is_undone=story.undone_by is not None, at=at),
        "counts": counts,
    }


def second_line(person: Registration) -> str:
    return " · ".join(part for part in (person.national_name, person.organisation) if part)


def is_undoable(scan: Scan, *, is_undone: bool, at: datetime) -> bool:
    if scan.kind == ScanKind.UNDO:
        return False
    return rules.why_not_undo(outcome=scan.outcome, scanned_at=scan.received_at, is_undone=is_undone, at=at) is None


def detail(story: ScanStory, zone: str) -> str:
    """One sentence that tells door staff what to do or where the person came in."""
    scan = story.scan
    if scan.reason == Reason.ALREADY:
        if story.entered_at is None:
            return _("Was in at that time; it has been undone since")
        when = times.clock(story.entered_at, zone)
        if story.entered_at < scan.received_at and times.local_day(story.entered_at, zone) != times.local_day(
            scan.received_at, zone
        ):
            when = times.instant(story.entered_at, zone)
        return _("Already in, %(time)s, %(entrance)s", time=when, entrance=story.entered_by or "")
    if scan.reason == Reason.REPLACED and scan.ticket and scan.ticket.revoked_at:
        when = times.clock(scan.ticket.revoked_at, zone)
        return _("This badge was replaced at %(time)s. Ask for the newer one.", time=when)
    return words_of_reason(scan.reason)


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
        Reason.VOID: _("This badge is no longer valid. Send the person to the desk."),
        Reason.EXPIRED_LIST: _("The list on this phone is too old. Connect it to the network."),
        Reason.REPLACED: _("This badge was replaced. Ask for the newer one."),
    }
    return words.get(reason, "")


def recent(scans: list[tuple[Scan, bool]], at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "scan_id": scan.id,
            "verdict": "undone" if is_undone else verdict_of(scan),
            "title": scan.registration.name if scan.registration else "",
            "at": scan.received_at.isoformat(),
            "undoable": is_undoable(scan, is_undone=is_undone, at=at),
        }
        for scan, is_undone in scans
    ]


def found(people: list[Found]) -> list[dict[str, Any]]:
    return [
        {
            "registration": person.registration.code,
            "name": person.registration.name,
            "national_name": person.registration.national_name,
            "organisation": person.registration.organisation,
            "category": person.category,
            "code_tail": person.registration.code[-3:],
            "state": state_of(person),
            "note": "" if person.registration.state == "confirmed" else words_of_reason(person.registration.state),
        }
        for person in people
    ]


def state_of(person: Found) -> str:
    if person.is_inside:
        return "inside"
    return "expected" if person.registration.state == "confirmed" else "not_admissible"
