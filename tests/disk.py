"""SQLite without waiting for the disk. No power is cut in a test; tests of crashes start processes of their own."""

import re
import sqlite3
from typing import Any

from sqlalchemy import Engine, event

WAITS = re.compile("synchronous=(FULL|NORMAL)")


def forget(engine: Engine) -> None:
    event.listen(engine, "connect", _open_without_waiting)
    event.listen(engine, "before_cursor_execute", _without_waiting, retval=True)
    engine.dispose()


def remember(engine: Engine) -> None:
    event.remove(engine, "connect", _open_without_waiting)
    event.remove(engine, "before_cursor_execute", _without_waiting)
    engine.dispose()


def _open_without_waiting(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _without_waiting(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> tuple[str, Any]:
    return WAITS.sub("synchronous=OFF", statement), parameters
