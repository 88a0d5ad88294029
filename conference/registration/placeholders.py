"""What organisers may put into their texts in braces, and what comes in its place for one person."""

import re

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.core.codes import in_groups
from conference.core.i18n import language
from conference.core.templating import external_url
from conference.core.times import clock, date_range, zone_label
from conference.core.translated import in_language
from conference.events.models import Event
from conference.events.words import place_of
from conference.mail.rendering import Placeholder, Value

from . import links
from .models import Registration

NAME = Placeholder("name", _l("the name of the person"))
OF_EVENT = (
    Placeholder("event", _l("the title of the event")),
    Placeholder("date", _l("the date of the event")),
    Placeholder("time", _l("when the event begins and ends")),
    Placeholder("place", _l("where the event is")),
    Placeholder("event page", _l("the address of the event's page")),
    Placeholder("contact", _l("the e-mail address of the organisers")),
)
PERSON = (
    NAME,
    Placeholder("organisation", _l("the organisation of the person")),
    Placeholder("category", _l("how the person takes part, like “Participant”")),
    Placeholder("code", _l("the code of the registration")),
    Placeholder("link", _l("the address of the person's own page")),
    *OF_EVENT,
)
TICKET = Placeholder("ticket code", _l("the code of the ticket; nothing while there is none"))
LOOKS_LIKE_A_LINK = re.compile(r"://|www\.|@|[\w-]{2,}\.[a-z]{2,}(?:/|\b)", re.IGNORECASE)
SECRET = "•••"  # noqa: S105 - what organisers see in place of somebody's secrets


def greeted(name: str) -> str:
    """The name to greet with; "" for one that a mail program might turn into a link.

    Anybody may type a stranger's address and any name: our mails must not carry their advertisement.
    """
    return "" if LOOKS_LIKE_A_LINK.search(name) else name


def values_of(registration: Registration, *, is_masked: bool = False) -> dict[str, Value]:
    """The values for a person, in the language in force. `is_masked`: without secrets, for the eyes of others."""
    event = registration.event
    token = "" if is_masked else links.own_page_token(registration)
    own_page = url_for("registration.own", slug=event.slug, token=token or "hidden")
    return {
        **values_of_event(event),
        "name": value_of_name(registration.name),
        "organisation": Value(greeted(registration.organisation)),
        "category": Value(str(in_language(registration.category, "name", language(), event.main_language))),
        "code": Value(registration.code),
        "link": Value(external_url(own_page), is_link=True),
        TICKET.name: Value(_ticket_code(registration, is_masked=is_masked)),
    }


def value_of_name(name: str) -> Value:
    return Value(greeted(name) or _("participant"))


def values_of_event(event: Event) -> dict[str, Value]:
    """The values of `OF_EVENT`."""
    zone, speech = event.zone, language()
    times = f"{clock(event.starts_at, zone)} – {clock(event.ends_at, zone)} ({zone_label(event.starts_at, zone)})"
    return {
        "event": Value(str(in_language(event, "title", speech, event.main_language))),
        "date": Value(date_range(event.starts_at, event.ends_at, zone)),
        "time": Value(times),
        "place": Value(place_of(event, speech)),
        "event page": Value(external_url(url_for("events.show_event", slug=event.slug)), is_link=True),
        "contact": Value(event.contact_email),
    }


def _ticket_code(registration: Registration, *, is_masked: bool) -> str:
    ticket = registration.valid_ticket
    if ticket is None:
        return ""
    return f"T{SECRET}" if is_masked else in_groups(links.ticket_code_of(ticket))
