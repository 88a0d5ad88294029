"""The script with which any page shows the agenda of an event."""

import json
from functools import cache
from pathlib import Path

from flask_babel import force_locale
from flask_babel import gettext as _

from conference.core.i18n import LANGUAGES

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "widget" / "agenda.js"
PLACE = "const WORDS = {};"


@cache
def source() -> str:
    text = SCRIPT.read_text(encoding="utf-8")
    assert PLACE in text
    return text


def script() -> bytes:
    """With its words in every language that we speak."""
    spoken = {}
    for code in LANGUAGES:
        with force_locale(code):
            spoken[code] = words()
    return source().replace(PLACE, f"const WORDS = {json.dumps(spoken, ensure_ascii=False)};").encode()


def words() -> dict[str, str]:
    return {
        "loading": _("Loading the agenda…"),
        "failed": _("The agenda could not be loaded."),
        "open": _("Open it on its own page"),
        "times": _("All times:"),
        "narrow": _("Narrow the agenda"),
        "day": _("Day"),
        "track": _("Track"),
        "room": _("Room"),
        "project": _("Project"),
        "search": _("Search"),
        "all_day": _("All days"),
        "all_track": _("All tracks"),
        "all_room": _("All rooms"),
        "all_project": _("All projects"),
        "shown": _("Sessions shown:"),
        "nothing": _("Nothing on the agenda fits"),
        "cancelled": _("Cancelled"),
        "subscribe": _("Subscribe in your calendar"),
    }
