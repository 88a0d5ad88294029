"""Which days, rooms and sessions a registration may enter, as its category has it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from conference.events.models import Mode

from ..models import RegistrationState


class Lack(StrEnum):
    """Why somebody may not enter there."""

    STATE = "state"  # not confirmed
    ONLINE = "online"  # takes part, but not in the room
    DAY = "day"
    ROOM = "room"
    SESSION = "session"


@dataclass(frozen=True)
class EntryRights:
    """What a registration opens. `days` are days where the event is, `rooms` and `sessions` codes; None is all.

    `lack`: why it opens nothing at all.
    """

    lack: Lack | None = None
    days: frozenset[date] | None = None
    rooms: frozenset[str] | None = None
    sessions: frozenset[str] | None = None


def entry_rights_of(state: str, mode: str, rights: Mapping[str, Any]) -> EntryRights:
    """What a registration in `state` opens, whose category has `rights` (see models.Category)."""
    lack = None
    if state != RegistrationState.CONFIRMED:
        lack = Lack.STATE
    elif mode == Mode.ONLINE:
        lack = Lack.ONLINE
    days = _part(rights.get("days"))
    return EntryRights(
        lack=lack,
        days=None if days is None else frozenset(date.fromisoformat(day) for day in days),
        rooms=_part(rights.get("rooms")),
        sessions=_part(rights.get("sessions")),
    )


def lack_at(rights: EntryRights, *, on: date | None = None, room: str = "", session: str = "") -> Lack | None:
    """What is missing to enter on that day, that room, that session; None when nothing is.

    A part that is left out is not asked about: the main door of the event asks for the day alone.
    """
    if rights.lack is not None:
        return rights.lack
    if on is not None and rights.days is not None and on not in rights.days:
        return Lack.DAY
    if room and rights.rooms is not None and room not in rights.rooms:
        return Lack.ROOM
    if session and rights.sessions is not None and session not in rights.sessions:
        return Lack.SESSION
    return None


def _part(codes: Iterable[str] | None) -> frozenset[str] | None:
    """A part without anything in it is one that was never narrowed."""
    return frozenset(codes) if codes else None
