"""The own agenda of a registered person, for the copy that they get of their data."""

from collections.abc import Iterator

from flask_babel import gettext as _

from conference.registration.keepers import Kept, Line
from conference.registration.models import Registration

from . import queries

TABLES = ("personal_agenda",)


def copy(registration: Registration) -> Iterator[Kept]:
    rows = [
        [Line("session", _("Session"), title), Line("code", _("Code"), code), Line("picked_at", _("Chosen"), at)]
        for title, code, at in queries.picks_of(registration.id)
    ]
    yield Kept("my_agenda", _("My agenda"), rows)
