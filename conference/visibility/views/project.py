"""The page of one project's visibility, for its officers: what its own page shows, what is missing, derogations."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.core.templating import language_name
from conference.core.times import local_day
from conference.events.access import project_page
from conference.events.queries import all_events_of_project
from conference.projects.models import Project

from .. import queries, rules, services
from ..forms import EVERYWHERE, ProjectDerogationForm
from .addresses import address_of

project_visibility = Blueprint("project_visibility", __name__, url_prefix="/manage/projects/<code>/visibility")
Answer = str | Response | tuple[str, int]


@project_visibility.get("/")
@project_page()
def overview(project: Project) -> str:
    events = all_events_of_project(project.id)
    languages = dict.fromkeys([*LANGUAGES, *(code for event in events for code in event.languages)])
    named = [(code, language_name(code)) for code in languages]
    derogations = queries.derogations_of_project(project.id)
    return render_template(
        "visibility/manage/project.html",
        project=project,
        shown=[(code, queries.visibility_of_project(project, code)) for code in LANGUAGES],
        findings=[
            (finding, address_of(finding, None))
            for finding in rules.findings_of_project(queries.checked_project(project), named)
        ],
        derogations=derogations,
        endings={row.code: url_for(".end_derogation", code=project.code, derogation=row.code) for row in derogations},
        history=[entry for row in derogations for entry in audit.history(row)],
    )


@project_visibility.route("/derogations/new", methods=["GET", "POST"])
@project_page()
def new_derogation(project: Project) -> Answer:
    events, code = all_events_of_project(project.id), project.code
    form = ProjectDerogationForm(events)
    if request.method == "GET":
        form.scope.data = EVERYWHERE
    elif form.validate_on_submit():
        event, at = form.chosen(events), now()
        today = local_day(at, event.zone if event else "UTC")
        try:
            services.record_derogation(
                event.id if event else None, project.id, form.values(), today=today, actor=current_actor(), at=at
            )
        except Refused as refusal:
            form.refuse(refusal, "decided_on" if isinstance(refusal, rules.DecidedLater) else None)
        else:
            flash(_("The derogation is recorded. Emblem and statement are not shown for this project any more."),
                  "success")  # fmt: skip
            return redirect(url_for(".overview", code=code))
    return render_template("visibility/manage/project_derogation.html", project=project, form=form), form.status


@project_visibility.post("/derogations/<derogation>/end")
@project_page()
def end_derogation(project: Project, derogation: str) -> Response:
    row = next((row for row in queries.derogations_of_project(project.id) if row.code == derogation), None)
    code = project.code
    if row is None:
        abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    services.end_derogation(row.id, event_id=row.event_id, actor=current_actor(), at=now())
    flash(_("The derogation has ended. Emblem and statement are shown again."), "success")
    return redirect(url_for(".overview", code=code))
