"""What is acknowledged is on the disk, only counters may lag behind; a server that was restarted is found again."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Connection, event, text

from conference.core import db as core_db
from conference.core.db import after_commit, db, is_sqlite, transaction
from tests import disk
from tests.conftest import Apps

BACKEND = text("SELECT pg_backend_pid()")
COUNTED = text("INSERT INTO throttle_count (bucket, key, \"window\", count) VALUES ('disk', :name, '2027-04-14', 1)")


@pytest.fixture
def steps(app: Flask, db_session: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What happens to a write, in order, with the database as it is outside of tests, which are lax as a whole."""
    seen: list[str] = []

    def stored(connection: Connection) -> None:
        level = "" if is_sqlite() else f", synchronous_commit={connection.scalar(text('SHOW synchronous_commit'))}"
        seen.append(f"stored{level}")

    def waited(log: int) -> None:
        name = Path(f"/proc/self/fd/{log}").readlink().name
        seen.append(f"waited for {name}, {turn()}")

    if is_sqlite():
        disk.remember(db.engine)
        monkeypatch.setattr(os, "fdatasync", waited)
    else:
        db.engine.dispose()  # so that what follows has one connection, the one that is set here
        db.session.execute(text("SET synchronous_commit = on"))
        db.session.commit()
    event.listen(db.engine, "commit", stored)
    yield seen
    event.remove(db.engine, "commit", stored)
    if is_sqlite():
        disk.forget(db.engine)


def turn() -> str:
    """Whether another process could write in this moment."""
    with Path(f"{db.engine.url.database}.turn").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return "while others wait"
        return "while others write"


@pytest.mark.parametrize("shared", [False, True])
def test_nobody_is_told_before_it_is_on_the_disk(app: Flask, steps: list[str], shared: bool):
    with transaction(shared=shared):
        db.session.execute(COUNTED, {"name": "a"})
        after_commit(lambda: steps.append("told"))

    if is_sqlite():
        assert steps == ["stored", "waited for test.sqlite3-wal, while others write", "told"]
    else:
        assert steps == ["stored, synchronous_commit=on", "told"]


def test_counters_do_not_wait_for_the_disk_and_the_next_deed_does(app: Flask, steps: list[str]):
    with transaction(lax=True):
        db.session.execute(COUNTED, {"name": "a"})
    lax = list(steps)
    with transaction():
        db.session.execute(COUNTED, {"name": "b"})

    assert lax == (["stored"] if is_sqlite() else ["stored, synchronous_commit=off"])
    assert steps[-1] == (
        "waited for test.sqlite3-wal, while others write" if is_sqlite() else "stored, synchronous_commit=on"
    )


@pytest.mark.parametrize("shared", [False, True])
def test_nobody_is_told_when_the_disk_fails(apps: Apps, monkeypatch: pytest.MonkeyPatch, shared: bool):
    told: list[str] = []

    def fail(_log: int) -> None:
        raise OSError("the disk is broken")

    with apps.on("sqlite").app_context():
        disk.remember(db.engine)
        monkeypatch.setattr(os, "fdatasync", fail)
        try:
            with pytest.raises(OSError, match="broken"), transaction(shared=shared):
                after_commit(lambda: told.append("told"))
        finally:
            disk.forget(db.engine)
        assert not told
        with transaction(shared=shared):  # and the line goes on
            after_commit(lambda: told.append("told"))
    assert told


def test_server_that_was_restarted_is_asked_again(apps: Apps, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(core_db, "TRUST_SECONDS", -1.0)  # as if the connection had lain unused
    app = apps.on("postgresql")
    with app.app_context():
        db.engine.dispose()
        lost = db.session.scalar(BACKEND)
        db.session.rollback()
        with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
            other.execute("SELECT pg_terminate_backend(%s, 10000)", [lost])  # waits for its end

        assert db.session.scalar(BACKEND) != lost
