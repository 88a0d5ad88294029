"""Organisers: writing announcements, choosing who gets them and when, watching them go out."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.i18n import LANGUAGES
from conference.core.paging import asked_page
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.mail.showing import framing, letter_page, refusal_page
from conference.mail.words import STATE_WORDS as MESSAGE_WORDS
from conference.mail.words import look_and_word, reason_of, title_of
from conference.registration.audience import narrowings

from .. import announcement_queries as queries
from .. import announcement_services as services
from .. import mails, previews, recipients, rules, words
from ..forms import AnnouncementForm, AttachForm, chosen_from
from ..models import Announcement, AnnouncementState
from ..starters import STARTERS, find_starter

manage_announcements = Blueprint("manage_announcements", __name__, url_prefix="/manage/<slug>/announcements")
Answer = Response | str | tuple[str, int]
FIELDS = {"skipped_time": "send_at", "unknown_placeholder": "body"}


def announcement_or_404(event: Event, code: str) -> Announcement:
    found = queries.find_announcement(event.id, code)
    return found if found is not None else abort(404)


@manage_announcements.get("/")
@event_page(Permission.VIEW_MAIL)
def announcements(event: Event) -> str:
    return render_template(
        "correspondence/announcements.html",
        event=event,
        rows=queries.announcements_of(event.id),
        counts=queries.counts_of(event.id),
        state_of=words.state_of,
        when_of=words.when_of,
        may_send=may(Permission.SEND_MAIL),
    )


def say_numbers(numbers: recipients.Numbers) -> str:
    """How many people get it, and who is left out."""
    parts = [ngettext("%(num)d person gets it.", "%(num)d people get it.", numbers.getting)]
    if number := numbers.unsubscribed:
        parts.append(ngettext("%(num)d unsubscribed.", "%(num)d unsubscribed.", number))
    if number := numbers.undeliverable:
        parts.append(
            ngettext("%(num)d has an address that came back.", "%(num)d have an address that came back.", number)
        )
    return " ".join(parts)


@manage_announcements.get("/count")
@event_page(Permission.SEND_MAIL)
def count(event: Event) -> Response:
    """The sentence below the tick boxes, as they are now."""
    return Response(say_numbers(recipients.count(event, chosen_from(request.args))), mimetype="text/plain")


@manage_announcements.route("/new", methods=["GET", "POST"])
@event_page(Permission.SEND_MAIL)
def new_announcement(event: Event) -> Answer:
    return edit_page(event, None)


@manage_announcements.route("/<code>/edit", methods=["GET", "POST"])
@event_page(Permission.SEND_MAIL)
def edit_announcement(event: Event, code: str) -> Answer:
    found = announcement_or_404(event, code)
    if found.state not in rules.EDITABLE:
        return redirect(url_for(".show_announcement", slug=event.slug, code=code))
    return edit_page(event, found)


def edit_page(event: Event, found: Announcement | None) -> Answer:
    """The form; "count" among its buttons stores nothing and says how many would get it."""
    form, slug = AnnouncementForm(event), event.slug
    is_sent, is_count = request.method == "POST", "count" in request.form
    chosen = chosen_from(request.form) if is_sent else dict(found.recipients) if found else chosen_from(request.args)
    if not is_sent:
        form.show(found)
        if found is None and (starter := find_starter(request.args.get("like", ""))):
            form.begin_with(starter, event.main_language)
    elif not is_count and form.validate_on_submit():
        try:
            code = save(event, found, form, chosen)
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("The draft is saved. Nothing is sent yet."), "success")
            return redirect(url_for(".show_announcement", slug=slug, code=code))
    page = render_template(
        "correspondence/announcement_edit.html",
        event=event,
        announcement=found,
        form=form,
        ways=narrowings(event),
        chosen=chosen,
        numbers=say_numbers(recipients.count(event, chosen)),
        placeholders=rules.PLACEHOLDERS,
        starters=STARTERS if found is None and not is_sent else (),
        zone_at=event.starts_at,
    )
    return page, form.status


def save(event: Event, found: Announcement | None, form: AnnouncementForm, chosen: dict[str, list[str]]) -> str:
    values, actor, at = form.values(chosen), current_actor(), now()
    if found is None:
        return services.add_announcement(event.id, values, actor=actor, at=at)
    code = found.code
    services.change_announcement(found.id, values, version=form.version.number, actor=actor, at=at)
    return code


@manage_announcements.get("/<code>")
@event_page(Permission.VIEW_MAIL)
def show_announcement(event: Event, code: str) -> Response:
    return announcement_page(event, announcement_or_404(event, code), AttachForm())


def announcement_page(event: Event, found: Announcement, form: Any) -> Response:
    numbers = recipients.count(event, found.recipients)
    counts = queries.counts_of(event.id).get(found.id, {})
    ways = {way.key: way for way in narrowings(event)}
    page = render_template(
        "correspondence/announcement.html",
        event=event,
        announcement=found,
        form=form,
        numbers=numbers,
        number_words=say_numbers(numbers),
        missing=[
            (LANGUAGES.get(speech, speech), numbers.by_language.get(speech, 0))
            for speech in rules.untranslated(found, event.languages)
        ],
        chosen=[
            (ways[key].label, ", ".join(ways[key].words_of(values))) if key in ways else (key, _("(no longer there)"))
            for key, values in found.recipients.items()
        ],
        counts=counts,
        total=sum(counts.values()),
        message_words=MESSAGE_WORDS,
        state=words.state_of(found),
        when=words.when_of(found, event),
        languages={speech: LANGUAGES[speech] for speech in mails.languages_of(event)},
        history=audit.timeline(audit.history(found), event.zone),
        is_editable=found.state in rules.EDITABLE and may(Permission.SEND_MAIL),
        may_send=may(Permission.SEND_MAIL),
        states=AnnouncementState,
        under_way=found.state in rules.UNDER_WAY,
    )
    return framing(page, form.status)


@manage_announcements.get("/<code>/people")
@event_page(Permission.VIEW_ATTENDEES)
def people(event: Event, code: str) -> str:
    """Who gets it as things are now; or, once it is on its way, each message with its state."""
    found = announcement_or_404(event, code)
    state = request.args.get("status", "")
    state = state if state in MESSAGE_WORDS else ""
    is_draft = found.state in rules.EDITABLE
    query: dict[str, Any] = {"status": state} if state else {}
    return render_template(
        "correspondence/announcement_people.html",
        event=event,
        announcement=found,
        is_draft=is_draft,
        state=state,
        page=recipients.page_of_recipients(event, found.recipients, asked_page())
        if is_draft
        else queries.page_of_deliveries(found.id, state, asked_page()),
        page_address=lambda number: url_for(".people", slug=event.slug, code=code, page=number, **query),
        choices=list(MESSAGE_WORDS.items()),
        look_and_word=look_and_word,
        reason_of=reason_of,
        title_of=title_of,
        may_see_mail=may(Permission.VIEW_MAIL),
    )


@manage_announcements.get("/<code>/letter")
@event_page(Permission.SEND_MAIL)
def letter(event: Event, code: str) -> Response:
    """As a real person gets it, for the frame on the page."""
    found = announcement_or_404(event, code)
    typed = " ".join(request.args.get("person", "")[:200].split())
    person = previews.person_for(event, typed)
    if person is None:
        return refusal_page([previews.nobody(typed)])
    asked = request.args.get("speech", "")
    with force_locale(asked if asked in LANGUAGES else mails.languages_of(event)[0]):
        written = mails.letter(found, person, is_masked=True)
    return letter_page(written, previews.recipient(person))
