"""Registering several people in one go."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.rows import pressed, rearranged
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer
from conference.events.models import Event
from conference.events.web import event_page
from conference.questions.queries import form_of
from conference.registration import rules as registration_rules
from conference.registration.queries import on_offer, settings_of
from conference.registration.views.chosen_files import keep_chosen_files, make_room_for_files

from .. import group_rules, services
from ..group_forms import GroupForm, group_form
from ..group_rules import Short

groups = Blueprint("groups", __name__, url_prefix="/events/<slug>")
Answer = str | Response | tuple[str, int]
GROUPS_A_CLIENT = 20
LIMIT_SECONDS = 600


@groups.route("/register/group", methods=["GET", "POST"])
@event_page(public=True)
def register_group(event: Event) -> Answer:
    private_answer()
    at = now()
    categories = [one for one in on_offer(event.id)[0] if registration_rules.why_not_category(event, one, at) is None]
    if registration_rules.why_no_form(event, categories, at) is not None and request.method != "POST":
        return redirect(url_for("registration.register", slug=event.slug), 303)
    asked = form_of(event)
    make_room_for_files(asked)
    form = group_form(event, asked, categories, None, is_new=request.method == "GET")
    keep_chosen_files(form, event.id)
    if (press := pressed(request.form, {"people"})) is not None:
        sent = rearranged(form.typed(event.id), press)
        return shown(event, group_form(event, asked, categories, sent, is_new=False), 200)
    if form.validate_on_submit():
        slug, event_id = event.slug, event.id
        hit("group.client", client_key(), limit=min(GROUPS_A_CLIENT, current_app.config["REGISTRATION_LIMIT"]),
            seconds=LIMIT_SECONDS)  # fmt: skip
        key = str(form.submit_key.data)
        try:
            services.register_group(
                event_id, form.contact(), form.persons(), submit_key=key, at=now(), short=Short(form.short.data)
            )
        except group_rules.GroupRefused as refusal:
            form.refusal = refusal
            field = form.members[refusal.row].category
            field.errors = [*field.errors, str(refusal)]
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("registration.mail_sent", slug=slug), 303)
    return shown(event, form, form.status)


def shown(event: Event, form: GroupForm, status: int) -> Answer:
    settings = settings_of(event.id) or registration_rules.default_settings()
    asks_short = registration_rules.may_wait(settings)
    return render_template("delegations/public/group.html", event=event, form=form, asks_short=asks_short), status
