"""What organisers may say of a check point. Pure."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from ..models import PointKind, Policy
from ..models.notes import USUAL_NOTES
from .notes import fitting_notes


class PointRefused(Refused):
    code: ClassVar[str] = "point_refused"


class NeedsRoom(PointRefused):
    code: ClassVar[str] = "point_needs_room"


class NeedsSession(PointRefused):
    code: ClassVar[str] = "point_needs_session"


class NeedsCapacity(PointRefused):
    code: ClassVar[str] = "point_needs_capacity"


@dataclass(frozen=True)
class PointValues:
    name: str
    kind: str = PointKind.ENTRANCE
    policy: str = Policy.ONCE
    room_id: int | None = None
    session_id: int | None = None
    capacity: int | None = None
    is_strict: bool = False
    grace_minutes: int = 10
    needs_tap: bool = False
    notes: list[str] = field(default_factory=lambda: list(USUAL_NOTES))


def why_not_point(values: PointValues) -> PointRefused | None:
    """Say what a point lacks; None when it can be used."""
    if values.kind == PointKind.ROOM and values.room_id is None:
        return NeedsRoom(_("Choose the room"))
    if values.kind == PointKind.SESSION and values.session_id is None:
        return NeedsSession(_("Choose the session"))
    if values.is_strict and values.capacity is None:
        return NeedsCapacity(_("Enter how many people may be inside, if nobody passes beyond that"))
    return None


def fitting(values: PointValues) -> PointValues:
    """Without what does not belong to its kind: only a room has a room, and no entrance asks for a diet."""
    return replace(
        values,
        room_id=values.room_id if values.kind == PointKind.ROOM else None,
        session_id=values.session_id if values.kind == PointKind.SESSION else None,
        notes=fitting_notes(values.kind, values.notes),
    )
