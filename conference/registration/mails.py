"""What people get by mail about their registration. Each letter tells the state of the moment it is written."""

import logging
from datetime import timedelta
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from conference.core.calendar import Method
from conference.core.codes import in_groups
from conference.core.i18n import language
from conference.core.pdf import PdfFailed
from conference.core.qr import qr_png
from conference.core.templating import external_url
from conference.events.models import Mode
from conference.events.telling import said_plainly
from conference.events.words import place_of
from conference.mail.letters import Attachment, Letter, composer
from conference.mail.queries import messages_about
from conference.mail.rendering import OwnWords
from conference.mail.wordings import Sample, own_words_for

from . import line_queries, links, manage_queries, papers, queries, room_queries, rules
from .calendar import calendar_file
from .hooks import notes_for, origin_of
from .models import Registration, RegistrationState, Ticket
from .placeholders import SECRET, greeted, values_of
from .rules import ATTENDEE, NAMER
from .wordings import EVENT, KINDS

__all__ = ["greeted", "letter", "sample_letter"]

log = logging.getLogger(__name__)
QR_MODULE_PX = 8
TRIES_WITH_PDF = 3


@composer("registration.received")
def received(registration_id: int) -> Letter | None:
    """To who has no ticket yet: the address is to be confirmed, the organisers decide, or there is a line."""
    registration = queries.get_registration(registration_id)
    event = registration.event
    settings = queries.settings_of(event.id) or rules.default_settings()
    if registration.state == RegistrationState.WAITING:
        position = line_queries.position_in_line(registration, by_priority=settings.waits_by_priority)
        if position is None:
            return None  # a place was offered meanwhile: that letter says it
        subject = _("You are on the waiting list: %(event)s", event=title_of(registration))
        return letter("waiting", registration, subject, position=position, is_direct=rules.is_direct(settings),
                      offer_hours=settings.offer_hours)  # fmt: skip
    if registration.state != RegistrationState.PENDING:
        return None
    if rules.is_unproved(registration, settings):
        subject = _("Please confirm your address: %(event)s", event=title_of(registration))
        until = registration.changed_at + timedelta(hours=settings.verify_hours)
        return letter("verify", registration, subject, until=until)
    return letter("received", registration, _("We have your registration: %(event)s", event=title_of(registration)))


@composer("registration.offer")
def offer(registration_id: int) -> Letter | None:
    registration = queries.get_registration(registration_id)
    if not registration.has_offer:
        return None
    subject = _("A place for you: %(event)s", event=title_of(registration))
    return letter("offer", registration, subject, until=registration.offered_until)


@composer("registration.offer_ended")
def offer_ended(registration_id: int) -> Letter | None:
    registration = queries.get_registration(registration_id)
    if registration.state != RegistrationState.WAITING or registration.offer_ended_at is None:
        return None
    return letter(
        "offer_ended",
        registration,
        _("The offer has ended: %(event)s", event=title_of(registration)),
    )


@composer("registration.confirmed")
def confirmed(registration_id: int) -> Letter | None:
    """With the ticket: as a picture, as text, as a PDF; and the entry for the calendar."""
    registration = queries.get_registration(registration_id)
    ticket = registration.valid_ticket
    if registration.state != RegistrationState.CONFIRMED or ticket is None:
        return None
    if registration.mode == Mode.ONLINE:  # no door, so no code to show
        entry = calendar_attachment(registration, "REQUEST")
        subject = _("Your place online: %(event)s", event=title_of(registration))
        return letter("confirmed", registration, subject, attachments=(entry,), came_to_room=False)
    code = links.ticket_code_of(ticket)
    pdf = ticket_attachment(registration, ticket)
    return letter(
        "confirmed",
        registration,
        _("Your ticket: %(event)s", event=title_of(registration)),
        images={"qr": qr_png(code, QR_MODULE_PX)},
        attachments=(*pdf, calendar_attachment(registration, "REQUEST")),
        code=in_groups(code),
        has_pdf=bool(pdf),
        came_to_room=has_come_to_room(registration.id),
    )


@composer("registration.declined")
def declined(registration_id: int) -> Letter | None:
    registration = queries.get_registration(registration_id)
    if registration.state != RegistrationState.DECLINED:
        return None
    return letter("declined", registration, _("Your registration: %(event)s", event=title_of(registration)))


@composer("registration.cancelled")
def cancelled(registration_id: int) -> Letter | None:
    """Takes the entry out of the calendar of whoever had a ticket."""
    registration = queries.get_registration(registration_id)
    if registration.state != RegistrationState.CANCELLED:
        return None
    entry = (calendar_attachment(registration, "CANCEL"),) if registration.tickets else ()
    return letter(
        "cancelled",
        registration,
        _("Cancelled: %(event)s", event=title_of(registration)),
        attachments=entry,
        by_attendee=registration.cancelled_by == ATTENDEE,
        by_namer=registration.cancelled_by == NAMER,
    )


@composer("registration.expired")
def expired(registration_id: int) -> Letter | None:
    registration = queries.get_registration(registration_id)
    if registration.state != RegistrationState.EXPIRED:
        return None
    return letter("expired", registration, _("Your registration: %(event)s", event=title_of(registration)))


@composer("registration.link")
def link(registration_id: int) -> Letter | None:
    """For an address that registers again, or lost its link."""
    registration = queries.get_registration(registration_id)
    if not registration.is_alive:
        return None
    subject = _("Your link: %(event)s", event=title_of(registration))
    return letter("link", registration, subject)


