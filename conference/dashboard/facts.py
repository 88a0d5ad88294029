"""What the door knows, told on the organisers' page of a registration."""

from flask_babel import gettext as _

from conference.core.times import instant
from conference.registration.hooks import Fact
from conference.registration.models import Registration

from . import queries


def entries_of(registration: Registration) -> list[Fact]:
    """Where and when the person came in."""
    zone = registration.event.zone
    return [
        (name, _("In since %(when)s, %(door)s", when=instant(at, zone), door=door))
        for name, at, door in queries.entries_of_registration(registration.id)
    ]
