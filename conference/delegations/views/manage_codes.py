"""Organisers: the access codes of an event."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.templating import external_url
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import code_queries, code_rules, queries, services
from ..code_forms import CodeForm
from ..models import AccessCode

manage_codes = Blueprint("manage_codes", __name__, url_prefix="/manage/<slug>/access-codes")
Answer = str | Response | tuple[str, int]


@manage_codes.get("/")
@event_page(Permission.VIEW_ATTENDEES)
def overview(event: Event) -> str:
    at = now()
    rows = [
        (code, code_rules.why_over(code, at), code_rules.why_not_code(code, at))
        for code in code_queries.codes_of(event.id)
    ]
    return render_template(
        "delegations/manage/codes.html",
        event=event,
        rows=rows,
        used=code_queries.used_codes(event.id),
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
            refuse(form, refusal)
        else:
            flash(_("The code is added. Whoever knows it can register with it."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return shown_form(event, form, None)


@manage_codes.route("/<code>/change", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def change_code(event: Event, code: str) -> Answer:
    found = code_or_404(event, code)
    form = CodeForm(queries.categories_of(event.id))
    slug, zone = event.slug, event.zone
    if request.method == "GET":
        form.show(found, zone)
    elif form.validate_on_submit():
        try:
            services.change_code(
                found.id,
                form.values(zone, word=found.code),
                version=form.version.number,
                zone=zone,
                actor=current_actor(),
                at=now(),
            )
        except Refused as refusal:
            refuse(form, refusal)
        else:
            flash(_("The code is saved."), "success")
            return redirect(url_for(".overview", slug=slug), 303)
    return shown_form(event, form, found)


def refuse(form: CodeForm, refusal: Refused) -> None:
    """Beside the field where it can be mended."""
    in_code = isinstance(refusal, code_rules.CodeTaken | code_rules.CodeInUse)
    in_times = isinstance(refusal, code_rules.BadCodeTimes)
    form.refuse(refusal, "code" if in_code else "expires_at" if in_times else None)


def shown_form(event: Event, form: CodeForm, found: AccessCode | None) -> Answer:
    history = audit.timeline(audit.history(found), event.zone) if found else []
    page = render_template(
        "delegations/manage/code_form.html",
        event=event,
        form=form,
        code=found,
        may_reword=found is None or not code_queries.count_uses(found.id),
        history=history,
    )
    return page, form.status


@manage_codes.post("/<code>/<any(end, reopen, delete):deed>")
@event_page(Permission.EDIT_ATTENDEES)
def act(event: Event, code: str, deed: str) -> Response:
    """End a code, take that back, or delete one that nobody came by."""
    found = code_or_404(event, code)
    slug = event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    service, words = DEEDS[deed]
    try:
        service(found.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(str(words), "success")
    return redirect(url_for(".overview", slug=slug), 303)


DEEDS: dict[str, tuple[Callable[..., None], Any]] = {
    "end": (services.end_code, _l("The code opens nothing any more. Who came by it stays registered.")),
    "reopen": (services.reopen_code, _l("The code works again.")),
    "delete": (services.delete_code, _l("The code is deleted.")),
}


def code_or_404(event: Event, code: str) -> AccessCode:
    found = code_queries.find_code(event.id, code)
    return found if found is not None else abort(404)
