"""How many statements a piece of work sends to the database."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from conference.core.db import db


def count_queries(work: Callable[[], object]) -> int:
    return len(statements_of(work))


def statements_of(work: Callable[[], object]) -> list[str]:
    """The very statements, without what they hold."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return seen
