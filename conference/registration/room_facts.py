"""What organisers read on the page of a registration about the room and the stream."""

from flask_babel import gettext as _

from conference.core.times import instant

from . import room_queries
from .hooks import Fact
from .models import Registration


def facts_of(registration: Registration) -> list[Fact]:
    wish = room_queries.find_wish(registration.id)
    if wish is None or not registration.holds_place:
        return []
    zone, label = registration.event.zone, _("A place in the room")
    if wish.moved_at is not None:
        return [(label, _("came from online on %(when)s", when=instant(wish.moved_at, zone)))]
    if wish.offered_until is not None:
        return [(label, _("kept until %(when)s", when=instant(wish.offered_until, zone)))]
    if wish.offer_ended_at is not None:
        return [(label, _("offered until %(when)s, not answered", when=instant(wish.offer_ended_at, zone)))]
    return [(label, _("asked for on %(when)s", when=instant(wish.asked_at, zone)))]