def has_come_to_room(registration_id: int) -> bool:
    """The place in the room is one that the person asked for while they took part online."""
    wish = room_queries.find_wish(registration_id)
    return wish is not None and wish.moved_at is not None


def title_of(registration: Registration) -> str:
    return said_plainly(registration.event, "title")


def letter(
    name: str,
    registration: Registration,
    subject: str,
    *,
    images: dict[str, bytes] | None = None,
    attachments: tuple[Attachment, ...] = (),
    **facts: Any,
) -> Letter:
    """The letter of that name; in the event's own words where it has some, with all that belongs to it besides."""
    event, values = registration.event, values_of(registration)
    own = own_words_for(f"registration.{name}", event.id, language(), values)
    notes = notes_for(registration)
    facts |= {"link": values["link"].text, "join_link": join_link(registration), "notes": notes}
    files = tuple(file for note in notes for file in note.attachments)
    extras = {"images": images or {}, "attachments": (*attachments, *files)}
    return written(name, registration, own.subject if own else subject, own, facts, **extras)


def sample_of(kind: str, event_id: int, words: str) -> Sample | None:
    """The letter as it would be to whoever is found by the words, or else registered last."""
    person = manage_queries.find_person(event_id, words)
    if person is None:
        return None
    to = f"{person.name} <{person.email}>"
    return Sample(to, values_of(person, is_masked=True), lambda own: sample_letter(kind, person, own))


def sample_letter(kind: str, registration: Registration, own: OwnWords) -> Letter:
    """How own words look in the letter to a person; without that person's secrets, and without attachments."""
    _feature, _dot, name = kind.partition(".")
    facts = {
        "link": values_of(registration, is_masked=True)["link"].text,
        "join_link": "",
        "code": SECRET,
        "has_pdf": True,
        "came_to_room": False,
        "by_attendee": False,
        "by_namer": False,
        "until": registration.event.starts_at,
        "position": 1,
        "is_direct": False,
        "offer_hours": rules.default_settings().offer_hours,
    }
    return written(name, registration, own.subject, own, facts, images={"qr": qr_png(SECRET, QR_MODULE_PX)})


def letter_ahead(kind: str, registration: Registration) -> Letter:
    """What the person would get of that kind, before it is so; without their secrets and without attachments."""
    _feature, _dot, name = kind.partition(".")
    values = values_of(registration, is_masked=True)
    own = own_words_for(kind, registration.event_id, language(), values)
    wording = next(one for one in KINDS if one.kind == kind)
    is_online = kind == "registration.confirmed" and registration.mode == Mode.ONLINE
    built_in = _("Your place online: %(event)s", event=EVENT) if is_online else wording.subject()
    subject = own.subject if own else built_in.replace(EVENT, title_of(registration))
    settings = queries.settings_of(registration.event_id) or rules.default_settings()
    facts = {
        "link": values["link"].text,
        "join_link": values["link"].text if is_online else "",
        "position": len(line_queries.line_ids(registration.event_id, by_priority=False)) + 1,
        "is_direct": rules.is_direct(settings),
        "offer_hours": settings.offer_hours,
        "until": registration.changed_at + timedelta(hours=settings.verify_hours),
        "code": SECRET,
        "has_pdf": True,
        "came_to_room": False,
        "by_attendee": False,
        "by_namer": False,
        "notes": notes_for(registration),
    }
    return written(name, registration, subject, own, facts)


def written(
    name: str, registration: Registration, subject: str, own: OwnWords | None, facts: dict[str, Any], **extras: Any
) -> Letter:
    event = registration.event
    facts = facts | {
        "event": event,
        "place": place_of(event, language()),
        "registration": registration,
        "greeted": greeted(registration.name),
        "own": own,
        "origin": origin_of(registration),
    }
    return Letter(
        subject=subject,
        text=render_template(f"registration/mail/{name}.txt", **facts),
        html=render_template(f"registration/mail/{name}.html", subject=subject, **facts),
        reply_to=event.contact_email or None,
        event_name=said_plainly(event, "title"),
        **extras,
    )


def join_link(registration: Registration) -> str:
    """The person's own way to the stream; "" for who comes to the room, and for who is not confirmed."""
    if registration.mode != Mode.ONLINE or registration.state != RegistrationState.CONFIRMED:
        return ""
    token = links.own_page_token(registration)
    return external_url(url_for("registration.own_join", slug=registration.event.slug, token=token))


def ticket_attachment(registration: Registration, ticket: Ticket) -> tuple[Attachment, ...]:
    """The ticket as PDF. When it cannot be made the letter waits; in the end it goes without.

    The letter holds the code anyway, and the own page offers the PDF whenever it is asked for.
    """
    try:
        return (Attachment("ticket.pdf", "application/pdf", papers.ticket_file(registration, ticket)),)
    except PdfFailed:
        messages = messages_about("registration.confirmed", registration.id)
        if messages and messages[0].attempts < TRIES_WITH_PDF:
            raise
        log.exception("ticket of registration %s goes out without its PDF", registration.id)
        return ()


def calendar_attachment(registration: Registration, method: Method) -> Attachment:
    parameters = (("charset", "utf-8"), ("method", method))
    return Attachment("event.ics", "text/calendar", calendar_file(registration, method), parameters)
