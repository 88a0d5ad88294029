"""SQLite without waiting for the disk. No power is cut in a test; tests of crashes start processes of their own."""

import sqlite3

from sqlalchemy import Engine, event

from conference.core import rides

WAIT = rides.wait_for_disk


def forget(engine: Engine) -> None:
    event.listen(engine, "connect", _open_without_waiting)
    engine.dispose()
    rides.wait_for_disk = _do_not_wait


def remember(engine: Engine) -> None:
    event.remove(engine, "connect", _open_without_waiting)
    engine.dispose()
    rides.wait_for_disk = WAIT


def _open_without_waiting(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _do_not_wait(engine: Engine) -> None:
    pass
