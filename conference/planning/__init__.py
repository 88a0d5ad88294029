"""Planning the agenda: its editor, what clashes in the draft, free places, making releases."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.programme.cli import agenda_cli
    from conference.programme.hooks import CLASHES, RELEASED

    from . import cli_release, release_jobs, release_mails  # noqa: F401 - they sign up for their commands and work
    from .release_services import tell_speakers
    from .session_marks import clashes_by_session
    from .views.clashes import agenda_clashes
    from .views.editor import editor
    from .views.editor_calls import calls
    from .views.releases import manage_releases

    app.register_blueprint(editor)
    app.register_blueprint(calls)
    app.register_blueprint(manage_releases)
    app.register_blueprint(agenda_clashes)
    manage_menu.add(Entry(30, "agenda_editor.agenda", _l("Agenda"), Permission.EDIT_PROGRAMME))
    manage_menu.add(Entry(32, "agenda_clashes.clashes", _l("Clashes"), Permission.EDIT_PROGRAMME))
    app.cli.add_command(agenda_cli)
    manage_menu.add(Entry(33, "manage_releases.releases", _l("Releases"), Permission.EDIT_PROGRAMME))
    if tell_speakers not in RELEASED:
        RELEASED.append(tell_speakers)
    if clashes_by_session not in CLASHES:
        CLASHES.append(clashes_by_session)
    audit.describe(
        {
            "agenda.settings_changed": _l("Settings of the agenda changed"),
            "agenda.planned": _l("Release planned"),
            "agenda.plan_cancelled": _l("Planned release cancelled"),
            "agenda.plan_refused": _l("Planned release not made"),
            "agenda.taken_back": _l("Draft taken back to this release"),
            "session.added": _l("Session added to the agenda"),
            "session.placed": _l("Given a place in the agenda"),
            "session.moved": _l("Moved in the agenda"),
            "session.taken_out": _l("Taken out of the agenda"),
            "session.repeated": _l("Held once more"),
            "session.taken_back": _l("Taken back to an earlier release"),
        }
    )
