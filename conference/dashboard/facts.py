"""What the door knows, told on the organisers' page of a registration."""

from flask_babel import gettext as _

from conference.checkin.models import PointKind
from conference.core.times import instant
from conference.registration.hooks import Fact
from conference.registration.models import Registration

from . import queries


def entries_of(registration: Registration) -> list[Fact]:
    """Where and when the person came in, or was given something."""
    zone = registration.event.zone
    return [
        (name, words_of(kind, ", ".join(filter(None, (instant(at, zone), door)))))
        for name, kind, at, door in queries.entries_of_registration(registration.id)
    ]


def words_of(kind: str, when: str) -> str:
    return str(_("Received: %(when)s", when=when) if kind == PointKind.HAND_OUT else _("Came in: %(when)s", when=when))
