"""Which points a badge opens, by the rights of its category (registration/models/categories.py: Category.rights)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..models import PointKind


@dataclass(frozen=True)
class Rights:
    """Local days, codes of rooms, codes of sessions; None: all of them."""

    days: tuple[str, ...] | None = None
    rooms: frozenset[str] | None = None
    sessions: frozenset[str] | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Rights":
        days, rooms, sessions = (stored.get(name) for name in ("days", "rooms", "sessions"))
        return cls(
            days=tuple(sorted(days)) if days else None,
            rooms=frozenset(rooms) if rooms else None,
            sessions=frozenset(sessions) if sessions else None,
        )


@dataclass(frozen=True)
class PlaceOfPoint:
    """A point as rights see it."""

    code: str
    kind: str
    room: str | None = None  # code
    session: str | None = None  # code


def opens(rights: Rights, point: PlaceOfPoint) -> bool:
    """Tell whether the badge opens the point at all; on which days is for `rights.days` to say."""
    if point.kind == PointKind.ROOM and rights.rooms is not None and point.room is not None:
        return point.room in rights.rooms
    if point.kind == PointKind.SESSION and rights.sessions is not None and point.session is not None:
        return point.session in rights.sessions
    return True


def enters(rights: Rights, session: str, *, needs_place: bool, has_place: bool) -> bool:
    """Tell whether the badge is good for a session, wherever it is held."""
    if rights.sessions is not None and session not in rights.sessions:
        return False
    return has_place or not needs_place
