"""Places in sessions: one conditional update on the row that owns the number, under its lock.

Locks are taken in one order: the registration, then these rows by slot, then the numbers of the event
(`registration/places.py`). What is read of sign-ups to change it is read under these locks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from conference.core.db import db

from .models import SlotPlaces

TABLE: Any = SlotPlaces.__table__


def hold(slot_ids: Iterable[int], capacities: Mapping[int, int | None]) -> dict[int, SlotPlaces]:
    """Inside a transaction: lock the rows of these slots in order; rows that are missing are made first."""
    ids = sorted(set(slot_ids))
    if not ids:
        return {}
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    known = set(db.session.scalars(select(SlotPlaces.slot_id).where(SlotPlaces.slot_id.in_(ids))))
    rows = [
        {"slot_id": ident, "capacity": capacities.get(ident), "taken": 0, "version": 1}
        for ident in ids
        if ident not in known and ident in capacities
    ]
    if rows:
        db.session.execute(insert(TABLE).values(rows).on_conflict_do_nothing())
    query = select(SlotPlaces).where(SlotPlaces.slot_id.in_(ids)).order_by(SlotPlaces.slot_id).with_for_update()
    return {row.slot_id: row for row in db.session.scalars(query.execution_options(populate_existing=True))}


def take(slot_id: int) -> bool:
    """False when every place is taken."""
    is_left = or_(TABLE.c.capacity.is_(None), TABLE.c.taken < TABLE.c.capacity)
    change = update(TABLE).where(TABLE.c.slot_id == slot_id, is_left).values(taken=TABLE.c.taken + 1)
    return db.session.scalar(change.returning(TABLE.c.slot_id)) is not None


def free(slot_id: int) -> None:
    db.session.execute(update(TABLE).where(TABLE.c.slot_id == slot_id).values(taken=TABLE.c.taken - 1))
