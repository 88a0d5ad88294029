"""When a badge or papers can be had. Pure."""

from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.registration.models import Registration

MOST_AT_ONCE = 500  # papers drawn in a request


class NobodyToPrint(Refused):
    code: ClassVar[str] = "nobody_to_print"


class NoBadge(Refused):
    code: ClassVar[str] = "no_badge"


def why_not_print(pages: int) -> NobodyToPrint | None:
    """Say why papers cannot be printed while somebody waits for them; None when they can."""
    if not pages:
        return NobodyToPrint(_("There is nothing to print here yet"))
    if pages > MOST_AT_ONCE:
        return NobodyToPrint(_("These are more than %(most)d: print them by category", most=MOST_AT_ONCE))
    return None


def why_no_badge(registration: Registration) -> NoBadge | None:
    """Say why this person gets no badge; None when there is one."""
    if registration.state != "confirmed" or registration.valid_ticket is None:
        return NoBadge(_("There is a badge only for people with a confirmed place"))
    return None


def lost_key(registration: Registration) -> NoBadge:
    return NoBadge(
        _("The ticket %(code)s was made with a key that is gone: send its e-mail again first", code=registration.code)
    )
