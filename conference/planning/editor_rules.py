"""What the editor of the agenda asks for, as plain values, and why it may not be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from conference.core.errors import Refused, StaleEdit
from conference.core.merging import mark

MOST_MOVES = 500
MOST_MINUTES = 24 * 60
NO_PLACE = ""  # the version of a slot that has no place in the draft


class BadMove(Refused):
    """What was asked for cannot be, whoever asks and whenever."""

    code: ClassVar[str] = "bad_move"


class Gone(Refused):
    """What was to be moved is no longer there."""

    code: ClassVar[str] = "gone"


class StaleMove(StaleEdit):
    """Somebody else moved it since. `sessions`: codes of those that stand elsewhere than was shown."""

    def __init__(
        self, sentence: str, *, sessions: Iterable[str] = (), who: str = "", at: datetime | None = None
    ) -> None:
        super().__init__(sentence)
        self.sessions, self.who, self.at = frozenset(sessions), who, at


@dataclass(frozen=True)
class Target:
    """Where and when something is to be; `room` is a code, None for everybody's items without a room."""

    room: str | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Move:
    """One slot to its target, or out of the draft. Without `slot`, one that has no place yet is taken.

    version: what `version_of` gave for the place that was shown.
    """

    session: str
    slot: int | None
    version: str
    target: Target | None


@dataclass(frozen=True)
class NewSession:
    """A session made in the grid. `uuid` is chosen by who asks, so that asking twice makes one."""

    uuid: str
    title: str
    kind: str
    minutes: int
    target: Target | None


@dataclass(frozen=True)
class Done:
    """What became of a move: the slot and the version of its place."""

    session: str
    slot: int
    version: str


@dataclass(frozen=True)
class Outcome:
    """`before`: the tag of the draft just before, see `editor_queries.tag_of`."""

    before: str
    done: tuple[Done, ...] = field(default_factory=tuple)

    @property
    def sessions(self) -> frozenset[str]:
        return frozenset(one.session for one in self.done)


def version_of(placement: Any) -> str:
    """Names the place of a slot as it stands: other when it moved, and when it came back meanwhile."""
    if placement is None:
        return NO_PLACE
    return mark([placement.version, placement.room_id, str(placement.starts_at), str(placement.ends_at)])
