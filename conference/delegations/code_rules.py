"""What an access code may do when. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.core import times
from conference.core.errors import Refused

from .models import AccessCode
from .rules import BadQuota


class CodeUsedUp(Refused):
    code: ClassVar[str] = "code_used_up"


class CodeNotYet(Refused):
    code: ClassVar[str] = "code_not_yet"


class BadCodeTimes(Refused):
    code: ClassVar[str] = "bad_code_times"


class UnknownCode(Refused):
    code: ClassVar[str] = "unknown_code"


class CodeInUse(Refused):
    code: ClassVar[str] = "code_in_use"


class CodeTaken(Refused):
    code: ClassVar[str] = "code_taken"


@dataclass(frozen=True)
class CodeValues:
    code: str
    label: str
    category_ids: tuple[int, ...]
    most_uses: int | None
    expires_at: datetime | None
    is_reserved: bool
    starts_at: datetime | None = None


def why_not_code(code: AccessCode, at: datetime) -> Refused | None:
    """Say why the code opens nothing; None when it does."""
    if over := why_over(code, at):
        return over
    if code.starts_at is not None and at < code.starts_at:
        when, zone = times.instant(code.starts_at, code.event.zone), times.zone_label(code.starts_at, code.event.zone)
        return CodeNotYet(_("This code works from %(when)s (%(zone)s) on. Come back then.", when=when, zone=zone))
    return None


def why_over(code: AccessCode, at: datetime) -> CodeUsedUp | None:
    """Say why the code opens nothing any more, and keeps no places; None while it does, or is to come."""
    if code.ended_at is not None:
        return CodeUsedUp(_("This code is not in use any more"))
    if code.expires_at is not None and at >= code.expires_at:
        return CodeUsedUp(_("The time of this code is over"))
    if code.most_uses is not None and code.used >= code.most_uses:
        return used_up()
    return None


def used_up() -> CodeUsedUp:
    return CodeUsedUp(_("This code was used as often as it may be"))


def unknown_code() -> UnknownCode:
    return UnknownCode(_("We do not know this code. Look again at how it is written."))


def code_taken() -> CodeTaken:
    return CodeTaken(_("There is a code like that already"))


def why_not_code_values(values: CodeValues, used: int) -> Refused | None:
    if values.most_uses is not None and values.most_uses < used:
        return BadQuota(_("It was used more often already"))
    if values.starts_at and values.expires_at and values.expires_at <= values.starts_at:
        return BadCodeTimes(_("The code must end after it begins to work"))
    if values.is_reserved and (values.most_uses is None or len(values.category_ids) != 1):
        return BadQuota(_("To keep places, choose one category and say how many people may use the code"))
    return None


def why_not_reword(uses: int) -> CodeInUse | None:
    """uses: as for `why_not_delete`. People have the word once somebody came by it."""
    return CodeInUse(_("Somebody came by this code already: its word stays, as people have it")) if uses else None


def why_not_delete(uses: int) -> CodeInUse | None:
    """uses: registrations that came by it, also those that were cancelled since."""
    if not uses:
        return None
    return CodeInUse(
        ngettext(
            "%(num)d person came by this code, and their registration says so: end the code instead of deleting it.",
            "%(num)d people came by this code, and their registrations say so: end the code instead of deleting it.",
            uses,
        )
    )


def key_of_code(typed: str) -> str:
    """A code as compared: people type it in lower case, with blanks and dashes of their own."""
    return "".join(char for char in typed.upper() if char.isalnum())
