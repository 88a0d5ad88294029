"""What letters about a registration say of the sessions that its person chose."""

from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.i18n import language
from conference.core.times import instant
from conference.programme.agenda import Item
from conference.registration.hooks import Note
from conference.registration.models import Registration

from . import queries
from .mine import words_of
from .models import SignUp


def sessions_note(registration: Registration) -> Note | None:
    """What is chosen and to come, each with how it stands: whether there is a place, or how many are in line before."""
    rows = {row.slot_id: row for row in queries.sign_ups_of(registration.id)} if registration.is_alive else {}
    if not rows:
        return None
    event, at = registration.event, now()
    items = [item for item in queries.items_of(event, language()) if item.slot_id in rows and at < item.starts_at]
    lines = tuple(line(item, rows[item.slot_id], registration) for item in items if not item.is_cancelled)
    return Note(_("Your sessions:"), lines) if lines else None


def line(item: Item, row: SignUp, registration: Registration) -> str:
    return f"{item.title}, {instant(item.starts_at, registration.event.zone)}: {words_of(row, registration)}"
