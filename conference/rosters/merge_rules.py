"""What may become of two registrations of one person. Pure."""

from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.registration.models import ALIVE, Registration, RegistrationState

FIELDS = ("name", "national_name", "email", "organisation", "position", "country", "language")  # to choose from


class NotMergeable(Refused):
    code: ClassVar[str] = "not_mergeable"


def why_not_merge(kept: Registration, other: Registration) -> NotMergeable | None:
    if kept.id == other.id or kept.event_id != other.event_id:
        return NotMergeable(_("Choose two registrations of this event"))
    if kept.merged_into_id or other.merged_into_id:
        return NotMergeable(_("One of them was merged already"))
    if kept.state not in ALIVE:
        return NotMergeable(_("Keep one that holds a place or waits for one"))
    if other.state == RegistrationState.CONFIRMED and kept.state != RegistrationState.CONFIRMED:
        return NotMergeable(_("Keep the one that is confirmed: it has the ticket"))
    return None


def differing(kept: Registration, other: Registration) -> list[str]:
    """Fields of which one has to be chosen."""
    return [name for name in FIELDS if _plain(kept, name) != _plain(other, name) and _plain(other, name)]


def answers_of_both(kept: Registration, other: Registration) -> dict[str, Any]:
    """What either said; where both did, the one that stays."""
    return {**(other.answers or {}), **(kept.answers or {})}


def _plain(row: Registration, name: str) -> str:
    return getattr(row, name) or ""
