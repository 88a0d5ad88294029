"""How pages name what this feature keeps."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.core import times

from .hooks import PILE_WORDS
from .models import BadgePrint, PrintRun, Reason, Via
from .rules import Sort, Which

# (state of the status component, word) of each state that rules.state_of answers
RUN_WORDS: dict[str, tuple[str, Any]] = {
    "waiting": ("queued", _l("Waiting for its turn")),
    "running": ("sending", _l("Being drawn")),
    "ready": ("confirmed", _l("Ready")),
    "failed": ("failed", _l("Failed")),
    "expired": ("declined", _l("Expired")),
    "taken_back": ("cancelled", _l("Was not printed")),
}
STATION_WORDS: dict[str, tuple[str, Any]] = {
    "unpaired": ("draft", _l("Not paired yet")),
    "online": ("confirmed", _l("Connected")),
    "offline": ("failed", _l("Offline")),
}
TASK_WORDS: dict[str, tuple[str, Any]] = {
    "waiting": ("queued", _l("Waiting for the station")),
    "taken": ("sending", _l("Being printed")),
    "lost": ("failed", _l("No answer: look at the printer")),
    "printed": ("sent", _l("Printed")),
    "failed": ("failed", _l("Was not printed")),
}
FAILURES: dict[str, Any] = {
    "nobody": _l("Nobody of them has a confirmed place any more."),
    "disk_full": _l(
        "The disk of the server is full, so the file could not be kept. Nothing was noted as printed. Whoever runs the "
        "server has to make room; then ask for the badges again."
    ),
    "lost_key": _l("One of the tickets cannot be drawn."),
    "not_drawn": _l("The badges could not be drawn. Please ask for them again, or for fewer at once."),
}
WHICH_WORDS: dict[Which, Any] = {
    Which.NEW: _l("Never printed, or changed since"),
    Which.NEVER: _l("Never printed"),
    Which.CHANGED: _l("Changed since they were printed"),
    Which.ALL: _l("All, also those printed before"),
}
SORT_WORDS: dict[Sort, Any] = {
    Sort.NAME: _l("Name"),
    Sort.ORGANISATION: _l("Organisation, then name"),
    Sort.CATEGORY: _l("Category, then name"),
    Sort.PICKUP: _l("Pick-up box, then name"),
}
PART_WORDS: dict[str, Any] = {
    "name": _l("name"),
    "organisation": _l("organisation or position"),
    "category": _l("category"),
    "ticket": _l("ticket code"),
    "pickup": _l("pick-up box"),
    "agenda": _l("own agenda"),
    "event": _l("event or projects"),
    "design": _l("design"),
}
REASON_WORDS: dict[Reason, Any] = {
    Reason.FIRST: _l("First print"),
    Reason.CHANGED: _l("Changed since the one before"),
    Reason.AGAIN: _l("Printed again"),
    Reason.DAMAGED: _l("The one before was damaged"),
    Reason.LOST: _l("Lost: new code"),
    Reason.TEST: _l("Test print"),
}


def whose(run: PrintRun) -> str:
    """Whose badges a run is for."""
    pile = run.chosen.get("pile")
    return PILE_WORDS[pile](run.chosen) if pile else str(WHICH_WORDS[Which(run.chosen["which"])])


def reason_of(row: BadgePrint) -> str:
    return str(REASON_WORDS[Reason(row.reason)])


def place_of(row: BadgePrint) -> str:
    """Where it came out."""
    if row.station:
        return row.station
    return _("In a file of many") if row.via == Via.RUN else _("At the desk")


def when_and_who(row: BadgePrint, zone: str) -> str:
    return _("%(when)s by %(who)s", when=times.instant(row.printed_at, zone), who=row.printed_by)


def parts_of(parts: list[str]) -> str:
    """What changed, as a list in words."""
    return ", ".join(str(PART_WORDS[part]) for part in parts)
