"""Writers who wait for each other are stored together on SQLite; on PostgreSQL the same holds without it."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from conference import create_app
from conference.core import rides
from conference.core.db import after_commit, db, is_sqlite, transaction

ADD = text("INSERT INTO throttle_count (bucket, key, \"window\", count) VALUES ('ride', :name, '2027-04-14', 1)")
NAMES = text("SELECT key FROM throttle_count WHERE bucket = 'ride' ORDER BY key")
SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


def names() -> list[str]:
    found = list(db.session.scalars(NAMES))
    db.session.rollback()
    return found


@dataclass
class Crowd:
    """Writers in threads of their own. The first one waits in its transaction until all others stand in the line."""

    app: Flask
    failures: dict[str, BaseException] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)  # who was told that it is stored
    threads: list[threading.Thread] = field(default_factory=list)
    is_first_inside: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def write(self, name: str, then: Callable[[], Any] = lambda: None, *, shared: bool = True) -> None:
        is_first = not self.threads
        thread = threading.Thread(target=self._write, args=(name, then, shared, is_first))
        self.threads.append(thread)
        thread.start()
        if is_first:
            assert self.is_first_inside.wait(SECONDS)
        elif is_sqlite():
            wait_for_line(len(self.threads) - 1)

    def _write(self, name: str, then: Callable[[], Any], shared: bool, is_first: bool) -> None:
        with self.app.app_context():
            try:
                with transaction(shared=shared):
                    db.session.execute(ADD, {"name": name})
                    after_commit(lambda: self.told.append(name))
                    if is_first:
                        self.is_first_inside.set()
                        assert self.may_go_on.wait(SECONDS)
                    then()
            except Exception as error:  # noqa: BLE001 - looked at by the test
                self.failures[name] = error

    def go(self) -> None:
        self.may_go_on.set()
        for thread in self.threads:
            thread.join(SECONDS)
            assert not thread.is_alive()


@pytest.fixture
def crowd(app: Flask, db_session: object) -> Crowd:
    return Crowd(app)


@pytest.fixture
def commits(app: Flask, crowd: Crowd) -> Iterator[list[str]]:
    """What was in the database when each transaction was stored."""
    seen: list[str] = []

    def note(_connection: Any) -> None:
        seen.append("commit")

    event.listen(db.engine, "commit", note)
    yield seen
    event.remove(db.engine, "commit", note)


def refuse() -> None:
    raise LookupError("not this one")


def test_those_who_wait_are_stored_together_and_each_is_told(crowd: Crowd, commits: list[str]):
    for name in ("a", "b", "c", "d"):
        crowd.write(name)
    crowd.go()

    assert names() == ["a", "b", "c", "d"]
    assert sorted(crowd.told) == ["a", "b", "c", "d"]
    assert not crowd.failures
    assert len(commits) == (1 if is_sqlite() else 4)


@pytest.mark.parametrize("bad", ["a", "b", "d"])
def test_one_that_fails_takes_back_its_own_alone(crowd: Crowd, bad: str):
    for name in ("a", "b", "c", "d"):
        crowd.write(name, refuse if name == bad else lambda: None)
    crowd.go()

    rest = [name for name in ("a", "b", "c", "d") if name != bad]
    assert names() == rest
    assert sorted(crowd.told) == rest
    assert [*map(type, crowd.failures.values())] == [LookupError]


def test_a_clash_with_an_earlier_one_harms_nobody_else(crowd: Crowd):
    for name in ("a", "b", "c"):
        crowd.write(name, lambda: db.session.execute(ADD, {"name": "same"}))
    crowd.go()

    assert [*map(type, crowd.failures.values())] == [IntegrityError, IntegrityError]
    assert names() == sorted(["same", *crowd.told])


def test_who_does_not_share_is_stored_alone_and_in_its_turn(crowd: Crowd, commits: list[str]):
    for name in ("a", "b", "c", "d"):
        crowd.write(name, shared=name != "c")
    crowd.go()

    assert names() == ["a", "b", "c", "d"]
    assert len(commits) == (3 if is_sqlite() else 4)  # a and b, c, d


def test_nobody_is_told_when_storing_fails(crowd: Crowd):
    def fail(_connection: Any) -> None:
        raise OperationalError("COMMIT", None, RuntimeError("the disk is full"))

    if is_sqlite():
        event.listen(db.engine, "commit", fail)
    try:
        for name in ("a", "b", "c"):
            crowd.write(name, lambda: None if is_sqlite() else fail(None))
        crowd.go()
    finally:
        if is_sqlite():
            event.remove(db.engine, "commit", fail)

    assert [*map(type, crowd.failures.values())] == [OperationalError] * 3
    assert not names()
    assert not crowd.told


def test_all_hear_of_it_when_sqlite_gives_up_the_transaction(crowd: Crowd):
    """As it does by itself when the disk is full."""

    def give_up() -> None:
        connection: Any = db.session.connection().connection.dbapi_connection
        connection.rollback()
        refuse()

    crowd.write("a")
    crowd.write("b", give_up)
    crowd.write("c")
    crowd.go()

    lost = {"a", "b"} if is_sqlite() else {"b"}
    assert set(crowd.failures) == lost
    assert names() == sorted({"a", "b", "c"} - lost)
    assert set(crowd.told) == {"a", "b", "c"} - lost


def test_who_waits_too_long_leaves_the_line_and_the_others_go_on():
    line = rides.Line()
    assert line.wait(shares=True, until=monotonic()) == (True, None)

    assert line.wait(shares=True, until=monotonic()) == (False, None)

    line.end_turn()
    assert line.wait(shares=False, until=monotonic()) == (True, None)


KILLED = """
import os, sys, threading
from conference import create_app
from conference.core.db import after_commit, db, transaction
from tests.core.test_rides import ADD, wait_for_line

app = create_app({"SQLALCHEMY_DATABASE_URI": sys.argv[1], "DATA_DIR": sys.argv[2], "JOBS_URL": "memory://"})
inside = threading.Event()

def first():
    with app.app_context(), transaction(shared=True):
        db.session.execute(ADD, {"name": "first"})
        after_commit(lambda: print("told", flush=True))
        inside.set()
        wait_for_line(1)

thread = threading.Thread(target=first)
thread.start()
inside.wait()
with app.app_context():
    with transaction(shared=True):
        print(db.session.execute(db.text("SELECT key FROM throttle_count")).scalar_one(), flush=True)
        os._exit(9)
"""


def wait_for_line(number: int) -> None:
    """Until so many stand in the line of the application's database."""
    line, until = rides.line_of(str(db.engine.url.database)), monotonic() + SECONDS
    while len(line._waiting) < number and monotonic() < until:
        sleep(0.001)


def test_process_that_dies_between_two_writers_has_stored_nothing_and_told_nobody(tmp_path: Path):
    app = create_app({"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'a.sqlite3'}", "DATA_DIR": tmp_path,
                      "JOBS_URL": "memory://"})  # fmt: skip
    with app.app_context():
        db.create_all()
        command = [sys.executable, "-c", KILLED, app.config["SQLALCHEMY_DATABASE_URI"], str(tmp_path)]
        died = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)

        assert (died.returncode, died.stdout) == (9, "first\n")  # the second one saw what the first had written
        assert not names()
        with transaction(shared=True):  # and the next process writes at once
            db.session.execute(ADD, {"name": "later"})
        assert names() == ["later"]
        db.engine.dispose()
