"""Processes of one machine take turns: nobody is passed over, and a dead one holds nobody up."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import monotonic, sleep

import pytest

from conference.core import filelock

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
BUSY = """
import sys, time
from pathlib import Path
from conference.core import filelock
with Path(sys.argv[1] + ".taken").open("ab", buffering=0) as taken:
    while True:  # takes the next turn as soon as the last one ends
        with filelock.held(sys.argv[1], time.monotonic() + 60):
            taken.write(b".")
            time.sleep(0.003)
"""
BRIEFLY = """
import sys, time
from conference.core import filelock
with filelock.held(sys.argv[1], time.monotonic() + 0.05) as is_mine:
    print(is_mine)
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "turn")


@pytest.fixture
def busy(path: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has the turn all the time, but for moments."""
    process = subprocess.Popen([sys.executable, "-c", BUSY, path], cwd=ROOT)
    end = monotonic() + SECONDS
    while not taken(path):
        assert monotonic() < end
        sleep(0.01)
    yield process
    process.kill()
    process.wait(SECONDS)


def taken(path: str) -> int:
    """How many turns the busy process has had."""
    file = Path(f"{path}.taken")
    return file.stat().st_size if file.exists() else 0


def test_who_waits_is_next_after_a_busy_process(path: str, busy: subprocess.Popen[bytes]):
    passed_over = []
    for _try in range(30):
        sleep(0.01)
        before = taken(path)
        with filelock.held(path, monotonic() + SECONDS):
            passed_over.append(taken(path) - before)

    assert median(passed_over) <= 1, passed_over


def test_turn_of_a_process_that_died_is_free(path: str, busy: subprocess.Popen[bytes]):
    busy.kill()

    with filelock.held(path, monotonic() + SECONDS) as is_mine:
        assert is_mine


def test_whoever_waits_too_long_goes_on_without_the_turn(path: str):
    with filelock.held(path, monotonic() + SECONDS) as is_mine:
        command = [sys.executable, "-c", BRIEFLY, path]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert (is_mine, told.stdout) == (True, "False\n")
