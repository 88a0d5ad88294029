"""What is noted when papers are made."""

from datetime import datetime

from conference.core import audit
from conference.core.db import transaction
from conference.events.models import Event


def note_papers(event_id: int, kind: str, number: int, *, actor: audit.Actor, at: datetime) -> None:
    """Log that place cards, tents or door signs were made."""
    with transaction() as session:
        event = session.get_one(Event, event_id)
        audit.record("badges.papers", event, actor=actor, event_id=event_id, at=at, kind=kind, number=number)
