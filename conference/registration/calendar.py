"""The event as an entry in the attendee's calendar (iCalendar, RFC 5545)."""

import unicodedata
from datetime import UTC, date
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from icalendar import Calendar, vCalAddress
from icalendar import Event as Entry

from conference.core.templating import country_name, external_url
from conference.core.text import clean_line
from conference.events.models import Event

from .models import Registration

PRODUCT = "-//Conference//Registration//EN"


def calendar_file(registration: Registration, method: str) -> bytes:
    """One entry; the same registration in the same state always gives the same bytes.

    method: PUBLISH for a download; REQUEST and CANCEL for mails, where a calendar that knows the entry changes it.
    """
    event, zone = registration.event, ZoneInfo(registration.event.zone)
    address = external_url(url_for("events.show_event", slug=event.slug))
    entry = Entry()
    entry.add("uid", f"{registration.uuid}@{urlsplit(current_app.config['BASE_URL']).hostname}")
    entry.add("sequence", registration.calendar_sequence)
    entry.add("dtstamp", registration.changed_at.astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", plain(event.title))
    entry.add("location", plain(place_of(event)))
    entry.add("description", address)
    entry.add("url", address)
    entry.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    entry.add("transp", "OPAQUE")
    entry.add("organizer", vCalAddress(f"mailto:{event.contact_email or current_app.config['MAIL_FROM']}"))
    if method != "PUBLISH":
        entry.add("attendee", attendee(registration))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(entry)
    calendar.add_missing_timezones(date(event.starts_at.year, 1, 1), date(event.ends_at.year + 1, 1, 1))
    return bytes(calendar.to_ical())


def attendee(registration: Registration) -> Any:
    person = vCalAddress(f"mailto:{registration.email}")
    person.params.update(
        {"CN": plain(registration.name), "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    )
    return person


def place_of(event: Event) -> str:
    """Venue, address, city and country in one line."""
    parts = [event.venue, *event.address.splitlines(), event.city, country_name(event.country)]
    return ", ".join(part for part in parts if part.strip())


def plain(text: str) -> str:
    """One line without control characters, which calendars do not take."""
    return "".join(char for char in clean_line(text) if unicodedata.category(char) != "Cc")
