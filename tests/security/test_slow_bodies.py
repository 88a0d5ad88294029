"""Visitors who send a byte now and then do not keep the others waiting."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.mail.smtp_server import free_port

ROOT = Path(__file__).resolve().parents[2]
THREADS = 2
SLOW_ONES = 20
WAIT_SECONDS = 120
BODY = b"email=ada%40example.org&password=slow"
HEAD = (
    "POST /account/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(BODY)}\r\n\r\n"
).encode()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The site as `flask serve` serves it, with far fewer threads than slow visitors."""
    port = free_port()
    environ = {**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": "", "PORT": str(port),
               "SERVER_THREADS": str(THREADS), "SERVER_PROCESSES": "1",
               "SECRET_KEY": "a secret for tests only, long enough"}  # fmt: skip
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--no-worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=environ)
    try:
        wait_until_listening(port)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def wait_until_listening(port: int) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
        except OSError:
            assert time.monotonic() < end, "the site did not start"
            time.sleep(0.05)
        else:
            return


def status_of(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
    connection.request("GET", path, headers={"Connection": "close"})
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_slow_bodies_hold_no_thread(port: int):
    with ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _visitor in range(SLOW_ONES)]
        for visitor in slow:
            visitor.sendall(HEAD + BODY[:5])

        assert status_of(port, "/account/sign-in") == 200

        slow[0].settimeout(WAIT_SECONDS)
        slow[0].sendall(BODY[5:])
        assert slow[0].recv(20).startswith(b"HTTP/1.1 400")  # heard to the end, and sent without our form
