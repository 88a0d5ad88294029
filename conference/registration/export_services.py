"""Personal data that leaves the system is noted: who took how much, and when."""

from datetime import datetime

from conference.core import audit
from conference.core.db import transaction
from conference.events.models import Event


def note_export(event_id: int, rows: int, *, narrowed: bool, actor: audit.Actor, at: datetime) -> None:
    """Log that `rows` registrations were taken out; `narrowed` tells that a filter was on."""
    with transaction() as session:
        event = session.get_one(Event, event_id)
        audit.record(
            "registrations.exported", event, actor=actor, event_id=event_id, at=at, rows=rows, narrowed=narrowed
        )
