"""What a project does at each of its events, for its officers."""

from flask import Blueprint, render_template

from conference.events.access import project_page
from conference.events.queries import all_events_of_project
from conference.projects.models import Project

from ..work import work_at

project_work = Blueprint("project_work", __name__, url_prefix="/manage/projects/<code>")


@project_work.get("/events")
@project_page()
def events(project: Project) -> str:
    return render_template(
        "projects/manage/events.html",
        project=project,
        works=[work_at(event, project) for event in all_events_of_project(project.id)],
    )
