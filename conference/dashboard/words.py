"""What people read on the organiser's first pages."""

from typing import Any

from flask_babel import lazy_gettext as _l

from conference.events.permissions import Role

# (state of the status component, word) of each phase that rules.phase answers
PHASE_WORDS: dict[str, tuple[str, Any]] = {
    "draft": ("draft", _l("Draft")),
    "published": ("published", _l("Published")),
    "live": ("in", _l("Now")),
    "past": ("info", _l("Past")),
}
ROLE_WORDS: dict[str, Any] = {
    Role.OWNER: _l("Owner"),
    Role.EDITOR: _l("Editor"),
    Role.VIEWER: _l("Viewer"),
    Role.DOOR: _l("Door"),
}
