"""Organisers: the access codes of an event."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import code_queries, queries, rules, services
from ..code_forms import CodeForm

manage_codes = Blueprint("manage_codes", __name__, url_prefix="/manage/<slug>/access-codes")
Answer = str | Response | tuple[str, int]


@manage_codes.get("/")
@event_page(Permission.VIEW_ATTENDEES)
def overview(event: Event) -> str:
    at = now()
    rows = [(code, rules.why_not_code(code, at)) for code in code_queries.codes_of(event.id)]
    return render_template(
        "delegations/manage/codes.html",
        event=event,
        rows=rows,
        may_edit=may(Permission.EDIT_ATTENDEES),
        address_of=lambda code: external_url(url_for("codes.with_code", slug=event.slug, code=code.code)),
    )


@manage_codes.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def new_code(event: Event) -> Answer:
    form = CodeForm(queries.categories_of(event.id))
    slug = event.slug
    if form.validate_on_submit():
        try:
            services.add_code(event.id, form.values(event.zone), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, "code" if isinstance(refusal, rules.CodeTaken) else None)
        else:
            flash(_("The code is added. Whoever knows it can register with it."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return render_template("delegations/manage/code_form.html", event=event, form=form), form.status


@manage_codes.post("/<code>/end")
@event_page(Permission.EDIT_ATTENDEES)
def end_code(event: Event, code: str) -> Response:
    found = code_queries.find_code(event.id, code)
    slug = event.slug
    if found is None:
        abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    services.end_code(found.id, actor=current_actor(), at=now())
    flash(_("The code opens nothing any more. Who came by it stays registered."), "success")
    return redirect(url_for(".overview", slug=slug), 303)
