"""The organisers' list of projects, and the page that adds one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor, signed_in, signed_in_user
from conference.core.clock import now
from conference.core.errors import Refused
from conference.projects import services
from conference.projects.forms import NewProjectForm

from ..access import editable_projects, new_project_page, rights

projects = Blueprint("projects", __name__, url_prefix="/manage/projects")
Answer = str | Response | tuple[str, int]


@projects.get("/")
@signed_in
def list_projects() -> str:
    """The projects that the user may edit; all of them for administrators."""
    return render_template(
        "projects/manage/list.html",
        projects=editable_projects(signed_in_user()),
        may_add=rights().may_add_project,
        is_administrator=rights().is_administrator,
    )


@projects.route("/new", methods=["GET", "POST"])
@new_project_page
def new_project() -> Answer:
    """Whoever adds a project answers for it; administrators do so for all."""
    form = NewProjectForm()
    if form.validate_on_submit():
        officer_id = None if rights().is_administrator else signed_in_user().id
        try:
            code = services.add_project(
                form.code.data, form.values(), officer_id=officer_id, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, "code")
        else:
            flash(_("The project is added. Say more about it here."), "success")
            return redirect(url_for("project_parts.facts", code=code))
    return render_template("projects/manage/new.html", form=form), form.status
