"""Who was where, for how long: from scans, from paper and by correction; lists for doors without devices."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.registration import keepers
    from conference.registration.hooks import TABLE_MENU
    from conference.registration.words import DEED_WORDS

    from . import privacy, privacy_services, words
    from .views import paper, paper_entry, people, sessions  # noqa: F401 - add their routes to the blueprint
    from .views.blueprints import manage_attendance

    TABLE_MENU.add(Entry(45, "manage_attendance.paper", _l("Lists for the door on paper"), Permission.EXPORT))
    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, privacy_services.erase))
    DEED_WORDS.update(words.DEED_WORDS)
    below = tuple(f"manage_attendance.{page}" for page in ("session", "person", "find", "fix", "paper_entry"))
    manage_menu.add(Entry(25, "manage_attendance.overview", _l("Attendance"), Permission.VIEW_CHECK_IN, below))
    app.register_blueprint(manage_attendance)
