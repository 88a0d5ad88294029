"""Joins what takes long to make to the rest: its pages, its jobs, and a booklet for each new release."""

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit
from conference.core.i18n import LANGUAGES
from conference.core.jobs import enqueue
from conference.events.navigation import Entry, manage_menu
from conference.events.permissions import Permission
from conference.programme.cli import agenda_cli
from conference.programme.hooks import RELEASED, Published
from conference.programme.offers import offer

from . import made_jobs, made_models  # noqa: F401 - their jobs and tables
from .made_cli import snapshot
from .views.made import made

QUIET = timedelta(minutes=2)  # whoever publishes often publishes again at once, to mend something


def when_released(published: Published) -> None:
    """Have the booklets drawn in the languages of the event before anybody asks, in the transaction of the release."""
    event, at = published.event, published.at
    for language in event.languages:
        if language in LANGUAGES:
            payload = {"event_id": event.id, "language": language}
            key = f"booklet:{event.id}:{language}"
            enqueue("exports.booklet_ahead", payload, at=at, run_at=at + QUIET, key=key)


def register_made(app: Flask) -> None:
    app.register_blueprint(made)
    agenda_cli.add_command(snapshot)
    offer("programme.agenda", "exports/booklet_link.html")
    if when_released not in RELEASED:
        RELEASED.append(when_released)
    manage_menu.add(Entry(80, "made.snapshots", _l("Snapshot"), Permission.EDIT_EVENT, below=("made.snapshot",)))
    audit.describe({"snapshot.requested": _l("Snapshot of the public pages asked for")})
