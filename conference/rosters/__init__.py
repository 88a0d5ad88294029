"""Lists of people as a whole: brought in from tables, told apart, merged, counted, printed."""

from flask import Flask
from flask_babel import lazy_gettext as _l


def register(app: Flask) -> None:
    from conference.events.navigation import Entry
    from conference.events.permissions import Permission
    from conference.intake.models import IntakeKind
    from conference.intake.pages import PAGES
    from conference.intake.ways import Way, add_way
    from conference.registration import keepers, marks
    from conference.registration.hooks import FACT_SOURCES, TABLE_MENU
    from conference.registration.words import DEED_WORDS

    from . import finding_queries as finding
    from . import jobs, privacy_services, words  # noqa: F401 - the kinds of work
    from .facts import facts_of
    from .views import numbers, participants, people, twins, typed  # noqa: F401 - add their routes to the blueprints
    from .views.blueprints import people_import, rosters

    marks.join(
        marks.Mark("twins", "yes", _l("Registered twice?"), _l("Perhaps registered twice"), finding.is_possible_twin)
    )
    PAGES[IntakeKind.PEOPLE] = "people_import.table"
    DEED_WORDS.update(words.DEED_WORDS)
    keepers.join(keepers.Keeper(privacy_services.TABLES, privacy_services.copy, privacy_services.erase))
    if facts_of not in FACT_SOURCES:
        FACT_SOURCES.append(facts_of)
    add_way(
        Way(
            25,
            "people_import.start",
            _l("People from a table"),
            _l("Registrations as CSV or Excel file, with your own questions; who is there already is recognised."),
        )
    )
    TABLE_MENU.add(Entry(10, "people_import.start", _l("Import people"), Permission.EDIT_ATTENDEES))
    TABLE_MENU.add(Entry(20, "rosters.twins", _l("Registered twice?"), Permission.VIEW_ATTENDEES))
    TABLE_MENU.add(Entry(25, "rosters.typed", _l("Organisations as typed"), Permission.EDIT_ATTENDEES))
    TABLE_MENU.add(Entry(30, "rosters.numbers", _l("Numbers"), Permission.VIEW_ATTENDEES))
    TABLE_MENU.add(Entry(40, "rosters.participants", _l("List of participants"), Permission.EXPORT))
    app.register_blueprint(rosters)
    app.register_blueprint(people_import)
