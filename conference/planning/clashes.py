"""Everything that is wrong with the draft of an agenda. Pure.

Breaks without a room are in nobody's way, cancelled sessions never clash, and what begins when another ends does not
touch it.
"""

from collections.abc import Collection

from .board import Board
from .busy import busy
from .kinds import Clash, Kind, Level
from .pairs import between_two
from .singles import of_one

LEVELS = {level: place for place, level in enumerate(Level)}
KINDS = {kind: place for place, kind in enumerate(Kind)}


def clashes_of(board: Board, touched: Collection[int] | None = None) -> list[Clash]:
    """The clashes of a board, each once: what blocks first, then by time, kind and slot.

    touched: numbers of slots; then only the clashes that one of them has a part in.
    """
    found = busy(board)
    starts = {row.slot: place for place, (_span, row) in enumerate(found.everything)}
    nowhere = len(starts)
    clashes = [*between_two(board, found, touched), *of_one(board, found, touched)]
    return sorted(
        clashes,
        key=lambda clash: (
            LEVELS[clash.level], starts.get(clash.slots[0], nowhere), KINDS[clash.kind], clash.slots, clash.people,
            clash.projects,
        ),
    )  # fmt: skip


def by_slot(clashes: Collection[Clash]) -> dict[int, list[Clash]]:
    """The clashes of each slot that has any, in the same order."""
    found: dict[int, list[Clash]] = {}
    for clash in clashes:
        for slot in clash.slots:
            found.setdefault(slot, []).append(clash)
    return found


def blocking(clashes: Collection[Clash]) -> list[Clash]:
    """Those that stop the agenda from being published."""
    return [clash for clash in clashes if clash.level is Level.BLOCK]
