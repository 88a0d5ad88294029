"""Which session a point in a room scans for."""

from collections.abc import Iterable
from dataclasses import dataclass

MINUTE = 60_000


@dataclass(frozen=True)
class Holding:
    """A session (its code) at its time, in milliseconds.

    `needs_place`: one signs up for it. `is_guarded`: for this or another reason it is not open to every badge.
    """

    slot: int
    starts_at: int
    ends_at: int
    title: str = ""
    session: str = ""
    needs_place: bool = False
    is_guarded: bool = False


def slot_at(holdings: Iterable[Holding], grace_minutes: int, at: int) -> Holding | None:
    """The session that people come for at `at`: of those whose doors are open, the one that starts last."""
    grace = grace_minutes * MINUTE
    open_now = [holding for holding in holdings if holding.starts_at - grace <= at < holding.ends_at]
    return max(open_now, key=lambda holding: (holding.starts_at, holding.slot), default=None)
