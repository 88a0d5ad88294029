"""What is known of people beside their own row, as filters of the table that are on or off.

Features join MARKS when they start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from conference.core.db import db
from conference.mail.models import Undeliverable

from .models import Registration


@dataclass(frozen=True)
class Mark:
    """`name` and `value` stand in addresses; `label` is the filter's, `words` its one choice.

    `condition`: on Registration, true for whoever has the mark at the event.
    """

    name: str
    value: str
    label: Any
    words: Any
    condition: Callable[[int], ColumnElement[bool]]


MARKS: dict[str, Mark] = {}


def join(mark: Mark) -> None:
    MARKS[mark.name] = mark


def count_marked(event_id: int) -> dict[str, int]:
    """Name of each mark -> how many people of the event have it."""
    counted = {
        name: select(func.count()).where(Registration.event_id == event_id, mark.condition(event_id)).scalar_subquery()
        for name, mark in MARKS.items()
    }
    row = db.session.execute(select(*counted.values())).one()
    return dict(zip(counted, row, strict=True))


def came_back(event_id: int) -> ColumnElement[bool]:
    """Mail to the address came back."""
    keys = select(Undeliverable.email_key).where(Undeliverable.event_id == event_id)
    return Registration.email_key.in_(keys)
