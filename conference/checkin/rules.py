"""What a scan means. Pure: the facts about a ticket in, the decision out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.registration.models import RegistrationState

from .models import Outcome

UNDO_WINDOW = timedelta(minutes=5)


class Reason(StrEnum):
    """Why a scan did not let anybody in: stable words for programs."""

    NOT_A_TICKET = "not_a_ticket"
    OTHER_EVENT = "other_event"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    PENDING = "pending"
    WAITING = "waiting"
    REPLACED = "replaced"


class ScanIdReused(Refused):
    code: ClassVar[str] = "scan_id_reused"


class NotUndoable(Refused):
    code: ClassVar[str] = "not_undoable"


@dataclass(frozen=True)
class Reading:
    """What a device read: a code (camera, hand scanner, typed) or the public code of a person found by name."""

    scan_id: str
    code: str | None
    registration: str | None
    via: str
    scanned_at: datetime


@dataclass(frozen=True)
class Door:
    """The device that scans, as plain values: it stays the same over many scans."""

    device_id: int
    event_id: int
    list_id: int


@dataclass(frozen=True)
class TicketFacts:
    """What is known of a ticket when it is read."""

    event_id: int
    state: str
    revoked_at: datetime | None
    revoked_reason: str


@dataclass(frozen=True)
class Decision:
    outcome: Outcome
    reason: str = ""


def decide(ticket: TicketFacts | None, event_id: int, *, is_inside: bool) -> Decision:
    """Judge one entry scan at a list of `event_id`; `ticket` None: no ticket has that code."""
    if ticket is None:
        return Decision(Outcome.UNKNOWN, Reason.NOT_A_TICKET)
    if ticket.event_id != event_id:
        return Decision(Outcome.UNKNOWN, Reason.OTHER_EVENT)
    if ticket.state != RegistrationState.CONFIRMED:
        return Decision(Outcome.REFUSED, Reason(ticket.state))
    if ticket.revoked_at is not None:
        # its own person is confirmed, so a newer ticket took its place
        return Decision(Outcome.REFUSED, Reason.REPLACED)
    return Decision(Outcome.ALREADY if is_inside else Outcome.ADMITTED)


def why_not_undo(*, outcome: str, scanned_at: datetime, is_undone: bool, at: datetime) -> NotUndoable | None:
    """Say why an entry cannot be taken back at `at`; None when it can."""
    if outcome != Outcome.ADMITTED:
        return NotUndoable(_("Only a scan that let somebody in can be undone"))
    if is_undone:
        return NotUndoable(_("This scan is undone already"))
    if at > scanned_at + UNDO_WINDOW:
        return NotUndoable(_("A scan can be undone for five minutes only; ask the organiser"))
    return None
