"""The mail that says where and when the event is now."""

from flask_babel import gettext as _

from conference.events.telling import said_plainly
from conference.mail.letters import Letter, composer

from . import queries
from .mails import calendar_attachment, letter
from .models import RegistrationState


@composer("registration.event_changed")
def event_changed(registration_id: int) -> Letter | None:
    """The entry has the identity of the one that people have and a higher sequence, so that it takes its place."""
    registration = queries.get_registration(registration_id)
    if registration.state != RegistrationState.CONFIRMED:
        return None
    subject = _("Changed: %(event)s", event=said_plainly(registration.event, "title"))
    return letter("event_changed", registration, subject, attachments=(calendar_attachment(registration, "REQUEST"),))
