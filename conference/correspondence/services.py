"""Who wants no announcements, and which addresses came back."""

from datetime import datetime

from sqlalchemy import delete

from conference.core import audit
from conference.core.db import lock, transaction
from conference.events.models import Event
from conference.mail.services import forget_undeliverable
from conference.registration.models import Registration

from . import queries
from .models import Unsubscription


def unsubscribe(registration_id: int, *, at: datetime) -> None:
    """No announcement of the event goes to this address any more. Twice is like once."""
    with transaction() as session:
        person = lock(Registration, registration_id)
        if queries.is_unsubscribed(person.event_id, person.email_key):
            return
        session.add(Unsubscription(event_id=person.event_id, email_key=person.email_key, at=at))
        audit.record("mail.unsubscribed", person, actor=audit.ATTENDEE, event_id=person.event_id, at=at)


def subscribe(registration_id: int, *, at: datetime) -> None:
    """Take it back."""
    with transaction() as session:
        person = lock(Registration, registration_id)
        result = session.execute(
            delete(Unsubscription).where(
                Unsubscription.event_id == person.event_id, Unsubscription.email_key == person.email_key
            )
        )
        if result.rowcount:  # type: ignore[attr-defined]
            audit.record("mail.subscribed", person, actor=audit.ATTENDEE, event_id=person.event_id, at=at)


def address_works(event_id: int, email: str, *, actor: audit.Actor, at: datetime) -> None:
    """An organiser knows that the address can be reached again."""
    if forget_undeliverable(event_id, email):
        with transaction():
            event = lock(Event, event_id)
            audit.record("mail.address_works", event, actor=actor, event_id=event_id, at=at)
