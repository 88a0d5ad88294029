"""A person's own registration, behind the secret link in their mails."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import refresh
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from conference.core.audit import ATTENDEE
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.core.pdf import PdfFailed
from conference.core.qr import qr_svg
from conference.core.throttle import hit
from conference.core.web import by_secret_link, client_key, download, private_answer
from conference.events.models import Mode
from conference.questions.queries import form_of

from .. import hooks, line_queries, links, papers, queries, room_queries, rules, services
from ..answers import answers_of, consents_asked
from ..calendar import calendar_file
from ..change_form import change_form
from ..models import Registration, RegistrationSettings, RegistrationState, WaitingList
from ..words import MODE_WORDS
from .chosen_files import keep_chosen_files, make_room_for_files
from .public import registration as blueprint

View = TypeVar("View", bound=Callable[..., Any])
Answer = str | Response | tuple[str, int]
log = logging.getLogger(__name__)
BUSY_SECONDS = 10
MISSES_A_MINUTE = 60  # wrong links from one client


def own_registration(view: View) -> View:
    """Hand the view the `registration` behind `token`, in its person's language; a wrong link tells nothing."""

    @wraps(view)
    def page(slug: str, token: str, **values: Any) -> Any:
        private_answer()
        found = links.find_by_token(slug, token)
        if found is None:
            hit("own.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
            abort(404)
        if found.merged_into_id is not None:
            return to_the_one_kept(slug, found.merged_into_id)
        g.event, g.role = found.event, None
        if found.language in LANGUAGES:
            g.preferred_language = found.language
            refresh()
        return view(registration=found, token=token, **values)

    return page  # type: ignore[return-value]


def to_the_one_kept(slug: str, registration_id: int) -> Response:
    """The link of a registration that became part of another leads there: it is the same person's."""
    try:
        token = links.own_page_token(queries.get_registration(registration_id))
    except links.LostKey:
        abort(404)
    return redirect(url_for("registration.own", slug=slug, token=token))


def show(registration: Registration, token: str, refusal: Refused | None = None) -> Answer:
    at = now()
    event, ticket = registration.event, registration.valid_ticket
    is_confirmed = registration.state == RegistrationState.CONFIRMED
    settings = queries.settings_of(event.id) or rules.default_settings()
    is_at_door = is_confirmed and registration.mode != Mode.ONLINE
    code = links.ticket_code_of(ticket) if ticket and is_at_door else None
    page = render_template(
        "registration/public/own.html",
        event=event,
        registration=registration,
        token=token,
        refusal=refusal,
        code=code,
        qr=qr_svg(code) if code else None,
        is_over=at >= event.ends_at,
        may_restore=not rules.why_not_restore(
            event, registration.state, registration.cancelled_by, at, by_attendee=True, mode=registration.mode
        ),
        is_unproved=registration.is_alive and rules.is_unproved(registration, settings),
        position=line_queries.position_in_line(registration, by_priority=settings.waits_by_priority)
        if registration.state == RegistrationState.WAITING
        else None,
        is_full=rules.is_event_full(event, registration.mode) or rules.is_full(registration.category),
        is_direct=rules.is_direct(settings),
        other_mode=rules.other_mode(registration, at),
        bound_to_room=hooks.bound_to_room(registration),
        is_stream_open=at >= event.stream_opens_at,
        **room_facts(registration, settings, at),
        mode_word=MODE_WORDS[registration.mode],
        photo_text=rules.photo_consent_text(),
        is_changed=request.args.get("changed") == "yes",
        more_parts=hooks.OWN_PARTS,
        answers=answers_of(
            registration, form_of(event), lambda code: url_for(".own_file", slug=event.slug, token=token, question=code)
        ),
        consents_asked=consents_asked(registration, form_of(event)),
    )
    return page, 409 if refusal else 200


def room_facts(registration: Registration, settings: RegistrationSettings, at: datetime) -> dict[str, Any]:
    """How it stands with a place in the room, for somebody who takes part online."""
    event, position = registration.event, None
    wish = room_queries.find_wish(registration.id) if registration.mode == Mode.ONLINE else None
    if wish is not None and not (wish.is_open and (wish.offered_until or rules.is_moving(event, settings))):
        wish = None
    if wish is not None:
        position = room_queries.position_in_line(registration.id, event.id, by_priority=settings.waits_by_priority)
    return {
        "wish": wish,
        "room_position": position,
        "may_ask_for_room": rules.may_ask(registration, settings, at),
        "moves_directly": settings.to_room == WaitingList.DIRECT,
        "offer_hours": settings.offer_hours,
    }


def has_ended(registration: Registration, token: str) -> Answer:
    """For a form that only a live registration has: whoever sends it reads that nothing was saved."""
    if request.method == "POST":
        return show(registration, token, rules.wrong_state(registration.state))
    return back(registration, token)


def back(registration: Registration, token: str, *, changed: str | None = None) -> Response:
    return redirect(url_for(".own", slug=registration.event.slug, token=token, changed=changed), 303)


def only_sent_from_our_page() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)


