"""From the room to online: seats in sessions that somebody gives up with the room."""

from datetime import datetime

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event
from conference.registration.models import Registration

from . import counters, queries
from .services import leave_session


def leave_rooms(registration: Registration, actor: audit.Actor, at: datetime) -> None:
    """Inside a transaction, the registration locked: seats, and what it waits for, go to others.

    The letter about the change tells of it. What has begun stays as it was.
    """
    event = db.session.get_one(Event, registration.event_id)
    lost = {offer.slot_id: offer.item for offer in queries.not_possible(registration, event, at)}
    counters.hold(lost, {})
    for row in queries.sign_ups_of(registration.id):
        if (item := lost.get(row.slot_id)) is not None:
            leave_session(
                registration, row, item.code, actor, at, deed=queries.LEFT_ROOM, slot=item.slot_uuid, was=row.state
            )


def look_again(registration_id: int, *, at: datetime) -> None:
    """Two registrations became one, which may take part online while the other had seats."""
    with transaction():
        leave_rooms(lock(Registration, registration_id), audit.SYSTEM, at)
