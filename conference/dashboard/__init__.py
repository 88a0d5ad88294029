"""The organiser's first pages: events, counts, and what needs attention."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.desk import DeskEntry, add_to_desk
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration.hooks import FACT_SOURCES

    from .facts import entries_of
    from .views import dashboard

    app.register_blueprint(dashboard)
    if entries_of not in FACT_SOURCES:
        FACT_SOURCES.append(entries_of)
    add_to_desk(DeskEntry(10, "dashboard.events", _l("Your events")))
    manage_menu.add(Entry(10, "dashboard.event", _l("Overview"), Permission.VIEW_EVENT))
