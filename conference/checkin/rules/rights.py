"""Which points a badge opens: `registration.rules.entry` says it, asked here as points see it."""

from dataclasses import dataclass

from conference.registration.rules.entry import EntryRights, lack_at

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
    room = point.room if point.kind == PointKind.ROOM else None
    session = point.session if point.kind == PointKind.SESSION else None
    return lack_at(rights, room=room or "", session=session or "") is None


def days_of(rights: EntryRights) -> list[str] | None:
    """The local days on which the badge opens anything; None: every day."""
    return None if rights.days is None else sorted(day.isoformat() for day in rights.days)


def enters(rights: EntryRights, session: str, *, needs_place: bool, has_place: bool) -> bool:
    """Tell whether the badge is good for a session, wherever it is held."""
    return lack_at(rights, session=session) is None and (has_place or not needs_place)
