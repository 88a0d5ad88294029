"""What people who take part online are told of the seats that they had in sessions."""

from datetime import timedelta

from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.i18n import language
from conference.core.times import instant
from conference.events.models import Mode
from conference.programme.agenda import Item
from conference.registration.hooks import Note
from conference.registration.models import Registration

from . import queries
from .mails import calendar_entry
from .models import SignUpState

TOLD_FOR = timedelta(days=1)  # a ticket that is sent again much later need not repeat it


def note_for(registration: Registration) -> Note | None:
    """For a letter: the seats that were given up a moment ago, or those that will be when this is stored.

    Those that the person had leave their calendar.
    """
    if registration.mode != Mode.ONLINE:
        return None
    event, at = registration.event, now()
    items = {item.slot_uuid: item for item in queries.items_of(event, language())}
    ahead = [offer.item for offer in queries.not_possible(registration, event, at, language=language())]
    gone = [
        (items[slot], entry.detail.get("was") == SignUpState.TAKEN)
        for entry in queries.rooms_left(registration, at - TOLD_FOR)
        if (slot := str(entry.detail.get("slot"))) in items
    ]
    if not gone and not ahead:
        return None
    return Note(
        _("You take part online, so others get what you had chosen in the room:"),
        tuple(line(item, event.zone) for item in (*ahead, *(item for item, _had in gone))),
        tuple(calendar_entry(item, registration, "CANCEL") for item, had in gone if had),
    )


def given_up_by(registration: Registration) -> list[str]:
    """For the own page: what went to others when the person went online, until it begins or is chosen anew."""
    entries = queries.rooms_left(registration, registration.created_at)
    if not entries:
        return []
    event, at = registration.event, now()
    slots = {str(entry.detail.get("slot")) for entry in entries}
    chosen = {row.slot_id for row in queries.sign_ups_of(registration.id)}
    return [
        line(item, event.zone)
        for item in queries.items_of(event, language())
        if item.slot_uuid in slots and item.slot_id not in chosen and at < item.starts_at and not item.is_cancelled
    ]


def line(item: Item, zone: str) -> str:
    words = f"{item.title}, {instant(item.starts_at, zone)}"
    return _("%(session)s: you can follow it online", session=words) if item.is_streamed else words


def seats_of(registration: Registration) -> list[str]:
    """Titles of sessions whose seats the person would give up by taking part online."""
    event = registration.event
    found = queries.not_possible(registration, event, now(), mode=Mode.ONLINE, language=language())
    return [offer.item.title for offer in found]
