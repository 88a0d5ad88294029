"""Keeping the check points of an event."""

from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import lock, transaction
from conference.core.ordering import move
from conference.core.stale import stale_edit
from conference.events.models import Event

from .. import queries
from ..models import CheckPoint
from ..rules.points import PointValues, fitting, why_not_point

ENTRANCE = "entrance"


def add_point(event_id: int, code: str, name: str) -> CheckPoint:
    """Add a check point where people come in once."""
    with transaction() as session:
        row = CheckPoint(event_id=event_id, code=code, name=name)
        session.add(row)
        session.flush()
    return row


def keep_entrance(event_id: int) -> None:
    """An event without any check point gets the one that every event needs."""
    if queries.points_of_event(event_id, closed=True):
        return
    with transaction() as session:
        lock(Event, event_id)
        if not queries.points_of_event(event_id, closed=True):
            session.add(CheckPoint(event_id=event_id, code=ENTRANCE, name=_("Entrance")))


def make_point(event_id: int, values: PointValues, *, actor: audit.Actor, at: datetime) -> str:
    """Add a point after the others; returns its code. Raises PointRefused."""
    if refusal := why_not_point(values):
        raise refusal
    with transaction() as session:
        lock(Event, event_id)
        last = max((point.position for point in queries.points_of_event(event_id, closed=True)), default=0)
        row = CheckPoint(event_id=event_id, code=new_code(6), position=last + 1, **vars(fitting(values)))
        session.add(row)
        session.flush()
        audit.record("point.added", row, actor=actor, event_id=event_id, at=at, name=row.name)
        return row.code


def change_point(point_id: int, values: PointValues, *, version: int, actor: audit.Actor, at: datetime) -> None:
    """Save what is said of a point. Raises PointRefused, StaleEdit when somebody saved since `version`."""
    if refusal := why_not_point(values):
        raise refusal
    with transaction() as session:
        row = lock(CheckPoint, point_id)
        if row.version != version:
            raise stale_edit(row, session.get_one(Event, row.event_id).zone)
        new = vars(fitting(values))
        changed = [name for name, value in new.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, new[name])
        if changed:
            audit.record("point.changed", row, actor=actor, event_id=row.event_id, at=at, fields=changed)


def move_point(point_id: int, *, up: bool, actor: audit.Actor, at: datetime) -> None:
    """One place up or down in the order in which door staff see the points."""
    with transaction():
        row = lock(CheckPoint, point_id)
        lock(Event, row.event_id)
        if move(queries.points_of_event(row.event_id, closed=True), row.id, up=up):
            audit.record("point.moved", row, actor=actor, event_id=row.event_id, at=at)


def close_point(point_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Nobody is scanned there any more; what was scanned stays."""
    with transaction():
        row = lock(CheckPoint, point_id)
        if row.closed_at is None:
            row.closed_at = at
            audit.record("point.closed", row, actor=actor, event_id=row.event_id, at=at, name=row.name)


def reopen_point(point_id: int, *, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        row = lock(CheckPoint, point_id)
        if row.closed_at is not None:
            row.closed_at = None
            audit.record("point.reopened", row, actor=actor, event_id=row.event_id, at=at, name=row.name)
