"""What a scan means. Pure: the facts about a ticket in, the decision out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.core.times import local_day
from conference.events.models import Mode
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
    EXPIRED = "expired"
    ONLINE = "online"
    WRONG_DAY = "wrong_day"
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
    """What is known of a ticket when it is read.

    `rights`: where its category opens doors (registration/models/categories.py). `zone`: that of the event.
    """

    event_id: int
    state: str
    revoked_at: datetime | None
    revoked_reason: str
    mode: str = Mode.IN_PERSON
    rights: Mapping[str, Any] = field(default_factory=dict)
    zone: str = "UTC"


@dataclass(frozen=True)
class Decision:
    outcome: Outcome
    reason: str = ""


def decide(ticket: TicketFacts | None, event_id: int, *, is_inside: bool, at: datetime | None = None) -> Decision:
    """Judge one entry scan at a list of `event_id`; `ticket` None: no ticket has that code. `at`: when it was read."""
    if ticket is None:
        return Decision(Outcome.UNKNOWN, Reason.NOT_A_TICKET)
    if ticket.event_id != event_id:
        return Decision(Outcome.UNKNOWN, Reason.OTHER_EVENT)
    if ticket.state != RegistrationState.CONFIRMED:
        return Decision(Outcome.REFUSED, Reason(ticket.state))
    if ticket.revoked_at is not None:
        # its own person is confirmed, so a newer ticket took its place
        return Decision(Outcome.REFUSED, Reason.REPLACED)
    if is_inside:
        return Decision(Outcome.ALREADY)
    reason = _no_right(ticket, at)
    return Decision(Outcome.REFUSED, reason) if reason else Decision(Outcome.ADMITTED)


def _no_right(ticket: TicketFacts, at: datetime | None) -> Reason | None:
    """What a valid badge lacks to open the door."""
    if ticket.mode == Mode.ONLINE:
        return Reason.ONLINE
    days = ticket.rights.get("days")
    if days and at is not None and local_day(at, ticket.zone).isoformat() not in days:
        return Reason.WRONG_DAY
    return None


def why_not_undo(*, outcome: str, scanned_at: datetime, is_undone: bool, at: datetime) -> NotUndoable | None:
    """Say why an entry cannot be taken back at `at`; None when it can."""
    if outcome != Outcome.ADMITTED:
        return NotUndoable(_("Only a scan that let somebody in can be undone"))
    if is_undone:
        return NotUndoable(_("This scan is undone already"))
    if at > scanned_at + UNDO_WINDOW:
        return NotUndoable(_("A scan can be undone for five minutes only; ask the organiser"))
    return None
