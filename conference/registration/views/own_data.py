"""A person's own data: a copy of all of it, another address, another link, erasure."""

from flask import abort, json, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.core.audit import ATTENDEE
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.web import by_secret_link, download, private_answer
from conference.events.models import Event, Mode
from conference.events.telling import said_plainly
from conference.events.web import event_page

from .. import keepers, services, wallet
from ..forms import LinkForm
from ..models import Registration, RegistrationState
from .own import Answer, only_sent_from_our_page, own_registration, show
from .public import registration as blueprint

FORMAT = "conference/own-data/1"


@blueprint.get("/registrations/<token>/data")
@by_secret_link
@own_registration
def own_copy(registration: Registration, token: str) -> Answer:
    """Everything that is held about the person, to read."""
    return render_template(
        "registration/public/copy.html",
        event=registration.event,
        registration=registration,
        token=token,
        parts=keepers.copy_of(registration),
    )


@blueprint.get("/registrations/<token>/data.json")
@by_secret_link
@own_registration
def own_copy_file(registration: Registration, token: str) -> Response:
    """The same for programs."""
    del token
    event, at = registration.event, now()
    held = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "event": {
            "title": said_plainly(event, "title"),
            "starts_at": event.starts_at.isoformat(),
            "controller": said_plainly(event, "controller"),
        },
        "data": keepers.as_data(keepers.copy_of(registration)),
    }
    name = f"my-data-{registration.code}.json"
    services.note_copy(registration.id, actor=ATTENDEE, at=at)
    return download(json.dumps(held, ensure_ascii=False, indent=2).encode(), name, "application/json")


@blueprint.get("/registrations/<token>/pass.json")
@by_secret_link
@own_registration
def own_pass(registration: Registration, token: str) -> Response:
    """What a wallet shows; whoever has a certificate signs it."""
    ticket = registration.valid_ticket
    if registration.state != RegistrationState.CONFIRMED or registration.mode == Mode.ONLINE or ticket is None:
        abort(410)
    words = {
        "ticket": _("Ticket"), "event": _("Event"), "name": _("Name"), "category": _("Taking part as"),
        "starts": _("Begin"), "ends": _("End"), "place": _("Where"), "code": _("Registration"),
        "page": _("My registration"),
    }  # fmt: skip
    address = url_for(".own", slug=registration.event.slug, token=token)
    made = wallet.pass_of(registration, ticket, address, words)
    return download(json.dumps(made, ensure_ascii=False, indent=2).encode(), "pass.json", "application/json")


@blueprint.route("/registrations/<token>/address", methods=["GET", "POST"])
@by_secret_link
@own_registration
def own_address(registration: Registration, token: str) -> Answer:
    """Ask for another address. What the page says next does not tell whether anybody is registered with it."""
    slug = registration.event.slug
    if not registration.is_alive:
        return redirect(url_for(".own", slug=slug, token=token), 303)
    form = LinkForm()
    if form.validate_on_submit():
        try:
            services.ask_new_address(registration.id, form.email.data, at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".own_address", slug=slug, token=token, sent="yes"), 303)
    page = render_template(
        "registration/public/address.html",
        event=registration.event,
        registration=registration,
        token=token,
        form=form,
        is_sent=request.args.get("sent") == "yes",
    )
    return page, form.status


@blueprint.post("/registrations/<token>/new-link")
@by_secret_link
@own_registration
def own_new_link(registration: Registration, token: str) -> Answer:
    only_sent_from_our_page()
    slug = registration.event.slug
    try:
        services.renew_link(registration.id, actor=ATTENDEE, at=now())
    except Refused as refusal:
        return show(registration, token, refusal)
    return redirect(url_for(".done", slug=slug, what="new-link"), 303)


@blueprint.route("/registrations/<token>/erase", methods=["GET", "POST"])
@by_secret_link
@own_registration
def own_erase(registration: Registration, token: str) -> Answer:
    """What goes, what stays and why; then the button that does it."""
    event = registration.event
    form = ActionForm()
    if form.validate_on_submit():
        slug = event.slug
        services.erase(registration.id, actor=ATTENDEE, at=now())
        return redirect(url_for(".done", slug=slug, what="erased"), 303)
    page = render_template(
        "registration/public/erase.html",
        event=event,
        registration=registration,
        token=token,
        form=form,
        is_over=now() >= event.ends_at,
    )
    return page, form.status


@blueprint.get("/registrations/done/<any('new-link', erased):what>")
@event_page(public=True)
def done(event: Event, what: str) -> str:
    """Said where the own page is no more."""
    private_answer()
    return render_template("registration/public/done.html", event=event, what=what)
