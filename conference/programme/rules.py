"""What holds for every agenda. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import ClassVar

from flask_babel import gettext as _

from conference.core import times
from conference.core.errors import Refused

LONGEST = timedelta(hours=24)  # agendas elsewhere know no longer ones


class BadPlacement(Refused):
    code: ClassVar[str] = "bad_placement"


class EmptyDraft(Refused):
    code: ClassVar[str] = "empty_draft"


class NothingChanged(Refused):
    code: ClassVar[str] = "nothing_changed"


@dataclass(frozen=True)
class ProjectPart:
    """A project, or one component of it, that runs a session."""

    project_id: int
    component_id: int | None
    is_lead: bool


@dataclass(frozen=True)
class SpeakerPart:
    """A speaker, by public code, in a role."""

    code: str
    role: str


@dataclass(frozen=True)
class Place:
    """Where and when one slot of a session is to be; without `slot_id` it is a new one."""

    room_id: int | None
    starts_at: datetime
    ends_at: datetime
    slot_id: int | None = None


@dataclass(frozen=True)
class SessionValues:
    """What an organiser says of a session; without places it is not on the agenda yet.

    Texts are in the event's main language, `translations` has the others.
    """

    title: str
    kind: str
    abstract: str
    track_id: int | None
    languages: tuple[str, ...]
    interpretation: tuple[str, ...]
    capacity: int | None
    places: tuple[Place, ...]
    projects: tuple[ProjectPart, ...]
    speakers: tuple[SpeakerPart, ...]
    subtitle: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: str = ""
    interpretation_team_id: int | None = None
    is_recorded: bool = False
    is_streamed: bool = False
    stream_url: str = ""
    minutes: int = 30


@dataclass(frozen=True)
class SpeakerValues:
    name: str
    national_name: str
    position: str
    organisation: str
    country: str | None
    biography: str
    email: str
    title: str = ""
    language: str = "en"
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def why_not_place(
    starts_at: datetime | None, ends_at: datetime | None, day_starts_at: datetime, day_ends_at: datetime
) -> BadPlacement | None:
    """Say why a session cannot be from `starts_at` to `ends_at` at an event of those instants."""
    if starts_at is None and ends_at is None:
        return None
    if starts_at is None or ends_at is None:
        return BadPlacement(_("Give both the start and the end, or neither"))
    if ends_at <= starts_at:
        return BadPlacement(_("The session must end after it starts"))
    if ends_at - starts_at > LONGEST:
        return BadPlacement(_("A session lasts 24 hours at most: hold it once more on the next day"))
    if starts_at < day_starts_at or ends_at > day_ends_at:
        return BadPlacement(_("The session must be within the days of the event"))
    return None


def whole_days(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[datetime, datetime]:
    """(first, last) instant of the days from `starts_at` to `ends_at`, from midnight to midnight in `zone`."""
    first = times.local_day(starts_at, zone)
    last = times.local_day(ends_at - timedelta(seconds=1), zone) + timedelta(days=1)
    return times.from_wall(datetime.combine(first, time()), zone), times.from_wall(datetime.combine(last, time()), zone)
