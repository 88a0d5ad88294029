"""Checking a draft of hundreds of sessions, and looking for free places in it."""

import time
from collections.abc import Callable

from conference.planning.board import Board
from conference.planning.clashes import clashes_of
from conference.planning.free import free_places
from tests.planning.boards import large_board

ROUNDS = 20


def figures() -> dict[str, str]:
    draft: Board = large_board()  # type: ignore[no-untyped-call]  # a factory of the tests
    return {
        f"clashes of {len(draft.slots)} sessions": _timed(lambda: clashes_of(draft)),
        "free places for one of them": _timed(lambda: free_places(draft, 100, most=None)),
    }


def _timed(work: Callable[[], object]) -> str:
    began = time.process_time()
    for _round in range(ROUNDS):
        work()
    return f"{(time.process_time() - began) / ROUNDS * 1000:.1f} ms"
