from typing import Any

from flask_babel import lazy_gettext as _l

# (state of the status component, word) of each answer of made_queries.progress_of
PROGRESS_WORDS: dict[str, tuple[str, Any]] = {
    "waiting": ("queued", _l("Waiting for its turn")),
    "running": ("sending", _l("Being made")),
    "ready": ("confirmed", _l("Ready")),
    "failed": ("failed", _l("Failed")),
    "expired": ("declined", _l("Expired")),
}
