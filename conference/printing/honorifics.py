"""The title before a name on a badge: what the person said, or what the programme says of the speaker."""

from collections.abc import Sequence

from sqlalchemy import func, select

from conference.badges.queries import among
from conference.core.db import db
from conference.core.text import email_key
from conference.events.models import Event
from conference.programme.models import Speaker
from conference.registration.models import Registration

ANSWER = "honorific"  # code of a question


def titles(event: Event, people: Sequence[Registration]) -> dict[int, str]:
    """By registration; speakers are known by their address."""
    keys = [row.email_key for row in people]
    query = select(Speaker.email, Speaker.title).where(
        Speaker.event_id == event.id, Speaker.title != "", among(func.lower(Speaker.email), keys)
    )
    spoken = {email_key(email): title for email, title in db.session.execute(query.order_by(Speaker.id.desc()))}
    found = {row.id: _said(row) or spoken.get(row.email_key, "") for row in people}
    return {ident: title for ident, title in found.items() if title}


def _said(row: Registration) -> str:
    said = (row.answers or {}).get(ANSWER)
    return said if isinstance(said, str) else ""
