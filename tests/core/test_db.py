"""What is acknowledged is on the disk; only counters may lag behind."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from conference.core.db import db, transaction
from tests import disk

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
