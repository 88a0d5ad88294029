"""Which points a badge opens, by the rights of its category."""

from dataclasses import dataclass

from conference.registration.rules.entry import EntryRights

from ..models import PointKind


@dataclass(frozen=True)
class PlaceOfPoint:
    """A point as rights see it."""

    code: str
    kind: str
    room: str | None = None  # code
    session: str | None = None  # code


def opens(rights: EntryRights, point: PlaceOfPoint) -> bool:
    """Tell whether the badge opens the point at all; on which days is for `days_of` to say."""
    if point.kind == PointKind.ROOM and rights.rooms is not None and point.room is not None:
        return point.room in rights.rooms
    if point.kind == PointKind.SESSION and rights.sessions is not None and point.session is not None:
        return point.session in rights.sessions
    return True


def days_of(rights: EntryRights) -> list[str] | None:
    """The local days on which the badge opens anything; None: every day."""
    return None if rights.days is None else sorted(day.isoformat() for day in rights.days)


def enters(rights: EntryRights, session: str, *, needs_place: bool, has_place: bool) -> bool:
    """Tell whether the badge is good for a session, wherever it is held."""
    if rights.sessions is not None and session not in rights.sessions:
        return False
    return has_place or not needs_place
