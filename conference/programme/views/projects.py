"""The organiser's pages of the projects that run the event."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.images import clean_image
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.queries import find_project_of_event
from conference.events.web import event_page
from conference.projects import services
from conference.projects.forms import ProjectForm

projects = Blueprint("manage_projects", __name__, url_prefix="/manage/<slug>/projects")
Answer = str | Response | tuple[str, int]


@projects.get("/")
@event_page(Permission.EDIT_PROJECTS)
def list_projects(event: Event) -> str:
    return render_template("projects/manage/projects.html", event=event, projects=event.projects)


@projects.route("/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROJECTS)
def project(event: Event, code: str) -> Answer:
    found = find_project_of_event(event.id, code)
    if found is None:
        abort(404)
    form = ProjectForm()
    if request.method == "GET":
        form.show(found)
    elif form.validate_on_submit():
        file, slug = request.files.get("logo"), event.slug
        try:
            logo = clean_image(file.stream) if file is not None and file.filename else None
            services.change_project(
                found.id, form.values(), logo=logo, version=form.version.number, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, "logo" if refusal.code == "not_an_image" else None)
        else:
            flash(_("The project is saved."), "success")
            return redirect(url_for(".list_projects", slug=slug))
    page = render_template(
        "projects/manage/project.html", event=event, form=form, project=found, history=audit.history(found)
    )
    return page, form.status
