"""What is taken over from another event, and when its sessions would be. Pure."""

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


def between(first: date, other: date) -> timedelta:
    return other - first
