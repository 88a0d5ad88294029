"""What people read for states and deeds of this feature."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext, pgettext

from conference.core import audit

from .models import SignUpState
from .rules import Offer

STATE_WORDS: dict[str, Any] = {
    SignUpState.WISHED: _l("Wished"),
    SignUpState.TAKEN: _l("Signed up"),
    SignUpState.WAITING: _l("Waiting list"),
}
DEED_WORDS: dict[str, Any] = {
    "sign_up.joined": _l("Signed up for a session"),
    "sign_up.left": _l("Left a session"),
    "sign_up.left_room": _l("Left a session in the room, as they take part online"),
    "sign_up.moved_up": _l("Moved up from the waiting list of a session"),
    "sign_up.removed": _l("Taken out of a session"),
    "sign_up.allotted": _l("Places in sessions allotted"),
    "sign_up.settings_changed": _l("Sign-up for sessions changed"),
}
audit.describe(DEED_WORDS)


def rank_words(rank: int) -> str:
    return str({1: _("First choice"), 2: _("Second choice")}.get(rank, _("Third choice")))


def fill_words(offer: Offer) -> str:
    """How much room there is, as people who choose read it."""
    if offer.left is None:
        return str(_("Room for everybody"))
    if offer.left:
        return str(ngettext("%(num)s place left", "%(num)s places left", offer.left))
    if offer.waiting:
        return str(ngettext("Full, %(num)d person waits", "Full, %(num)d people wait", offer.waiting))
    return pgettext("session", "Full: you can join the waiting list")
