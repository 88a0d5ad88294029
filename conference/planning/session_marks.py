"""What clashes, for the list of sessions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from conference.events.models import Event

from .clashes import clashes_of
from .kinds import OF_THE_PLACE
from .queries import board_of
from .sentences import Sentences


def clashes_by_session(event: Event) -> Mapping[str, Sequence[str]]:
    """Sentences on what stands in the way of each session where and when it is, by its code."""
    board = board_of(event)
    codes, sentences = {row.slot: row.session for row in board.slots}, Sentences(board)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for clash in clashes_of(board):
        if clash.kind in OF_THE_PLACE:
            for slot in clash.slots:
                found[codes[slot]][sentences.of(clash)] = None
    return {code: list(words) for code, words in found.items()}
