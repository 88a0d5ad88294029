"""What changed of an event since its people were told: what stands in their calendars is no longer true."""

from sqlalchemy import func, select

from conference.core.audit import LogEntry
from conference.core.db import db
from conference.events.models import Event

from .models import Registration, RegistrationState

IN_CALENDARS = ("title", "starts_at", "ends_at", "zone", "mode", "venue", "address", "city", "country")
TOLD = "event.people_told"


def untold(event: Event) -> list[str]:
    """The fields that people have in their calendars and that were changed since, each once."""
    query = (
        select(LogEntry)
        .where(
            LogEntry.subject_type == Event.__tablename__,
            LogEntry.subject_id == event.id,
            LogEntry.action.in_(("event.changed", TOLD)),
        )
        .order_by(LogEntry.id)
    )
    found: list[str] = []
    for entry in db.session.scalars(query):
        if entry.action == TOLD:
            found.clear()
        elif event.published_at is not None and entry.at >= event.published_at:
            found += [name for name in entry.detail.get("fields", ()) if name in IN_CALENDARS and name not in found]
    return found


def count_confirmed(event_id: int) -> int:
    query = select(func.count(Registration.id)).where(
        Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED
    )
    return db.session.scalar(query) or 0
