"""A registered person's sessions, behind the secret link of the registration."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.core.audit import ATTENDEE
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.web import by_secret_link
from conference.registration.models import Registration
from conference.registration.rules import wrong_state
from conference.registration.views.own import own_registration

from .. import queries, services
from ..choices import choices_of, read_choices
from ..mine import my_sessions
from ..room_notes import given_up_by
from ..rules import anchor_of

signup = Blueprint("signup", __name__, url_prefix="/events/<slug>")
signup.add_app_template_global(my_sessions, "my_sessions")
signup.add_app_template_global(given_up_by, "sessions_given_up")
signup.add_app_template_global(anchor_of, "session_anchor")
Answer = str | Response | tuple[str, int]


@signup.route("/registrations/<token>/sessions", methods=["GET", "POST"])
@by_secret_link
@own_registration
def sessions(registration: Registration, token: str) -> Answer:
    """Choose sessions, change and give back; what is closed by now stays as it is."""
    event = registration.event
    if not registration.is_alive:
        if request.method == "POST":
            flash(str(wrong_state(registration.state)), "error")
        return redirect(url_for("registration.own", slug=event.slug, token=token), 303)
    form, at, refusal = ActionForm(), now(), None
    wanted = read_choices(request.form)
    if request.method == "POST":
        if not form.validate_on_submit():
            abort(400)
        try:
            services.choose(registration.id, wanted | closed_ones(registration), actor=ATTENDEE, at=at)
        except Refused as no:
            refusal = no
        else:
            return redirect(url_for(".sessions", slug=event.slug, token=token, changed="yes"), 303)
    mine = my_sessions(registration)
    has = {one.item.slot_uuid: one.row.rank for one in mine.chosen}
    open_now = choices_of(event, wanted if refusal else has, at, only_open=True, mode=registration.mode)
    shown = {one.offer.key for _day, of_day in open_now.days for one in of_day}
    page = render_template(
        "signup/public/sessions.html",
        event=event,
        registration=registration,
        token=token,
        form=form,
        refusal=refusal,
        is_changed=request.args.get("changed") == "yes",
        chosen=mine.chosen,
        to_give_back=[one for one in mine.chosen if one.may_give_back(at) and one.item.slot_uuid not in shown],
        hints=mine.hints,
        open=open_now,
    )
    return page, 409 if refusal else 200


@signup.post("/registrations/<token>/sessions/leave")
@by_secret_link
@own_registration
def leave(registration: Registration, token: str) -> Answer:
    """Give back one place that the form does not show any more. The button names it."""
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.give_back(registration.id, request.form.get("session", ""), actor=ATTENDEE, at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".sessions", slug=registration.event.slug, token=token), 303)
    return redirect(url_for(".sessions", slug=registration.event.slug, token=token, changed="yes"), 303)


def closed_ones(registration: Registration) -> dict[str, int]:
    """What the person has and the form does not show, because it cannot be changed any more."""
    has = {row.slot_id: row.rank for row in queries.sign_ups_of(registration.id)}
    event, at = registration.event, now()
    offers = queries.offers(event, event.main_language)
    return {o.key: has[o.slot_id] for o in offers if o.slot_id in has and not o.is_open(at)}
