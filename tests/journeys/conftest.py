"""A real site in a process of its own, a real mail server, a real browser."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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
START_SECONDS = 180
LOADED = "journeys_loaded"  # the database that is copied for each journey on PostgreSQL


class Postbox:
    """What arrives at the mail server."""

    def __init__(self) -> None:
        self.mails: SimpleQueue[EmailMessage] = SimpleQueue()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=default)
        self.mails.put(mail)
        return "250 taken"

    def next(self) -> EmailMessage:
        return self.mails.get(timeout=120)


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


@dataclass(frozen=True)
class Loaded:
    """The demo as `demo load` leaves it: a folder, for PostgreSQL `LOADED` beside it, and the accounts it printed."""

    folder: Path
    passwords: dict[str, str]


def flask(*command: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "wsgi", *command]


def settings(kind: str, folder: Path, database: str) -> dict[str, str]:
    url = f"sqlite:///{folder / 'site.sqlite3'}" if kind == "sqlite" else postgres.url_of(database)
    return {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(folder)}


@pytest.fixture(scope="session")
def loaded(run_folder: Path) -> Callable[[str], Loaded]:
    """loaded(kind of database): made once a run, by whichever process needs it first, to be copied for each test."""

    def load(kind: str) -> Loaded:
        folder, told = run_folder / f"journeys-{kind}", run_folder / f"journeys-{kind}.json"
        with (run_folder / f"journeys-{kind}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.exists():
                folder.mkdir()
                if kind == "postgresql":
                    postgres.create_database(LOADED)
                told.write_text(json.dumps(load_demo(settings(kind, folder, LOADED))))
        return Loaded(folder, json.loads(told.read_text()))

    return load


def load_demo(environ: dict[str, str]) -> dict[str, str]:
    """Password of each account."""
    subprocess.run(flask("db", "upgrade"), cwd=ROOT, env=environ, check=True, capture_output=True)
    said = subprocess.run(flask("demo", "load"), cwd=ROOT, env=environ, check=True, capture_output=True, text=True)
    return dict(re.findall(r"(\S+@example\.org)\s+(\S+)", said.stdout))


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, tmp_path: Path, loaded: Callable[[str], Loaded]) -> Iterator[Site]:
    """The demo, served by `flask serve` with its worker, mailing to a server on this machine."""
    original, name = loaded(request.param), f"journey_{os.getpid()}"
    shutil.copytree(original.folder, tmp_path, dirs_exist_ok=True)
    if request.param == "postgresql":
        postgres.create_database(name, template=LOADED)
    postbox, port = Postbox(), free_port()
    smtp = Controller(postbox, hostname="127.0.0.1", port=free_port())
    smtp.start()
    mail = {"PORT": str(port), "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(smtp.port)}
    process = subprocess.Popen(flask("serve"), cwd=ROOT, env=settings(request.param, tmp_path, name) | mail)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address)
        yield Site(address, original.passwords, postbox, process)
    finally:
        process.terminate()
        process.wait(60)
        smtp.stop()
        if request.param == "postgresql":
            postgres.drop_database(name)


def wait_until_ready(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(f"{address}/readyz", timeout=30).close()  # noqa: S310 - our own server
        except OSError:
            assert time.monotonic() < end, "the site did not start"
            time.sleep(0.1)
        else:
            return
