"""What is taken over from another event, and when its sessions would be. Pure."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar

from conference.core import times
from conference.core.errors import Refused

PARTS = ("rooms", "tracks", "teams", "speakers", "sessions", "places")


class NothingChosen(Refused):
    code: ClassVar[str] = "nothing_chosen"


def shifted(at: datetime, zone: str, days: timedelta, to_zone: str) -> datetime | None:
    """The same wall time `days` later on the clocks of the other event; None for one that they skip."""
    wall = times.to_zone(at, zone).replace(tzinfo=None) + days
    try:
        return times.from_wall(wall, to_zone)
    except ValueError:
        return None


def mark_of(source: str, parts: Collection[str], counts: Mapping[str, int]) -> str:
    """Equal for copies that add the same: whoever confirms what was shown confirms exactly that."""
    return hashlib.sha256(json.dumps([source, sorted(parts), dict(counts)]).encode()).hexdigest()


def between(first: date, other: date) -> timedelta:
    return other - first
