"""The event as an entry in the attendee's calendar."""

from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import gettext as _

from conference.core.calendar import Entry, Method, Who, invitation
from conference.core.i18n import force_locale
from conference.core.templating import external_url
from conference.core.translated import in_language
from conference.events.models import Mode
from conference.events.words import place_of

from .models import Registration


def calendar_file(registration: Registration, method: Method) -> bytes:
    """One entry, in the person's language; the same registration in the same state always gives the same bytes.

    method: PUBLISH for a download; REQUEST and CANCEL for mails, where a calendar that knows the entry changes it.
    """
    event = registration.event
    address = external_url(url_for("events.show_event", slug=event.slug))
    entry = Entry(
        uid=f"{registration.uuid}@{urlsplit(current_app.config['BASE_URL']).hostname}",
        zone=event.zone,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        summary=in_language(event, "title", registration.language, event.main_language).text,
        stamp=registration.changed_at,
        created_at=registration.created_at,
        sequence=registration.calendar_sequence,
        status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
        description=address,
        location=where(registration),
        url=address,
        organiser=Who("", f"mailto:{event.contact_email or current_app.config['MAIL_FROM']}"),
    )
    attendee = Who(registration.name, f"mailto:{registration.email}") if method != "PUBLISH" else None
    return invitation(entry, method, attendee=attendee)


def where(registration: Registration) -> str:
    if registration.mode != Mode.ONLINE:
        return place_of(registration.event, registration.language)
    with force_locale(registration.language):
        return _("Online")
