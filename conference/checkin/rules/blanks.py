"""Blank badges: whose one is that several people were given, and which may still be given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

MOST_AT_ONCE = 500  # blank badges made in one go
MOST_OF_EVENT = 5000
MOST_DIGITS = 6


class BlankUnknown(Refused):
    code: ClassVar[str] = "blank_unknown"


class BlankTaken(Refused):
    code: ClassVar[str] = "blank_taken"


class BlankVoid(Refused):
    code: ClassVar[str] = "blank_void"


class NoneOfThem(Refused):
    code: ClassVar[str] = "none_of_them"


class TooManyBlanks(Refused):
    code: ClassVar[str] = "too_many_blanks"


def unknown() -> BlankUnknown:
    return BlankUnknown(_("This is no blank badge of this event. Take one of the pile."))


def taken() -> BlankTaken:
    return BlankTaken(_("Somebody has this badge already. Take another blank one."))


def none_of_them() -> NoneOfThem:
    return NoneOfThem(_("None of these badges is unused"))


def why_not_give(*, is_void: bool, is_given: bool) -> Refused | None:
    """Say why a blank badge cannot be given to anybody; None when it can."""
    if is_void:
        return BlankVoid(_("This blank badge is void. Take another one."))
    return taken() if is_given else None


def why_not_make(wanted: int, there: int) -> TooManyBlanks | None:
    if there + wanted <= MOST_OF_EVENT:
        return None
    return TooManyBlanks(_("An event can have %(most)s blank badges. Print unused ones again.", most=MOST_OF_EVENT))


@dataclass(frozen=True, slots=True)
class Use:
    """A door gave the badge to this person. See `models.BlankUse`."""

    person: int
    used_at: datetime
    is_first: bool = True
    chosen_at: datetime | None = None


def owner_of(uses: Iterable[Use]) -> int | None:
    """Whose the badge is: of whom somebody said so last, else who was given it first and registered with it.

    It depends on the set of uses alone. None where only people have it who were registered before: a badge of theirs
    stays good until somebody says that this is theirs, too.
    """
    every = list(uses)
    chosen = [(use.chosen_at, use.person) for use in every if use.chosen_at is not None]
    if chosen:
        return max(chosen)[1]
    first = [(use.used_at, use.person) for use in every if use.is_first]
    return min(first)[1] if first else None


def numbers_in(text: str) -> list[range] | None:
    """What somebody typed, like 3, 17-20, as ranges of numbers; None for what cannot be read as that."""
    found = []
    for part in text.replace(";", ",").replace("–", "-").split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) not in (1, 2) or not all(map(_is_number, ends)):
            return None
        found.append(range(int(ends[0]), int(ends[-1]) + 1))
    return found if all(found) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
