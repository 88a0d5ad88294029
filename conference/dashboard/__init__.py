"""The organiser's first pages: events, counts, what needs attention, the outbox of an event."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.desk import DeskEntry, add_to_desk
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration.hooks import FACT_SOURCES

    from .facts import entries_of
    from .mail_views import manage_mail
    from .views import dashboard

    app.register_blueprint(dashboard)
    app.register_blueprint(manage_mail)
    if entries_of not in FACT_SOURCES:
        FACT_SOURCES.append(entries_of)
    add_to_desk(DeskEntry(10, "dashboard.events", _l("Your events")))
    manage_menu.add(Entry(10, "dashboard.event", _l("Overview"), Permission.VIEW_EVENT))
    manage_menu.add(Entry(26, "manage_mail.list", _l("E-mail"), Permission.VIEW_MAIL))
