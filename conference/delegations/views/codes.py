"""Registering with an access code, typed in or from a link."""

from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer
from conference.events.models import Event
from conference.events.web import event_page
from conference.registration import rules as registration_rules
from conference.registration.models import Source
from conference.registration.queries import settings_of
from conference.registration.views.public import form_page
from conference.registration.ways import Way

from .. import code_queries, code_rules, services
from ..code_forms import EnterCodeForm
from ..models import AccessCode

codes = Blueprint("codes", __name__, url_prefix="/events/<slug>/register/code")
Answer = str | Response | tuple[str, int]
MISSES = 30  # wrong codes from one client
MISSES_SECONDS = 600


@codes.route("/", methods=["GET", "POST"])
@event_page(public=True)
def enter(event: Event) -> Answer:
    """Where the code is typed; right ones lead to the form."""
    private_answer()
    form = EnterCodeForm()
    if form.validate_on_submit():
        slug = event.slug
        found = find(event, form.code.data)
        if isinstance(found, Refused):
            form.refuse(found, "code")
        else:
            return redirect(url_for(".with_code", slug=slug, code=found.code), 303)
    return shown(event, form)


def shown(event: Event, form: EnterCodeForm) -> Answer:
    return render_template("delegations/public/enter_code.html", event=event, form=form), form.status


def find(event: Event, typed: str) -> AccessCode | Refused:
    """The code, or why it opens nothing. Guessing is slowed down."""
    found = code_queries.find_code(event.id, code_rules.key_of_code(typed))
    if found is None:
        hit("code.miss", client_key(), limit=MISSES, seconds=MISSES_SECONDS)
        return code_rules.unknown_code()
    return code_rules.why_not_code(found, now()) or found


@codes.route("/<code>", methods=["GET", "POST"])
@event_page(public=True)
def with_code(event: Event, code: str) -> Answer:
    private_answer()
    found = find(event, code)
    if isinstance(found, Refused):
        form = EnterCodeForm(formdata=None)
        form.code.data = code
        form.refuse(found, "code")
        return shown(event, form)
    settings = settings_of(event.id) or registration_rules.default_settings()
    way = Way(
        source=Source.FORM,
        categories=tuple(found.categories),
        settle=partial(services.settle_code, found.id),
        template="delegations/public/above_form.html",
        has_place=found.held > 0,
    )
    return form_page(event, list(way.categories), settings, way=way)
