"""A turn that processes of one machine take: a lock on a file, given back by the system when its holder dies.

A second file is locked by whoever waits for the first and is next: a process that ends its turn and wants another comes
behind them. Else a busy one would take turn after turn while the others look in vain.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

STEP_SECONDS = 0.0005
_files: dict[tuple[int, str], int] = {}  # (process, path) -> descriptor: a child must not share its parent's


@contextmanager
def held(path: str, until: float) -> Iterator[bool]:
    """Take the turn, or go on without it once the clock `time.monotonic` says `until`; tells which.

    The caller sees to it that one thread of this process asks at a time.
    """
    turn, following = _descriptor(path), _descriptor(f"{path}.next")
    is_next = _take(following, until)
    try:
        is_mine = _take(turn, until)
    finally:
        if is_next:
            fcntl.flock(following, fcntl.LOCK_UN)
    try:
        yield is_mine
    finally:
        if is_mine:
            fcntl.flock(turn, fcntl.LOCK_UN)


def _descriptor(path: str) -> int:
    key = (os.getpid(), path)
    if key not in _files:
        _files[key] = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    return _files[key]


def _take(descriptor: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > until:
                return False
            sleep(STEP_SECONDS)
        else:
            return True
