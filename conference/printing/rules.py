"""What can be printed, in which order, and how far it is. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.core.text import fold
from conference.core.times import clock

from .boxes import Box, box_of

KEPT_FOR = timedelta(hours=24)  # a file of badges holds names: it does not lie around
LAST = "\uffff"


class NobodyToPrint(Refused):
    code: ClassVar[str] = "nobody_to_print"


class PrintedMeanwhile(Refused):
    code: ClassVar[str] = "printed_meanwhile"


class Which(StrEnum):
    """Whose badges, by what was printed before."""

    NEW = "new"  # never printed, or changed since
    NEVER = "never"
    CHANGED = "changed"
    ALL = "all"


class Sort(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    CATEGORY = "category"
    PICKUP = "pickup"


@dataclass(frozen=True)
class Wish:
    """What is to be printed. `narrow`: the filter as the table of registrations has it in its address.

    `codes`: of registrations that were ticked; "" for all that the filter finds.
    """

    which: Which = Which.NEW
    narrow: Mapping[str, str] = field(default_factory=dict)
    delegation: str = ""
    codes: tuple[str, ...] = ()
    paper: str = "single"
    sort: Sort = Sort.NAME
    has_separators: bool = False
    is_test: bool = False

    def chosen(self) -> dict[str, Any]:
        """Whom it means, as it is kept with the run."""
        return {"which": str(self.which), "delegation": self.delegation, "codes": list(self.codes), **self.narrow}


def why_not_again(before: Any, seen: str, zone: str) -> PrintedMeanwhile | None:
    """Say that somebody printed the badge since a page was shown; `seen`: the code of the print on it, "" for none."""
    if before is None or before.code == seen:
        return None
    return PrintedMeanwhile(
        _(
            "%(who)s has just printed this badge, at %(time)s. Look at the printer before you print it again.",
            who=before.printed_by,
            time=clock(before.printed_at, zone),
        )
    )


def why_nobody(people: int) -> NobodyToPrint | None:
    return None if people else NobodyToPrint(_("There is no badge to print for what you chose"))


class Filed(Protocol):
    """A person as piles of badges are sorted."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def answers(self) -> dict[str, Any]: ...
    @property
    def category(self) -> Any: ...


def filing_name(person: Filed) -> str:
    """The name by which a badge is looked for, in Latin letters: the family name first, where the form asks for it."""
    answers = person.answers or {}
    family, given = answers.get("family_name"), answers.get("given_name")
    if isinstance(family, str) and family:
        return fold(f"{family} {given if isinstance(given, str) else ''}")
    return fold(person.name)


def sort_key(person: Filed, sort: Sort, boxes: Sequence[Box] = ()) -> tuple[Any, ...]:
    """Where the badge lies in the pile; no two people have the same."""
    name = filing_name(person) or LAST
    if sort == Sort.PICKUP and boxes:
        return boxes.index(box_of(filing_name(person), boxes)), name, person.id
    if sort == Sort.ORGANISATION:
        return fold(person.organisation) or LAST, person.organisation, name, person.id
    if sort == Sort.CATEGORY:
        return person.category.position, person.category.id, name, person.id
    return name, person.id


def pile_of(person: Filed, sort: Sort, boxes: Sequence[Box] = ()) -> str:
    """The part of the pile that a sheet stands before: a letter, an organisation, a category, a box."""
    if sort == Sort.PICKUP and boxes:
        return _("Box %(label)s", label=box_of(filing_name(person), boxes).label)
    if sort == Sort.ORGANISATION:
        return person.organisation or _("Without an organisation")
    if sort == Sort.CATEGORY:
        return str(person.category.name)
    first = filing_name(person)[:1].upper()
    return first if first.isalpha() else "#"


def piles(people: Iterable[Filed], sort: Sort, boxes: Sequence[Box] = ()) -> list[tuple[str, list[int]]]:
    """The ids of the people in their order, in the parts of the pile."""
    found: list[tuple[str, list[int]]] = []
    for _key, pile, ident in sorted((sort_key(one, sort, boxes), pile_of(one, sort, boxes), one.id) for one in people):
        if not found or found[-1][0] != pile:
            found.append((pile, []))
        found[-1][1].append(ident)
    return found


def state_of(run: Any, at: datetime) -> str:
    """Say how far a run is: waiting, running, ready, failed, expired or taken_back."""
    if run.taken_back_at is not None:
        return "taken_back"
    if at >= run.expires_at:
        return "expired"
    if run.finished_at is not None:
        return "ready"
    if run.failure or run.job is None or run.job.state in ("failed", "done"):
        return "failed"
    return "running" if run.job.state == "running" else "waiting"


def reason_of(before: str | None, digest: str) -> str:
    """Why a badge is printed now, when nobody says; `before`: the digest of the one that the person has."""
    if before is None:
        return "first"
    return "again" if before == digest else "changed"
