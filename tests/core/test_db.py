"""What is acknowledged is on the disk, only counters may lag behind; a server that was restarted is found again."""

from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from conference.core import db as core_db
from conference.core.db import db, transaction
from tests import disk
from tests.conftest import Apps

BACKEND = text("SELECT pg_backend_pid()")
FULL, NORMAL = 2, 1  # SQLite's PRAGMA synchronous


def durability(app: Flask) -> str:
    """How the transaction in progress will be written."""
    if db.engine.dialect.name == "sqlite":
        level = db.session.scalar(text("PRAGMA synchronous"))
        return {FULL: "full", NORMAL: "lax"}[level or 0]
    return "lax" if db.session.scalar(text("SHOW synchronous_commit")) == "off" else "full"


@pytest.fixture
def waiting(app: Flask, db_session: object) -> Iterator[None]:
    """The database as it is outside of tests, which are lax as a whole."""
    if db.engine.dialect.name == "sqlite":
        disk.remember(db.engine)
        yield
        disk.forget(db.engine)
    else:
        db.engine.dispose()  # so that what follows has one connection, the one that is set here
        db.session.execute(text("SET synchronous_commit = on"))
        db.session.commit()
        yield


def test_ordinary_deeds_wait_for_the_disk_even_after_lax_ones(app: Flask, waiting: None):
    seen = []
    for lax in (False, True, False):
        with transaction(lax=lax):
            seen.append(durability(app))

    assert seen == ["full", "lax", "full"]


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
