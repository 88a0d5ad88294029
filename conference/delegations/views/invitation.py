"""What somebody who is invited sees by their own link: who invited them, how their data came, accept or decline."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.web import by_secret_link
from conference.events.models import Event
from conference.registration import rules as registration_rules
from conference.registration.models import Source
from conference.registration.queries import settings_of
from conference.registration.views.public import form_page
from conference.registration.ways import Way

from .. import queries, rules, services
from ..models import Invitation, InvitationState
from ..words import LOOKS, STATE_WORDS
from .secret_pages import secret_page

invitation = Blueprint("invitation", __name__, url_prefix="/events/<slug>/invitation/<token>")
Answer = str | Response | tuple[str, int]


invited_page = secret_page(queries.find_by_invitation_digest, "invitation.miss")


@invitation.get("/")
@by_secret_link
@invited_page
def own(found: Invitation, event: Event, token: str) -> Answer:
    state = rules.state_at(found, now())
    known = queries.registrations_by_key(event.id, {found.email_key}) if state == InvitationState.SENT else {}
    return render_template(
        "delegations/own/invitation.html",
        event=event,
        token=token,
        invitation=found,
        delegation=found.delegation,
        state=state,
        look=LOOKS[state],
        word=STATE_WORDS[state],
        ends_at=rules.ends_at(found),
        kept_days=rules.KEPT_FOR.days,
        is_registered=found.email_key in known,
        is_over=now() >= event.ends_at,
    )


@invitation.route("/accept", methods=["GET", "POST"])
@by_secret_link
@invited_page
def accept(found: Invitation, event: Event, token: str) -> Answer:
    """The registration form, filled in with what is known and bound to the category."""
    if rules.why_not_answer(found, now()) is not None or not event.is_published:
        return redirect(url_for(".own", slug=event.slug, token=token), 303)
    settings = settings_of(event.id) or registration_rules.default_settings()
    way = way_of(found, event)
    return form_page(event, list(way.categories), settings, way=way)


def way_of(found: Invitation, event: Event) -> Way:
    delegation = found.delegation
    return Way(
        source=Source.DELEGATION if delegation else Source.INVITATION,
        categories=(found.category,),
        settle=partial(services.settle, found.id),
        template="delegations/own/above_form.html",
        filled={
            "name": found.name,
            "email": found.email,
            "position": found.job,
            "organisation": delegation.name if delegation else "",
            "country": delegation.country if delegation else "",
            "language": found.language,
        },
        has_place=queries.has_kept_place(found),
        is_approved=True,
        proved_key=found.email_key,
        facts={"invitation": found, "delegation": delegation, "event": event},
    )


@invitation.post("/accept-as-registered")
@by_secret_link
@invited_page
def accept_as_registered(found: Invitation, event: Event, token: str) -> Answer:
    """For who registered on their own before: that registration is counted."""
    only_sent_from_our_page()
    slug = event.slug
    known = queries.registrations_by_key(event.id, {found.email_key}).get(found.email_key)
    try:
        if known is None:
            raise rules.not_registered()
        services.accept_as(found.id, known.id, at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".own", slug=slug, token=token), 303)


@invitation.post("/decline")
@by_secret_link
@invited_page
def decline(found: Invitation, event: Event, token: str) -> Answer:
    only_sent_from_our_page()
    slug = event.slug
    try:
        services.decline(found.id, at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".own", slug=slug, token=token), 303)


def only_sent_from_our_page() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)
