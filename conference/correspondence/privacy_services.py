"""Erasing what an event's mail holds about a person."""

from datetime import datetime

from sqlalchemy import delete, select

from conference.core.db import db
from conference.mail.erase_services import forget_messages
from conference.registration.models import Registration

from .announcement_queries import KIND
from .models import Delivery, Unsubscription


def erase(registration: Registration, _at: datetime) -> None:
    """Inside a transaction. That announcements went to somebody stays, for the figures."""
    ids = list(db.session.scalars(select(Delivery.id).where(Delivery.registration_id == registration.id)))
    forget_messages(registration.event_id, (), [(KIND, ids)])
    db.session.execute(
        delete(Unsubscription).where(
            Unsubscription.event_id == registration.event_id, Unsubscription.email_key == registration.email_key
        )
    )
