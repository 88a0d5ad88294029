"""The door: check points, devices, scans, who is in."""

from flask import Flask
from flask_babel import lazy_gettext as _l

BELOW = (
    "manage_points.points", "manage_points.new_point", "manage_points.point",
    "manage_devices.devices", "manage_devices.pair", "manage_devices.device", "manage_devices.searches",
    "manage_blanks.list",
)  # fmt: skip


def register(app: Flask) -> None:
    from conference.core import audit
    from conference.events.navigation import Entry, manage_menu
    from conference.events.permissions import Permission
    from conference.printing.hooks import PILE_WORDS, PILES
    from conference.registration import keepers, marks
    from conference.registration.hooks import FACT_SOURCES

    from . import blank_cards, privacy, words
    from .facts import facts_of
    from .queries.notes import has_mark
    from .services.blanks import PILE
    from .views import printing, walk_ins  # noqa: F401 - add calls to those of devices
    from .views.api import door_api
    from .views.blanks import manage_blanks
    from .views.devices import manage_devices
    from .views.door import door
    from .views.live import hall, live
    from .views.manage import manage
    from .views.notes import manage_notes
    from .views.pairing import pairing
    from .views.points import manage_points
    from .views.settling import settling
    from .views.shell import door_shell

    keepers.join(keepers.Keeper(privacy.TABLES, privacy.copy, privacy.erase))
    marks.join(marks.Mark("door_note", "yes", _l("Notes for the door"), _l("With a note for the door"), has_mark))
    if facts_of not in FACT_SOURCES:
        FACT_SOURCES.append(facts_of)
    app.register_blueprint(manage_notes)
    app.register_blueprint(manage_points)
    app.register_blueprint(manage_devices)
    app.register_blueprint(manage_blanks)
    PILES[PILE], PILE_WORDS[PILE] = blank_cards.cards, blank_cards.words
    app.register_blueprint(pairing)
    app.register_blueprint(door_api)
    app.register_blueprint(door)
    app.register_blueprint(door_shell)
    for blueprint in (manage, live, hall, settling):
        app.register_blueprint(blueprint)
    audit.describe(words.HISTORY_WORDS)
    below = (*BELOW, "door_live.board", "door_live.missing", "door_settling.list", "door_settling.rehearsal")
    manage_menu.add(Entry(24, "manage_checkin.overview", _l("Check-in"), Permission.VIEW_CHECK_IN, below))
