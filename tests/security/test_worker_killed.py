"""The worker is killed in the middle of a hundred mails: none is lost, none is sent twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import func, select

from conference import create_app
from conference.accounts.services import add_user, ask_for_reset
from conference.core.clock import now
from conference.core.db import db
from conference.mail.models import Message, MessageState
from tests import postgres
from tests.conftest import DATABASES
from tests.mail.smtp_server import Post, serving

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a secret for tests only, long enough"
MAILS = 100
KILLED_AT = 40
IN_HAND = 3  # a worker sends from two threads, and from the one that sweeps the list
WAIT_SECONDS = 120


class Killer(Post):
    """A mail server that shoots the worker when it comes with a certain mail."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.worker: subprocess.Popen[bytes] | None = None

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.asked += 1
        if self.asked == KILLED_AT and self.worker:
            self.worker.send_signal(signal.SIGKILL)
        return await super().handle_RCPT(server, session, envelope, address, options)


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of its own, which other processes may open as well."""
    name = f"killed_{os.getpid()}"
    url = f"sqlite:///{tmp_path / 'site.sqlite3'}" if request.param == "sqlite" else postgres.create_database(name)
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "DATA_DIR": tmp_path, "SECRET_KEY": SECRET,
                      "JOBS_URL": f"sqlite:///{tmp_path / 'jobs.sqlite3'}"})  # fmt: skip
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()
    if request.param == "postgresql":
        postgres.drop_database(name)


@pytest.fixture
def killer() -> Killer:
    return Killer()


@pytest.fixture
def start_worker(app: Flask, killer: Killer, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    with serving(killer) as port:
        environ = {**os.environ, "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "DATA_DIR": str(tmp_path),
                   "SECRET_KEY": SECRET, "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(port)}  # fmt: skip

        def start() -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
            started.append(subprocess.Popen(command, cwd=ROOT, env=environ))
            return started[-1]

        yield start
        for process in started:
            process.kill()
            process.wait(60)


def count_by_state() -> Counter[str]:
    rows = db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
    db.session.rollback()
    return Counter({str(state): number for state, number in rows})


def wait_until_nothing_is_on_its_way() -> None:
    end = time.monotonic() + WAIT_SECONDS
    ended = {MessageState.SENT, MessageState.UNSURE, MessageState.FAILED}
    while set(count_by_state()) - ended:
        assert time.monotonic() < end, f"still on the way: {count_by_state()}"
        time.sleep(0.05)


def test_killed_worker_loses_nothing_and_sends_nothing_twice(
    app: Flask, killer: Killer, start_worker: Callable[[], subprocess.Popen[bytes]]
):
    addresses = [f"reader{number}@example.org" for number in range(MAILS)]
    for address in addresses:
        add_user(address, "Ada Sample", None, at=now())
        ask_for_reset(address, at=now())

    killer.worker = start_worker()
    assert killer.worker.wait(WAIT_SECONDS) == -signal.SIGKILL
    assert count_by_state()[MessageState.SENT] < MAILS
    start_worker()
    wait_until_nothing_is_on_its_way()

    arrived = Counter(address for to, _mail in killer.arrived for address in to)
    unsure = set(db.session.scalars(select(Message.to_email).where(Message.state == MessageState.UNSURE)))
    assert set(arrived.values()) == {1}
    assert set(arrived) | unsure == set(addresses)  # what the server may have taken is shown to organisers
    assert len(unsure) <= IN_HAND
    assert count_by_state() == Counter(sent=MAILS - len(unsure)) + Counter(unsure=len(unsure))
