"""The processes that answer live and die together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.mail.smtp_server import free_port

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 2
WAIT_SECONDS = 120  # an interpreter starts, perhaps on a busy machine


class Site:
    """The site as `flask serve` serves it with two processes."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(serve(*more), cwd=ROOT, env=environ(folder, self.port))

    def children(self) -> set[int]:
        """The processes that the first one has started."""
        return {
            int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit() and self._is_ours(folder)
        }

    def _is_ours(self, folder: Path) -> bool:
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:  # gone meanwhile
            return False
        return state != "Z" and int(parent) == self.process.pid

    def holding_the_port(self) -> set[int]:
        return {process for process in self.children() if sockets_of(process) & sockets_of(self.process.pid)}

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def sockets_of(process: int) -> set[str]:
    try:
        opened = {str(file.readlink()) for file in Path(f"/proc/{process}/fd").iterdir()}
    except OSError:  # one of them was closed meanwhile
        return set()
    return {name for name in opened if name.startswith("socket:")}


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def serve(*more: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", "serve", *more]


def environ(folder: Path, port: int) -> dict[str, str]:
    return {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": "", "PORT": str(port),
            "SERVER_PROCESSES": str(PROCESSES), "SECRET_KEY": "a secret for tests only, long enough"}  # fmt: skip


@contextmanager
def served(folder: Path, *more: str) -> Iterator[Site]:
    site = Site(folder, *more)
    try:
        yield site
    finally:
        site.process.kill()
        site.process.wait(60)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path, "--no-worker") as site:
        wait_until(lambda: site.listens() and len(site.children()) == PROCESSES)
        yield site


def test_port_belongs_to_the_processes_that_answer_however_often_they_die(tmp_path: Path):
    """One site for three questions: it takes seconds to start."""
    with served(tmp_path) as site:
        # the worker does not hold the port
        wait_until(lambda: len(site.children()) == PROCESSES + 1 and len(site.holding_the_port()) == PROCESSES)
        answering, everybody = site.holding_the_port(), site.children()

        # a second site on the same port says so
        second = subprocess.run(
            serve("--no-worker"), cwd=ROOT, env=environ(tmp_path, site.port), capture_output=True, text=True,
            timeout=WAIT_SECONDS, check=False,
        )  # fmt: skip
        assert second.returncode == 1
        assert second.stderr.startswith(f"Error: Port {site.port} of 127.0.0.1 cannot be opened")

        # one that dies is started again, and the others live on
        victim = min(answering)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: len(site.holding_the_port() - {victim}) == PROCESSES)
        assert site.children() > everybody - {victim}
        assert site.listens()


def test_children_of_others_are_no_loss():
    """As the first process of a container has them."""
    script = """
import os, time
from conference.core import server

def child(seconds):
    if not (process := os.fork()):
        time.sleep(seconds)
        os._exit(0)
    return process

server.RESTART_SECONDS = 0
foreign, ours = child(0), child(0.5)
print(server.first_that_ends({ours: child}) == ours)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.stdout == "True\n", done.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nobody_answers_once_the_first_process_is_gone(site: Site, how: signal.Signals):
    site.process.send_signal(how)

    site.process.wait(WAIT_SECONDS)
    wait_until(lambda: not site.listens())  # the last process to hold the socket has let it go
