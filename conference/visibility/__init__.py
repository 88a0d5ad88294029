"""What an event owes its funder: emblem and statement, disclaimer, partners' logos, and when they may be left out."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.core.emblem import logo_box, stars_path
    from conference.events.desk import DeskEntry, add_project_tab
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.mail.letters import PICTURES
    from conference.projects.hooks import PROJECT_USES

    from .queries import uses_of_project, visibility_of_list
    from .views.manage import manage
    from .views.project import project_visibility
    from .views.public import visibility
    from .web import letter_picture, partners_to_name, visibility_here

    app.register_blueprint(visibility)
    app.register_blueprint(manage)
    app.register_blueprint(project_visibility)
    new = ("project_visibility.new_derogation",)
    add_project_tab(DeskEntry(55, "project_visibility.overview", _l("EU visibility"), below=new))
    app.add_template_global(stars_path)
    app.add_template_global(logo_box)
    app.add_template_global(visibility_here)
    app.add_template_global(partners_to_name)
    app.add_template_global(visibility_of_list)
    PICTURES.append(letter_picture)
    PROJECT_USES["visibility"] = uses_of_project
    below = ("manage_visibility.new_derogation",)
    manage_menu.add(Entry(62, "manage_visibility.overview", _l("EU visibility"), Permission.EDIT_PROJECTS, below))
    audit.describe(
        {
            "derogation.recorded": _l("Derogation recorded"),
            "derogation.ended": _l("Derogation ended"),
        }
    )
