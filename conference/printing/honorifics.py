"""The title before a name on a badge: what the person said, or what the programme says of the speaker."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from conference.badges.hooks import FieldSource
from conference.badges.queries import among
from conference.core.db import db
from conference.core.text import email_key
from conference.events.models import Event
from conference.programme.models import Speaker
from conference.registration.models import Registration

ANSWER = "honorific"  # code of a question


def titles(event: Event, people: Sequence[Registration]) -> dict[int, str]:
    """By registration; speakers are known by their address."""
    spoken = _spoken(event)
    found = {row.id: _said(row) or spoken.get(row.email_key, "") for row in people}
    return {ident: title for ident, title in found.items() if title}


def spoken_titles(event: Event, ids: Collection[int]) -> Mapping[int, str]:
    """What the programme says of those people, whatever they say themselves; by registration."""
    spoken = _spoken(event)
    if not spoken:
        return {}
    query = select(Registration.id, Registration.email_key).where(
        Registration.event_id == event.id, among(Registration.email_key, spoken), among(Registration.id, ids)
    )
    return {ident: spoken[key] for ident, key in db.session.execute(query) if key in spoken}


def _spoken(event: Event) -> dict[str, str]:
    query = select(Speaker.email, Speaker.title).where(
        Speaker.event_id == event.id, Speaker.title != "", Speaker.email != ""
    )
    return {email_key(email): title for email, title in db.session.execute(query.order_by(Speaker.id.desc()))}


def _said(row: Registration) -> str:
    said = (row.answers or {}).get(ANSWER)
    return said if isinstance(said, str) else ""


SOURCE = FieldSource(titles, own=spoken_titles)
