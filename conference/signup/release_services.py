"""A release of the agenda brings its capacities to the rows that own the numbers."""

from sqlalchemy import select

from conference.core.db import db
from conference.core.jobs import enqueue
from conference.programme.hooks import Published
from conference.programme.models import ReleasedSession, Slot

from .models import SlotPlaces


def take_over(published: Published) -> None:
    """In the release's transaction. Who waits moves up by a job; nobody loses a place when a room becomes smaller."""
    query = (
        select(SlotPlaces, ReleasedSession.content)
        .join(Slot, Slot.id == SlotPlaces.slot_id)
        .join(ReleasedSession, ReleasedSession.session_id == Slot.session_id)
        .where(ReleasedSession.release_id == published.release.id)
        .order_by(SlotPlaces.slot_id)
        .with_for_update(of=SlotPlaces)
    )
    grown = []
    for row, content in db.session.execute(query):
        before, row.capacity = row.capacity, content.get("capacity")
        if before is not None and (row.capacity is None or row.capacity > before):
            grown.append(row.slot_id)
    if grown:
        enqueue("signup.serve", {"slot_ids": grown}, at=published.at)
