"""What holds for publishing the agenda. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.core.errors import Refused

from .kinds import Clash, Level

LATEST = timedelta(days=366)  # a release is not planned further ahead


class Clashing(Refused):
    """Clashes that block. `clashes` are these."""

    code: ClassVar[str] = "clashes"

    def __init__(self, words: str, clashes: Sequence[Clash]) -> None:
        super().__init__(words)
        self.clashes = clashes


class Unconfirmed(Refused):
    """There are warnings that nobody said they had read."""

    code: ClassVar[str] = "warnings"


class BadTime(Refused):
    code: ClassVar[str] = "bad_time"


class AlreadyPlanned(Refused):
    code: ClassVar[str] = "already_planned"


@dataclass(frozen=True)
class Wish:
    """How somebody wants to publish. `accepted`: the mark of the warnings that were read, see `mark_of`."""

    note: str = ""
    tells: bool = True
    accepted: str = ""


def of_level(clashes: Sequence[Clash], level: Level) -> list[Clash]:
    return [clash for clash in clashes if clash.level is level]


def mark_of(clashes: Sequence[Clash]) -> str:
    """Names the warnings among `clashes`, so that a tick counts only for those that were shown."""
    keys = sorted(clash.key for clash in of_level(clashes, Level.WARN))
    return sha256("\n".join(keys).encode()).hexdigest()[:16] if keys else ""


def why_not_clashing(clashes: Sequence[Clash]) -> Refused | None:
    """Say why an agenda with `clashes` cannot be published, whoever wants it."""
    if blocking := of_level(clashes, Level.BLOCK):
        words = ngettext(
            "%(num)d clash stops the agenda from being published",
            "%(num)d clashes stop the agenda from being published",
            len(blocking),
        )
        return Clashing(words, blocking)
    return None


def why_not_accepted(clashes: Sequence[Clash], accepted: str) -> Refused | None:
    """Say that the warnings of now are not those that were read; None when they are, or there are none."""
    if (mark := mark_of(clashes)) and mark != accepted:
        return Unconfirmed(_("Read the warnings and tick that the agenda may be published all the same"))
    return None


def why_not_planned(publish_at: datetime | None, at: datetime) -> Refused | None:
    if publish_at is None:
        return BadTime(_("Enter the date and time at which the agenda is to be published"))
    if publish_at <= at:
        return BadTime(_("Choose a time that is still to come"))
    if publish_at > at + LATEST:
        return BadTime(_("Choose a time within a year"))
    return None
