"""Bringing a programme in: from tables, from the exchange files of other systems, from another event."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission

    from . import cli, jobs, models  # noqa: F401 - their commands, kinds of work and tables
    from .tables import register_tables
    from .views.start import intake

    register_tables()  # before the blueprint is taken over, which knows its routes then

    app.register_blueprint(intake)
    manage_menu.add(Entry(48, "intake.start", _l("Import"), Permission.EDIT_PROGRAMME))
    audit.describe(
        {
            "intake.uploaded": _l("File uploaded"),
            "intake.confirmed": _l("Confirmed"),
            "intake.refused": _l("Could not be brought in"),
            "intake.done": _l("Brought in"),
            "intake.dropped": _l("Left"),
        }
    )
