"""The letters to who takes part online and asked for a place in the room."""

from flask_babel import gettext as _

from conference.mail.letters import Letter, composer

from . import queries, room_queries
from .mails import letter, title_of


@composer("registration.room_offer")
def room_offer(registration_id: int) -> Letter | None:
    registration, wish = queries.get_registration(registration_id), room_queries.find_wish(registration_id)
    if wish is None or wish.offered_until is None:
        return None
    subject = _("A place in the room for you: %(event)s", event=title_of(registration))
    return letter("room_offer", registration, subject, until=wish.offered_until)


@composer("registration.room_offer_ended")
def room_offer_ended(registration_id: int) -> Letter | None:
    registration, wish = queries.get_registration(registration_id), room_queries.find_wish(registration_id)
    if wish is None or wish.offer_ended_at is None or not registration.holds_place:
        return None
    subject = _("You keep your place online: %(event)s", event=title_of(registration))
    return letter("room_offer_ended", registration, subject)
