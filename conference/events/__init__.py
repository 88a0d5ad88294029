"""Events: when, where, run by which projects, and who may do what at them."""

from typing import Any

from flask import Flask, g, request
from flask_babel import lazy_gettext as _l

from conference.core import audit

from .models import Event, EventProject, EventSeries, Membership, Mode, Room
from .permissions import Permission, Role

__all__ = ["Event", "EventProject", "EventSeries", "Membership", "Mode", "Permission", "Role", "Room", "register"]


def register(app: Flask) -> None:
    from conference.projects.hooks import PROJECT_USES

    from .caching import init_caching
    from .cli import event_cli
    from .desk import desk_menus
    from .head import page_head
    from .navigation import Entry, manage_menu, public_menu
    from .queries import uses_of_project
    from .telling import init_telling
    from .views.manage import manage
    from .views.organisations import organisations
    from .views.project_parts import project_parts
    from .views.projects import projects
    from .views.public import events, footer
    from .views.rooms import manage_rooms

    def menus() -> dict[str, Any]:
        """Layouts show the menu of the event's side that the page belongs to."""
        if "event" not in g:
            return desk_menus()
        if request.path.startswith("/manage/"):
            return {"nav_items": manage_menu.items()}
        return {"nav_items": public_menu.items(), **footer()}

    PROJECT_USES["events"] = uses_of_project
    init_caching(app)
    init_telling(app)
    app.add_template_global(page_head)
    app.context_processor(menus)
    app.register_blueprint(events)
    app.register_blueprint(manage)
    app.register_blueprint(manage_rooms)
    app.register_blueprint(organisations)
    app.register_blueprint(projects)
    app.register_blueprint(project_parts)
    app.cli.add_command(event_cli)
    public_menu.add(Entry(10, "events.show_event", _l("Event")))
    manage_menu.add(Entry(40, "manage_rooms.rooms", _l("Rooms"), Permission.EDIT_EVENT))
    manage_menu.add(Entry(90, "manage_events.settings", _l("Settings"), Permission.EDIT_EVENT))
    add_pages_beside_events()
    describe_deeds()
    join_first_pages()


def join_first_pages() -> None:
    from flask import url_for

    from conference.core.clock import now
    from conference.core.i18n import LANGUAGES
    from conference.core.server import FIRST_PAGES

    from .navigation import public_menu
    from .queries import next_event

    def first_pages() -> list[str]:
        """The list of events, and all that stands in the menu of the next one."""
        start = [url_for("events.list_events", lang=code) for code in LANGUAGES]
        event = next_event(now())
        return [*start, *(url_for(endpoint, slug=event.slug) for endpoint in public_menu.entries)] if event else start

    FIRST_PAGES["events"] = first_pages


def add_pages_beside_events() -> None:
    from .desk import DeskEntry, Rights, add_project_tab, add_to_desk

    def keeps_directory(own: Rights) -> bool:
        return own.may_edit_directory

    add_to_desk(DeskEntry(20, "projects.list_projects", _l("Projects"), keeps_directory))
    add_to_desk(DeskEntry(30, "organisations.list_organisations", _l("Organisations"), keeps_directory))
    add_project_tab(DeskEntry(10, "project_parts.facts", _l("About the project"), below=("project_parts.delete",)))
    add_project_tab(DeskEntry(20, "project_parts.components", _l("Components")))
    add_project_tab(DeskEntry(30, "project_parts.partners", _l("Partners")))
    add_project_tab(DeskEntry(40, "project_parts.places", _l("Countries and offices")))
    texts = ("project_parts.translation",)
    add_project_tab(DeskEntry(50, "project_parts.translations", _l("Translations"), below=texts))
    add_project_tab(DeskEntry(90, "project_parts.officers", _l("Officers"), lambda own: own.is_administrator))


def describe_deeds() -> None:
    audit.describe(
        {
            "event.added": _l("Event added"),
            "event.changed": _l("Settings changed"),
            "event.published": _l("Event published"),
            "event.withdrawn": _l("Event made a draft again"),
            "event.projects_changed": _l("Organising projects changed"),
            "event.picture_changed": _l("Picture changed"),
            "room.added": _l("Room added"),
            "room.changed": _l("Room changed"),
            "room.moved": _l("Order of rooms changed"),
            "room.hidden": _l("Room taken out of use"),
            "room.shown": _l("Room in use again"),
            "room.deleted": _l("Room deleted"),
            "team.granted": _l("Role given"),
        }
    )
