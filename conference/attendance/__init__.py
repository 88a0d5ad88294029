"""Who was where, for how long: from scans, from paper and by correction; lists for doors without devices."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def register(app: Flask) -> None:
    from conference.events.navigation import Entry
    from conference.events.permissions import Permission
    from conference.registration.hooks import TABLE_MENU

    from .views import paper  # noqa: F401 - adds its routes to the blueprint
    from .views.blueprints import manage_attendance

    TABLE_MENU.add(Entry(45, "manage_attendance.paper", _l("Lists for the door on paper"), Permission.EXPORT))
    app.register_blueprint(manage_attendance)
