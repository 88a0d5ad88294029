"""All scans of one person together: who is inside, and where two doors contradict each other.

The result depends on the set of scans alone, never on the order in which they arrived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from ..models import Outcome, PointKind, Policy, ScanKind, Standing

ENTRIES = (ScanKind.ENTRY, ScanKind.WALK_IN)
LEFT_FIRST = "left_first"


@dataclass(frozen=True, slots=True)
class PointFacts:
    kind: str
    policy: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A scan as the fold reads it. `at`: milliseconds."""

    scan_id: str
    kind: str
    point: str
    at: int
    outcome: str
    reason: str = ""
    ref: str | None = None
    standing: str = Standing.COUNTED
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment, and the scan that made it."""

    at: int
    scan_id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a person at a point. `days`: the local days entered, at points that open once a day."""

    is_inside: bool = False
    first: Mark | None = None
    last: Mark | None = None
    last_kind: str = ""
    days: tuple[str, ...] = ()


NOT_SEEN = Seen()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same badge was let in twice: `scan` should not have been, because of `against`."""

    point: str
    scan: str
    against: str


def local_day(at: int, zone: str) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(zone)).date().isoformat()


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def fold(
    scans: Iterable[Folded], points: Mapping[str, PointFacts], zone: str, *, rehearsal: bool = False
) -> tuple[dict[str, Seen], list[Conflict]]:
    """({point: what is known}, conflicts) of one person. Scans at points that are not in `points` count for nothing."""
    live = [s for s in scans if s.standing == Standing.COUNTED and s.is_rehearsal == rehearsal]
    undone = {s.ref for s in live if s.kind == ScanKind.UNDO}
    rows = [s for s in live if s.scan_id not in undone and s.point in points and moves(s)]
    rows.sort(key=lambda s: (s.at, s.scan_id))
    walk = _Walk(points, zone)
    for row in rows:
        walk.take(row)
    order = sorted(walk.conflicts, key=lambda found: found[:1])
    return {point: state.seen() for point, state in walk.states.items()}, [conflict for _point, conflict in order]


def moves(scan: Folded) -> bool:
    """Tell a scan that moves somebody. Who left is out, also where the door knew of no entry."""
    if scan.kind == ScanKind.EXIT:
        return scan.outcome == Outcome.ADMIT or scan.reason == LEFT_FIRST
    return scan.kind in ENTRIES and scan.outcome == Outcome.ADMIT


class _State:
    """A point while its scans are walked through in order of time."""

    __slots__ = ("days", "entered", "first", "is_inside", "last", "last_kind")

    def __init__(self) -> None:
        self.is_inside = False
        self.first: Mark | None = None
        self.entered: Mark | None = None  # the newest entry
        self.last: Mark | None = None
        self.last_kind = ""
        self.days: dict[str, str] = {}  # local day -> the first scan of it

    def seen(self) -> Seen:
        return Seen(self.is_inside, self.first, self.last, self.last_kind, tuple(sorted(self.days)))


class _Walk:
    def __init__(self, points: Mapping[str, PointFacts], zone: str) -> None:
        self.points = points
        self.zone = zone
        self.states: dict[str, _State] = {}
        self.conflicts: list[tuple[str, Conflict]] = []

    def take(self, scan: Folded) -> None:
        state, mark = self.states.setdefault(scan.point, _State()), Mark(scan.at, scan.scan_id)
        if scan.kind in ENTRIES:
            if against := self._against(scan, state):
                self.conflicts.append((scan.point, Conflict(scan.point, scan.scan_id, against)))
            self._leave_other_rooms(scan.point, mark)
            state.first = state.first or mark
            state.is_inside, state.entered, state.last_kind = True, mark, ScanKind.ENTRY
        else:
            state.is_inside, state.last_kind = False, ScanKind.EXIT
        state.last = mark

    def _against(self, scan: Folded, state: _State) -> str | None:
        """The earlier entry that this one contradicts, under the policy of the point."""
        policy = self.points[scan.point].policy
        if policy == Policy.ONCE and state.first:
            return state.first.scan_id
        if policy == Policy.REENTRY and state.is_inside and state.entered:
            return state.entered.scan_id
        if policy == Policy.ONCE_PER_DAY:
            first_of_day = state.days.setdefault(local_day(scan.at, self.zone), scan.scan_id)
            return None if first_of_day == scan.scan_id else first_of_day
        return None

    def _leave_other_rooms(self, entered: str, mark: Mark) -> None:
        """Nobody is in two rooms: who enters one has left the other at that moment."""
        if self.points[entered].kind != PointKind.ROOM:
            return
        for point, state in self.states.items():
            if point != entered and state.is_inside and self.points[point].kind == PointKind.ROOM:
                state.is_inside, state.last, state.last_kind = False, mark, ScanKind.EXIT
