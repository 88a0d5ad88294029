"""The organiser's page of the event's visibility: what is shown, what is missing, and derogations."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.core.times import local_day
from conference.events.access import may_edit_project
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import queries, rules, services
from ..forms import DerogationForm
from ..rules import Finding, Place
from .addresses import address_of

manage = Blueprint("manage_visibility", __name__, url_prefix="/manage/<slug>/visibility")
Answer = str | Response | tuple[str, int]


@manage.get("/")
@event_page(Permission.EDIT_PROJECTS)
def overview(event: Event) -> str:
    derogations = queries.derogations_of_event(event)
    editable = {project.code for project in event.projects if may_edit_project(project)}
    languages = [code for code in event.languages if code in LANGUAGES] or ["en"]
    return render_template(
        "visibility/manage/overview.html",
        event=event,
        shown=[(code, queries.visibility_of(event, code)) for code in languages],
        findings=[
            (finding, address_of(finding, event) if may_mend(finding, editable) else "")
            for finding in rules.findings(queries.checked(event))
        ],
        derogations=derogations,
        endings={
            row.code: url_for(".end_derogation", slug=event.slug, code=row.code)
            for row in derogations
            if not row.is_everywhere or row.project.code in editable
        },
        history=[entry for row in derogations for entry in audit.history(row)],
    )


def may_mend(finding: Finding, editable: set[str]) -> bool:
    """What a project lacks is mended on its own pages, which not everybody may open who edits one of its events."""
    is_of_event = finding.place in (Place.SESSION, Place.EVENT_PROJECTS, Place.DEROGATION)
    return is_of_event or not finding.subject or finding.subject in editable


@manage.route("/derogations/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROJECTS)
def new_derogation(event: Event) -> Answer:
    if not event.projects:
        abort(404)
    form = DerogationForm(event.projects)
    if request.method == "GET":
        form.project.data = request.args.get("project", event.projects[0].code)
    elif form.validate_on_submit():
        at, slug = now(), event.slug
        project = next(project for project in event.projects if project.code == form.project.data)
        project_id, may_edit = project.id, may_edit_project(project)
        try:
            if refusal := rules.why_not_everywhere(form.values(), project.code, may_edit=may_edit):
                raise refusal
            services.record_derogation(
                event.id, project_id, form.values(), today=local_day(at, event.zone), actor=current_actor(), at=at
            )
        except Refused as refusal:
            form.refuse(refusal, {"decided_later": "decided_on", "only_here": "scope"}.get(refusal.code))
        else:
            flash(_("The derogation is recorded. Emblem and statement are not shown for this project any more."),
                  "success")  # fmt: skip
            return redirect(url_for(".overview", slug=slug))
    return render_template("visibility/manage/derogation.html", event=event, form=form), form.status


@manage.post("/derogations/<code>/end")
@event_page(Permission.EDIT_PROJECTS)
def end_derogation(event: Event, code: str) -> Response:
    row, slug = queries.find_derogation_of_event(event, code), event.slug
    if row is None:
        abort(404)
    if row.is_everywhere and not may_edit_project(row.project):
        abort(403)
    if not ActionForm().validate_on_submit():
        abort(400)
    services.end_derogation(row.id, event_id=event.id, actor=current_actor(), at=now())
    flash(_("The derogation has ended. Emblem and statement are shown again."), "success")
    return redirect(url_for(".overview", slug=slug))
