"""In the room or online: what a person may change, and when the stream is open to them. Pure."""

from datetime import datetime

from flask_babel import gettext as _

from conference.core import times
from conference.core.errors import Refused
from conference.events.models import Mode

from ..models import Registration, RegistrationState
from .opening import modes_offered
from .refusals import EventOver, NotYetOpen, WrongMode, wrong_state


def other_mode(registration: Registration, at: datetime) -> Mode | None:
    """The other way in which the person may take part; None when there is none any more."""
    if not registration.is_alive or at >= registration.event.ends_at:
        return None
    offered = modes_offered(registration.event, registration.category)
    return next((mode for mode in offered if mode != registration.mode), None)


def why_not_join(registration: Registration, at: datetime) -> Refused | None:
    """Say why the stream is not open to the person at `at`; None when it is."""
    event = registration.event
    if registration.state != RegistrationState.CONFIRMED:
        return wrong_state(registration.state)
    if registration.mode != Mode.ONLINE:
        return WrongMode(_("You take part in the room. To take part online, change it below."))
    if at >= event.ends_at:
        return EventOver(_("This event is over"))
    if not event.join_url:
        return NotYetOpen(_("The organisers have not given the address of the stream yet. Come back later."))
    if at < event.stream_opens_at:
        when, zone = (
            times.instant(event.stream_opens_at, event.zone),
            times.zone_label(event.stream_opens_at, event.zone),
        )
        return NotYetOpen(
            _("The stream opens on %(when)s (%(zone)s). Come back then: this link stays yours.", when=when, zone=zone)
        )
    return None
