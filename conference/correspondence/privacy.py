"""What an event's mail holds about a person, for the copy that they get of their data."""

from collections.abc import Iterator

from flask_babel import gettext as _

from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import queries

TABLES = ("delivery",)


def copy(registration: Registration) -> Iterator[Kept]:
    rows = [
        [Line("subject", _("Subject"), subject), Line("released_at", _("When"), at)]
        for subject, at in queries.announcements_to(registration.id)
    ]
    yield Kept("announcements", _("Announcements to you"), rows)
    at = queries.unsubscribed_at(registration.event_id, registration.email_key)
    yield Kept("unsubscription", _("Announcements"), [[Line("at", _("Unsubscribed"), at)]] if at else [])
