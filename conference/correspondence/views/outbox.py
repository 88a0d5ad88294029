"""Organisers: what was written to the people of an event, and how it went."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.paging import asked_page
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.mail import services
from conference.mail.models import Message
from conference.mail.queries import counts_by_state, find_message
from conference.mail.words import STATE_WORDS, look_and_word, reason_of, title_of

from .. import queries
from . import manage_mail


@manage_mail.get("/", endpoint="list")
@event_page(Permission.VIEW_MAIL)
def list_messages(event: Event) -> str:
    asked = request.args.get("status", "")
    state = asked if asked in STATE_WORDS else ""
    counts = counts_by_state(event.id)
    query: dict[str, Any] = {"status": state} if state else {}
    return render_template(
        "correspondence/outbox.html",
        event=event,
        state=state,
        counts=counts,
        page=queries.page_of_messages(event.id, state, asked_page()),
        page_address=lambda number: url_for(".list", slug=event.slug, page=number, **query),
        choices=[(key, f"{word} ({counts.get(key, 0)})") for key, word in STATE_WORDS.items()],
        title_of=title_of,
        look_and_word=look_and_word,
        reason_of=reason_of,
    )


@manage_mail.get("/<code>", endpoint="show")
@event_page(Permission.VIEW_MAIL)
def show_message(event: Event, code: str) -> str:
    return message_page(event, get_message(event, code), ActionForm())


@manage_mail.post("/<code>/resend", endpoint="resend")
@event_page(Permission.SEND_MAIL)
def resend_message(event: Event, code: str) -> Response | tuple[str, int]:
    message = get_message(event, code)
    form = ActionForm()
    if form.validate_on_submit():
        try:
            services.resend(message.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The e-mail is on its way again."), "success")
            return redirect(url_for(".show", slug=event.slug, code=code))
    return message_page(event, get_message(event, code), form), form.status


@manage_mail.post("/<code>/settle", endpoint="settle")
@event_page(Permission.SEND_MAIL)
def settle_message(event: Event, code: str) -> Response | tuple[str, int]:
    """An unsure one has arrived, as the person says or their answer shows."""
    message, form = get_message(event, code), ActionForm()
    if form.validate_on_submit():
        try:
            services.settle(message.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Noted: it has arrived."), "success")
            return redirect(url_for(".show", slug=event.slug, code=code))
    return message_page(event, get_message(event, code), form), form.status


def get_message(event: Event, code: str) -> Message:
    message = find_message(event.id, code)
    return message if message is not None else abort(404)


def person_of(event: Event, message: Message) -> str | None:
    """Where the organiser finds the person that the message is about."""
    code = queries.code_of_person(message) if may(Permission.VIEW_ATTENDEES) else None
    return url_for("manage_registrations.show", slug=event.slug, code=code) if code else None


def message_page(event: Event, message: Message, form: ActionForm) -> str:
    return render_template(
        "correspondence/message.html",
        event=event,
        message=message,
        form=form,
        title=title_of(message),
        person_url=person_of(event, message),
        look_and_word=look_and_word(message),
        reason_of=reason_of,
        history=audit.timeline(audit.history(message), event.zone),
        may_resend=message.may_be_sent_again and may(Permission.SEND_MAIL),
    )
