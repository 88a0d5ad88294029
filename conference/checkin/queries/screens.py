from sqlalchemy import select

from conference.core.codes import digest
from conference.core.db import db
from conference.core.secretlinks import LostKey, known_link
from conference.events.models import Event

from ..models.screens import PURPOSE, DoorScreen


def token_of_screen(event_id: int) -> str | None:
    """The secret in the screen's address; None while it is closed, or when the key of its address is lost."""
    row = db.session.get(DoorScreen, event_id)
    if row is None or row.link_digest is None:
        return None
    try:
        return known_link(PURPOSE, row.uuid, row.version, row.link_digest)
    except LostKey:
        return None


def event_of_screen(slug: str, token: str) -> Event | None:
    query = (
        select(Event)
        .join(DoorScreen, DoorScreen.event_id == Event.id)
        .where(Event.slug == slug, DoorScreen.link_digest == digest(token))
    )
    return db.session.scalars(query).one_or_none()
