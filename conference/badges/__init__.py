"""Badges: layouts in millimetres, sheets, single badges."""

from flask import Flask


def register(app: Flask) -> None:
    from flask_babel import lazy_gettext as _l

    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission

    from . import jobs  # noqa: F401 - registers the jobs
    from .views.manage import manage_badges

    app.register_blueprint(manage_badges)
    manage_menu.add(Entry(22, "manage_badges.list", _l("Badges"), Permission.PRINT_BADGES))
