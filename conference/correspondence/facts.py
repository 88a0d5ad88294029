"""What mail knows of a person, told on the organisers' page of their registration."""

from flask_babel import gettext as _

from conference.core.times import instant
from conference.mail.queries import find_undeliverable
from conference.registration.hooks import Fact
from conference.registration.models import Registration

from .queries import is_unsubscribed


def mail_facts(registration: Registration) -> list[Fact]:
    event, found = registration.event, []
    if bad := find_undeliverable(event.id, registration.email):
        when = instant(bad.noted_at, event.zone)
        words = _("Mail to it came back on %(when)s: %(reason)s", when=when, reason=bad.reason)
        found.append((_("E-mail address"), words))
    if is_unsubscribed(event.id, registration.email_key):
        found.append((_("Announcements"), _("Unsubscribed")))
    return found