@blueprint.get("/registrations/<token>")
@by_secret_link
@own_registration
def own(registration: Registration, token: str) -> Answer:
    return show(registration, token)


@blueprint.route("/registrations/<token>/change", methods=["GET", "POST"])
@by_secret_link
@own_registration
def own_change(registration: Registration, token: str) -> Answer:
    if not registration.is_alive:
        return has_ended(registration, token)
    asked = form_of(registration.event)
    make_room_for_files(asked)
    form = change_form(registration, asked, request.form)
    keep_chosen_files(form, registration.event_id)
    if form.validate_on_submit():
        try:
            services.change_details(
                registration.id, form.details(), actor=ATTENDEE, at=now(), version=form.version.number
            )
        except Refused as refusal:
            form.refuse(refusal)
            form.show_version(registration)
        else:
            return back(registration, token, changed="yes")
    page = render_template(
        "registration/public/change.html",
        event=registration.event,
        registration=registration,
        token=token,
        form=form,
    )
    return page, form.status


@blueprint.post("/registrations/<token>/cancel")
@by_secret_link
@own_registration
def own_cancel(registration: Registration, token: str) -> Answer:
    return act(registration, token, services.cancel)


@blueprint.post("/registrations/<token>/restore")
@by_secret_link
@own_registration
def own_restore(registration: Registration, token: str) -> Answer:
    return act(registration, token, services.restore)


def act(registration: Registration, token: str, service: Callable[..., None]) -> Answer:
    """Press one button; where the service refuses, the page comes back and says why."""
    only_sent_from_our_page()
    try:
        service(registration.id, actor=ATTENDEE, at=now())
    except Refused as refusal:
        return show(registration, token, refusal)
    return back(registration, token)


@blueprint.post("/registrations/<token>/photos")
@by_secret_link
@own_registration
def own_photos(registration: Registration, token: str) -> Answer:
    """Agree to photographs, or take that back; the button says which, so that pressing it twice changes nothing."""
    only_sent_from_our_page()
    if request.form.get("agree") == "yes":
        services.give_consent(registration.id, rules.photo_consent_text(), actor=ATTENDEE, at=now())
    else:
        services.withdraw_consent(registration.id, actor=ATTENDEE, at=now())
    return back(registration, token)


@blueprint.get("/registrations/<token>/calendar.ics")
@by_secret_link
@own_registration
def own_calendar(registration: Registration, token: str) -> Response:
    if registration.state != RegistrationState.CONFIRMED:
        abort(410)
    return download(calendar_file(registration, "PUBLISH"), f"{registration.event.slug}.ics", "text/calendar")


@blueprint.get("/registrations/<token>/ticket.pdf")
@by_secret_link
@own_registration
def own_ticket(registration: Registration, token: str) -> Response:
    ticket = registration.valid_ticket
    if registration.state != RegistrationState.CONFIRMED or registration.mode == Mode.ONLINE or ticket is None:
        abort(410)
    try:
        pdf = papers.ticket_file(registration, ticket)
    except PdfFailed as error:
        log.exception("the ticket of registration %s cannot be drawn", registration.id)
        raise ServiceUnavailable(retry_after=BUSY_SECONDS) from error
    return download(pdf, f"ticket-{registration.code}.pdf", "application/pdf")
