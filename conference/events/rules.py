"""What holds for every event. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from .models import Event

RESERVED_SLUGS = frozenset({"organisations", "projects"})  # /manage/projects/ is no event's
WITHDRAWN = "event.withdrawn"  # in the history of an event that was published
FEW_PLACES = 10  # or a tenth of all: from then on the page says how many are left


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
    online_capacity: int | None = None
    join_url: str = ""
    join_minutes: int = 60
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class RegistrationPhase(StrEnum):
    """Whether people may register, as the event's page says it. The registration feature has the last word."""

    SOON = "soon"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class Standing:
    """Where an event stands at some instant; `few_left`: places left once there are few, else None."""

    phase: Phase
    registration: RegistrationPhase
    few_left: int | None


class SlugTaken(Refused):
    code: ClassVar[str] = "slug_taken"


class BadTimes(Refused):
    code: ClassVar[str] = "bad_times"


class CapacityTooSmall(Refused):
    code: ClassVar[str] = "capacity_too_small"


def phase(starts_at: datetime, ends_at: datetime, at: datetime) -> Phase:
    if at < starts_at:
        return Phase.ANNOUNCED
    return Phase.LIVE if at < ends_at else Phase.PAST


def registration_phase(event: Event, at: datetime) -> RegistrationPhase:
    if at >= event.ends_at or (event.registration_closes_at and at >= event.registration_closes_at):
        return RegistrationPhase.CLOSED
    if event.registration_opens_at and at < event.registration_opens_at:
        return RegistrationPhase.SOON
    return RegistrationPhase.FULL if event.places_open == 0 else RegistrationPhase.OPEN


def standing(event: Event, at: datetime) -> Standing:
    registration, left = registration_phase(event, at), event.places_open
    few = max(FEW_PLACES, (event.capacity or 0) // 10)
    return Standing(
        phase=phase(event.starts_at, event.ends_at, at),
        registration=registration,
        few_left=left if registration == RegistrationPhase.OPEN and left is not None and left <= few else None,
    )


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


class OnlineTooSmall(CapacityTooSmall):
    code: ClassVar[str] = "online_capacity_too_small"


def why_not_places(values: EventValues, event: Event) -> CapacityTooSmall | None:
    """The same for the room and for the stream."""
    if refusal := why_not_capacity(values.capacity, event.places_taken):
        return refusal
    if refusal := why_not_capacity(values.online_capacity, event.online_taken):
        return OnlineTooSmall(str(refusal))
    return None
