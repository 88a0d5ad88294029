"""A real site in a process of its own, a real mail server, a real browser."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from queue import SimpleQueue
from socket import socket
from typing import Any
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller

from tests import postgres
from tests.conftest import DATABASES

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


class Postbox:
    """What arrives at the mail server."""

    def __init__(self) -> None:
        self.mails: SimpleQueue[EmailMessage] = SimpleQueue()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=default)
        self.mails.put(mail)
        return "250 taken"

    def next(self) -> EmailMessage:
        return self.mails.get(timeout=30)


@dataclass
class Site:
    address: str
    passwords: dict[str, str]
    postbox: Postbox
    process: subprocess.Popen[bytes]
    notes: list[str] = field(default_factory=list)


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """The demo, served by `flask serve` with its worker, mailing to a server on this machine."""
    name = f"journey_{os.getpid()}"
    url = f"sqlite:///{tmp_path / 'site.sqlite3'}" if request.param == "sqlite" else postgres.create_database(name)
    postbox, port = Postbox(), free_port()
    smtp = Controller(postbox, hostname="127.0.0.1", port=free_port())
    smtp.start()
    environ = {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path), "PORT": str(port),
               "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(smtp.port)}  # fmt: skip
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, env=environ, check=True, capture_output=True)
    said = subprocess.run([*flask, "demo", "load"], cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
    process = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=environ)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address)
        yield Site(address, dict(re.findall(r"(\S+@example\.org)\s+(\S+)", said.stdout)), postbox, process)
    finally:
        process.terminate()
        process.wait(20)
        smtp.stop()
        if request.param == "postgresql":
            postgres.drop_database(name)


def wait_until_ready(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(f"{address}/readyz", timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            assert time.monotonic() < end, "the site did not start"
            time.sleep(0.1)
        else:
            return
