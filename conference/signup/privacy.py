"""The sign-ups of a person, for the copy that they get of their data."""

from collections.abc import Iterator

from flask_babel import gettext as _

from conference.events.telling import said_plainly
from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import queries
from .words import STATE_WORDS

TABLES = ("sign_up",)


def copy(registration: Registration) -> Iterator[Kept]:
    rows = [
        [
            Line("session", _("Session"), said_plainly(row.slot.session, "title", registration.event)),
            Line("code", _("Code"), row.slot.session.code),
            Line("state", _("Status"), str(STATE_WORDS[row.state])),
            Line("rank", _("Choice"), row.rank),
            Line("since", _("Since"), row.since),
            Line("created_at", _("Signed up"), row.created_at),
        ]
        for row in queries.sign_ups_of(registration.id)
    ]
    yield Kept("sign_ups", _("Your sessions"), rows)
