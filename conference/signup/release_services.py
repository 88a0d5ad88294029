"""A release of the agenda brings its capacities to the rows that own the numbers."""

from datetime import datetime

from sqlalchemy import select

from conference.core.db import db, transaction
from conference.core.jobs import enqueue
from conference.programme.hooks import Published
from conference.programme.models import ReleasedSession, Slot

from . import counters
from .models import SlotPlaces
from .services import serve


def note_release(published: Published) -> None:
    """In the release's transaction. It holds the event already, and these rows come before it: so a job does it."""
    enqueue("signup.take_over", {"release_id": published.release.id}, at=published.at)


def take_over(release_id: int, *, at: datetime) -> None:
    """Whoever waits moves up where there is more room; nobody loses a place where there is less."""
    query = (
        select(SlotPlaces.slot_id, ReleasedSession.content)
        .join(Slot, Slot.id == SlotPlaces.slot_id)
        .join(ReleasedSession, ReleasedSession.session_id == Slot.session_id)
        .where(ReleasedSession.release_id == release_id)
    )
    with transaction():
        capacities = {slot_id: content.get("capacity") for slot_id, content in db.session.execute(query)}
        for slot_id, row in counters.hold(capacities, {}).items():
            row.capacity = capacities[slot_id]
            db.session.flush()
            serve(slot_id, at)
