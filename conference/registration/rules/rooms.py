"""From online to the room when a place is free there: who may ask, and until when an offer stands. Pure."""

from datetime import datetime

from flask_babel import gettext as _

from conference.core import times
from conference.core.errors import Refused
from conference.events.models import Event, Mode

from ..models import Category, Registration, RegistrationSettings, RoomWish, WaitingList
from .opening import is_event_full, modes_offered
from .refusals import EventOver, OfferEnded, WrongMode, wrong_state


def is_moving(event: Event, settings: RegistrationSettings) -> bool:
    """People online can be given places in the room."""
    return event.mode == Mode.HYBRID and settings.to_room != WaitingList.OFF


def may_move(event: Event, category: Category, settings: RegistrationSettings) -> bool:
    """Somebody of the category who takes part online can be given a place in the room."""
    return is_moving(event, settings) and has_both_ways(event, category)


def has_both_ways(event: Event, category: Category) -> bool:
    return len(modes_offered(event, category)) > 1


def may_ask(registration: Registration, settings: RegistrationSettings, at: datetime) -> bool:
    """Asking makes sense: the person takes part online, and every place in the room is taken."""
    return why_not_ask(registration, settings, at) is None and is_event_full(registration.event, Mode.IN_PERSON)


def why_not_ask(registration: Registration, settings: RegistrationSettings, at: datetime) -> Refused | None:
    """Say why the person cannot ask for a place in the room; None when they can."""
    event = registration.event
    if not registration.is_alive:
        return wrong_state(registration.state)
    if at >= event.ends_at:
        return EventOver(_("This event is over"))
    if registration.mode != Mode.ONLINE:
        return WrongMode(_("You come to the room already"))
    if not may_move(event, registration.category, settings):
        return WrongMode(_("This way of taking part is not offered"))
    return None


def why_not_take_room(wish: RoomWish, event: Event, at: datetime) -> OfferEnded | None:
    """Say why the place in the room that is kept for the person cannot be taken any more; None when it can."""
    if wish.offered_until is None or at < wish.offered_until:
        return None
    return OfferEnded(
        _(
            "The offer ended on %(when)s, and the place in the room goes to the next who asked. You keep your place "
            "online.",
            when=times.instant(wish.offered_until, event.zone),
        )
    )


def may_hold_room(registration: Registration) -> bool:
    """A place in the room may be kept for the person beside the one that they have online."""
    return (
        registration.holds_place
        and registration.mode == Mode.ONLINE
        and has_both_ways(registration.event, registration.category)
    )
