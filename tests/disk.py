"""SQLite without waiting for the disk. No power is cut in a test; tests of crashes start processes of their own."""

import re
from typing import Any

from sqlalchemy import Engine, event

WAITS = re.compile("synchronous=(FULL|NORMAL)")


def forget(engine: Engine) -> None:
    event.listen(engine, "before_cursor_execute", _without_waiting, retval=True)


def remember(engine: Engine) -> None:
    event.remove(engine, "before_cursor_execute", _without_waiting)


def _without_waiting(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> tuple[str, Any]:
    return WAITS.sub("synchronous=OFF", statement), parameters
