"""Categories, registrations, tickets and consents."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission

    from .views import export  # noqa: F401 - adds its route to the blueprint
    from .views.manage import manage_registrations

    app.register_blueprint(manage_registrations)
    manage_menu.add(Entry(20, "manage_registrations.list", _l("Registrations"), Permission.VIEW_ATTENDEES))
