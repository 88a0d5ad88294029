"""What can be wrong with an agenda, and how much it matters. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """How much a clash matters: it stops publishing, it is shown, or nobody hears of it."""

    BLOCK = "block"
    WARN = "warn"
    IGNORE = "ignore"


class Kind(StrEnum):
    """The kinds of clashes, in the order in which lists show them."""

    SAME_ROOM = "same_room"
    PERSON_TWICE = "person_twice"
    PERSON_AWAY = "person_away"
    ROOM_CLOSED = "room_closed"
    ROOM_SMALL = "room_small"
    OUTSIDE_HOURS = "outside_hours"
    NO_TIME_TO_CHANGE = "no_time_to_change"
    TEAM_TWICE = "team_twice"
    TEAM_LANGUAGE = "team_language"
    NO_TEAM = "no_team"
    NO_BOOTH = "no_booth"
    PROJECT_TWICE = "project_twice"
    NO_ROOM = "no_room"
    NO_SPEAKER = "no_speaker"
    NO_LANGUAGE = "no_language"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    NO_CONSENT = "no_consent"
    UNSCHEDULED = "unscheduled"


# What depends on where and when a session is; the rest is so wherever it stands.
OF_THE_PLACE = frozenset({
    Kind.SAME_ROOM, Kind.PERSON_TWICE, Kind.PERSON_AWAY, Kind.ROOM_CLOSED, Kind.ROOM_SMALL, Kind.OUTSIDE_HOURS,
    Kind.NO_TIME_TO_CHANGE, Kind.TEAM_TWICE, Kind.NO_BOOTH, Kind.PROJECT_TWICE, Kind.NO_ROOM,
})  # fmt: skip
BLOCKING = frozenset({Kind.SAME_ROOM, Kind.PERSON_TWICE})  # unless the event says otherwise


def level_of(kind: Kind, chosen: Mapping[str, str]) -> Level:
    """The level an event chose for `kind`, else the usual one; what is no level counts as not chosen."""
    usual = Level.BLOCK if kind in BLOCKING else Level.WARN
    level = chosen.get(kind, usual)
    return Level(level) if level in set(Level) else usual


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that is wrong. Which fields are filled depends on the kind.

    slots: those concerned, in order of time; people, projects, room, team: keys of the board.
    starts_at, ends_at: when it is wrong, UTC. needed, given: seats, or minutes to change rooms.
    """

    kind: Kind
    level: Level
    slots: tuple[int, ...]
    room: str | None = None
    people: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    team: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    needed: int = 0
    given: int = 0
    languages: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names the clash among all of an agenda; the same for the same thing, wherever its sessions move."""
        slots = "-".join(map(str, sorted(self.slots)))
        by_person = self.kind in (Kind.PERSON_AWAY, Kind.NO_CONSENT)
        return f"{self.kind}:{slots}:{'-'.join(self.people)}" if by_person else f"{self.kind}:{slots}"
