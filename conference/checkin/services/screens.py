"""The public screen of the door: opened, closed, its address replaced."""

from datetime import datetime

from conference.core import audit
from conference.core.codes import digest, new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.secretlinks import new_link
from conference.events.models import Event

from ..models.screens import PURPOSE, DoorScreen


def open_screen(event_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Give the screen an address; one that it had leads nowhere from now on."""
    with transaction() as session:
        event = lock(Event, event_id)
        screen = session.get(DoorScreen, event_id)
        if screen is None:
            screen = DoorScreen(event_id=event_id, uuid=new_uuid7(), version=0)
            session.add(screen)
        screen.version += 1
        screen.link_digest = digest(new_link(PURPOSE, screen.uuid, screen.version))
        screen.opened_at = at
        audit.record("door_screen.opened", event, actor=actor, event_id=event_id, at=at)


def close_screen(event_id: int, *, actor: audit.Actor, at: datetime) -> None:
    with transaction():
        event = lock(Event, event_id)
        screen = db.session.get(DoorScreen, event_id)
        if screen is None or screen.link_digest is None:
            return
        screen.link_digest = None
        audit.record("door_screen.closed", event, actor=actor, event_id=event_id, at=at)
