from typing import Any

from flask_babel import lazy_gettext as _l

# (state of the status component, word) of each state that rules.state_of answers
SHEET_WORDS: dict[str, tuple[str, Any]] = {
    "waiting": ("queued", _l("Waiting for its turn")),
    "running": ("sending", _l("Being drawn")),
    "ready": ("confirmed", _l("Ready")),
    "failed": ("failed", _l("Failed")),
    "expired": ("declined", _l("Expired")),
}
