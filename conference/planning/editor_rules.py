"""What the editor of the agenda asks for, as plain values, and why it may not be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from conference.core.errors import Refused, StaleEdit
from conference.core.merging import mark
from conference.programme.rules import Place

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
    """Names the place of a slot as it stands: other when it moved, and when it came back meanwhile.

    It ends with a mark of the room and one of the time, so that two people may change one each.
    """
    if placement is None:
        return NO_PLACE
    return ".".join(map(mark, (placement.version, *_parts(placement))))


def _parts(place: Any) -> tuple[Any, list[str]]:
    return place.room_id, [str(place.starts_at), str(place.ends_at)]


def merged_place(wanted: Place, stored: Any, shown: str) -> Place | None:
    """Where a slot goes that others moved to `stored` since it was shown: their part and the own one.

    None when both changed the room, or both the time; and when it came back to where it was.
    """
    _count, *was = shown.split(".")
    there, mine = [mark(part) for part in _parts(stored)], [mark(part) for part in _parts(wanted)]
    if len(was) != len(there) or was == there:
        return None
    touched = [(own != before, other != before) for own, other, before in zip(mine, there, was, strict=True)]
    if any(own != other and all(both) for own, other, both in zip(mine, there, touched, strict=True)):
        return None
    (is_room_mine, _), (is_time_mine, _) = touched
    times = wanted if is_time_mine else stored
    return Place((wanted if is_room_mine else stored).room_id, times.starts_at, times.ends_at)
