"""What holds for every event. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused


class Phase(StrEnum):
    """The state of an event's page, by the clock alone."""

    ANNOUNCED = "announced"
    LIVE = "live"
    PAST = "past"


@dataclass(frozen=True)
class EventValues:
    """What an organiser says of an event. Instants are UTC."""

    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    mode: str
    venue: str
    address: str
    city: str
    country: str | None
    languages: list[str]
    capacity: int | None
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    contact_email: str
    controller: str
    privacy_text: str


@dataclass(frozen=True)
class RoomValues:
    name: str
    floor: str
    capacity: int | None


class SlugTaken(Refused):
    code: ClassVar[str] = "slug_taken"


class RoomNameTaken(Refused):
    code: ClassVar[str] = "room_name_taken"


class BadTimes(Refused):
    code: ClassVar[str] = "bad_times"


class CapacityTooSmall(Refused):
    code: ClassVar[str] = "capacity_too_small"


def phase(starts_at: datetime, ends_at: datetime, at: datetime) -> Phase:
    if at < starts_at:
        return Phase.ANNOUNCED
    return Phase.LIVE if at < ends_at else Phase.PAST


def why_not_times(
    starts_at: datetime, ends_at: datetime, opens_at: datetime | None, closes_at: datetime | None
) -> BadTimes | None:
    if ends_at <= starts_at:
        return BadTimes(_("The event must end after it starts"))
    if opens_at and closes_at and closes_at <= opens_at:
        return BadTimes(_("Registration must close after it opens"))
    return None


def why_not_capacity(capacity: int | None, places_taken: int) -> CapacityTooSmall | None:
    """A capacity below the places already given would turn people away who have their ticket."""
    if capacity is None or capacity >= places_taken:
        return None
    return CapacityTooSmall(_("%(count)d places are taken already: choose at least that many", count=places_taken))
