"""Comparing the people of an event outside of any request."""

from datetime import datetime

from sqlalchemy import delete, insert

from conference.core.db import db, lock, transaction
from conference.events.models import Event

from .finding_queries import twins_now
from .models import PossibleTwin, TwinLook


def find_twins(event_id: int, at: datetime) -> None:
    """Compare all people of the event, and note who may be registered twice."""
    found = twins_now(event_id)
    db.session.rollback()  # the transaction that read them ends here
    with transaction() as session:
        lock(Event, event_id)  # another worker may be at it
        session.execute(delete(PossibleTwin).where(PossibleTwin.event_id == event_id))
        if found:
            session.execute(
                insert(PossibleTwin), [{"event_id": event_id, "registration_id": ident} for ident in sorted(found)]
            )
        look = session.get(TwinLook, event_id)
        if look is None:
            session.add(TwinLook(event_id=event_id, looked_at=at))
        else:
            look.looked_at = at
