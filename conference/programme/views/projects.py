"""The organisers' pages of the projects at one event: which organise it, and what each of them does there."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor, signed_in_user
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.rows import pressed, rearranged
from conference.events.access import editable_projects, may_edit_project
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.projects.queries import find_project

from .. import project_services, queries
from ..agenda import share_of
from ..project_forms import OrganisingForm
from ..work import work_at

projects = Blueprint("manage_projects", __name__, url_prefix="/manage/<slug>/projects")
Answer = str | Response | tuple[str, int]


@projects.get("/")
@event_page(Permission.VIEW_EVENT)
def list_projects(event: Event) -> str:
    items = queries.draft_items(event)
    return render_template(
        "programme/manage/projects.html",
        event=event,
        shares=[(project, share_of(items, project.code)) for project in event.projects],
        may_choose=may(Permission.EDIT_PROJECTS),
    )


@projects.route("/choose", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROJECTS)
def choose(event: Event) -> Answer:
    """The organising projects in their order; one can add those that one may edit, and whose name one may use."""
    offered = {project.id: project for project in [*event.projects, *editable_projects(signed_in_user())]}
    press = pressed(request.form, ("projects",))
    typed = rearranged(request.form, press) if press else None
    form = OrganisingForm(list(offered.values()), formdata=typed) if press else OrganisingForm(list(offered.values()))
    if request.method == "GET":
        form.show(event)
    elif not press and form.validate_on_submit():
        slug = event.slug
        try:
            project_services.set_projects_of_event(
                event.id, form.project_ids(), shown=form.shown.marks, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The organising projects are saved."), "success")
            return redirect(url_for(".list_projects", slug=slug))
    return render_template("programme/manage/choose_projects.html", event=event, form=form), form.status


@projects.get("/<code>")
@event_page(Permission.VIEW_EVENT)
def project(event: Event, code: str) -> str:
    """What one project does at the event."""
    found = find_project(code)
    if found is None or found.id not in {project.id for project in event.projects}:
        abort(404)
    return render_template(
        "programme/manage/project.html",
        event=event,
        project=found,
        work=work_at(event, found),
        may_edit=may_edit_project(found),
    )
