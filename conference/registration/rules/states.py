"""The states of a registration and every way from one to another. Pure.

MOVES is the whole machine: the deed, where it starts, where it may end, who may do it. Services ask `why_not`, the
page of a registration shows what `deeds_for` gives, and a test walks through all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.events.models import Event

from ..models import RegistrationState
from .opening import is_event_full
from .refusals import EventOver, WrongState, event_full, wrong_state

PENDING, CONFIRMED, WAITING, DECLINED, CANCELLED, EXPIRED = RegistrationState
ATTENDEE, ORGANISER, SYSTEM = "attendee", "organiser", "system"  # who moves; who cancelled
NAMER = "namer"  # who cancelled, too: the focal point or whoever registered a group


@dataclass(frozen=True)
class Move:
    """A deed: from which states, to which, and whose it is."""

    sources: frozenset[RegistrationState]
    targets: frozenset[RegistrationState]
    who: frozenset[str]


def _move(sources: set[RegistrationState], targets: set[RegistrationState], *who: str) -> Move:
    return Move(frozenset(sources), frozenset(targets), frozenset(who))


MOVES: Mapping[str, Move] = {
    "verify": _move({PENDING}, {PENDING, CONFIRMED}, ATTENDEE),
    "approve": _move({PENDING, WAITING, DECLINED}, {CONFIRMED}, ORGANISER),
    "decline": _move({PENDING, WAITING}, {DECLINED}, ORGANISER),
    "cancel": _move({PENDING, CONFIRMED, WAITING}, {CANCELLED}, ATTENDEE, ORGANISER),
    "restore": _move({CANCELLED, EXPIRED}, {PENDING, CONFIRMED}, ATTENDEE, ORGANISER),
    "queue": _move({PENDING, CONFIRMED}, {WAITING}, ORGANISER),  # for a place of another kind, where none is left
    "pend": _move({CONFIRMED}, {PENDING}, ORGANISER),  # into a category whose places the organisers confirm
    "accept": _move({WAITING}, {PENDING, CONFIRMED}, ATTENDEE),  # a place that was offered
    "promote": _move({WAITING}, {PENDING, CONFIRMED}, SYSTEM),  # the first in line, without asking
    "expire": _move({PENDING, WAITING}, {EXPIRED}, SYSTEM),
    # what an organiser just did to many, taken back
    "undo": _move({CONFIRMED, DECLINED, CANCELLED}, {PENDING, WAITING, CONFIRMED, DECLINED}, ORGANISER),
}
# What may follow a state, whoever does it.
ALLOWED: Mapping[str, frozenset[RegistrationState]] = {
    state: frozenset(
        target for deed, move in MOVES.items() if state in move.sources and deed != "undo" for target in move.targets
    )
    - {state}
    for state in RegistrationState
}


def why_not(deed: str, state: str) -> WrongState | None:
    """Say why the deed does not fit a registration in `state`; None when it does."""
    if state in MOVES[deed].sources:
        return None
    if deed == "approve" and state in (CANCELLED, EXPIRED):
        return WrongState(_("This registration was cancelled or has expired: restore it instead"))
    return wrong_state(state)


def first_state(needs_approval: bool, *, needs_verification: bool = False) -> RegistrationState:  # noqa: FBT001 - a category's own column
    return PENDING if needs_approval or needs_verification else CONFIRMED


def why_not_cancel(event: Event, at: datetime, *, by_attendee: bool) -> EventOver | None:
    if by_attendee and at >= event.ends_at:
        return EventOver(_("This event is over"))
    return None


def why_not_restore(
    event: Event, state: str, cancelled_by: str, at: datetime, *, by_attendee: bool, mode: str = "in_person"
) -> Refused | None:
    """Say why a cancellation cannot be taken back; None when it can. The place itself is asked for when it is taken."""
    if state not in MOVES["restore"].sources:
        return WrongState(_("This registration is not cancelled"))
    if by_attendee and state == CANCELLED and cancelled_by != ATTENDEE:
        return WrongState(_("The organisers cancelled this registration: please write to them"))
    if by_attendee and at >= event.ends_at:
        return EventOver(_("This event is over"))
    if by_attendee and is_event_full(event, mode):
        return event_full(online=mode == "online")
    return None


def state_after_restore(*, had_ticket: bool, needs_approval: bool) -> RegistrationState:
    """Whoever was confirmed before is so again; nobody slips past an approval by cancelling and coming back."""
    return PENDING if needs_approval and not had_ticket else CONFIRMED
