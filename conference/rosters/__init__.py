"""Lists of people as a whole: brought in from tables, told apart, merged, counted, printed."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def register(app: Flask) -> None:
    from conference.events.navigation import Entry
    from conference.events.permissions import Permission
    from conference.intake.models import IntakeKind
    from conference.intake.pages import PAGES
    from conference.intake.ways import Way, add_way
    from conference.registration.hooks import TABLE_MENU
    from conference.registration.words import DEED_WORDS

    from .views import people  # noqa: F401 - adds its routes to the blueprint
    from .views.blueprints import people_import, rosters

    PAGES[IntakeKind.PEOPLE] = "people_import.table"
    DEED_WORDS["registration.imported"] = _l("Imported from a table")
    add_way(
        Way(
            25,
            "people_import.start",
            _l("People from a table"),
            _l("Registrations as CSV or Excel file, with your own questions; who is there already is recognised."),
        )
    )
    TABLE_MENU.add(Entry(10, "people_import.start", _l("Import people"), Permission.EDIT_ATTENDEES))
    app.register_blueprint(rosters)
    app.register_blueprint(people_import)
