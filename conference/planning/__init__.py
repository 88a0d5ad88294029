"""Planning the agenda: its editor, what clashes in the draft, free places, making releases."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.programme.cli import agenda_cli
    from conference.programme.hooks import RELEASED

    from . import cli_release, release_jobs, release_mails  # noqa: F401 - they sign up for their commands and work
    from .release_services import tell_speakers
    from .views.releases import manage_releases

    app.register_blueprint(manage_releases)
    app.cli.add_command(agenda_cli)
    manage_menu.add(Entry(32, "manage_releases.releases", _l("Releases"), Permission.EDIT_PROGRAMME))
    if tell_speakers not in RELEASED:
        RELEASED.append(tell_speakers)
    audit.describe(
        {
            "agenda.planned": _l("Release planned"),
            "agenda.plan_cancelled": _l("Planned release cancelled"),
            "agenda.plan_refused": _l("Planned release not made"),
            "agenda.taken_back": _l("Draft taken back to this release"),
            "session.taken_back": _l("Taken back to an earlier release"),
        }
    )
