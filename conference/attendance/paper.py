"""Lists to tick by hand, for doors without a device: big rows, both scripts, letters to find a name by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from conference.core.i18n import language
from conference.core.pdf import printable, render_pdf
from conference.core.pdf.templates import render_paper
from conference.core.text import fold

SORTS = ("name", "last", "organisation")
MOST_ON_PAPER = 400  # of one file, which takes some seconds; longer lists come in parts
SECONDS = 90
OTHERS = "#"  # stands for names that begin with no letter


@dataclass(frozen=True, slots=True)
class Expected:
    """One row. `code_tail`: the last three of the public code, which tells two people of one name apart."""

    name: str
    national_name: str
    organisation: str
    category: str
    colour: str
    code_tail: str
    days: tuple[date, ...] = ()  # on which the badge is good; empty: all


@dataclass(frozen=True)
class PaperWords:
    """`lines`: what is filled in by hand, like "Entrance". `headings`: in, time, name, organisation, category, code."""

    title: str
    event: str
    lead: str
    lines: tuple[str, ...]
    headings: tuple[str, str, str, str, str, str]
    days: dict[date, str]
    only: str  # stands before the days of a badge


def in_order(people: Sequence[Expected], sort: str) -> list[Expected]:
    return sorted(people, key=lambda one: (key_of(one, sort), fold(one.name), one.code_tail))


def key_of(one: Expected, sort: str) -> str:
    """What the list is sorted by, in Latin letters: scripts stand among each other, as their letters sound."""
    if sort == "organisation":
        return fold(one.organisation)
    name = fold(one.name)
    return name.rpartition(" ")[2] if sort == "last" else name


def by_letter(people: Sequence[Expected], sort: str) -> Iterator[tuple[str, list[Expected]]]:
    """The rows of `in_order` under the letters that they begin with."""
    for letter, rows in groupby(people, key=lambda one: letter_of(one, sort)):
        yield letter, list(rows)


def letter_of(one: Expected, sort: str) -> str:
    first = key_of(one, sort)[:1].upper()
    return first if first.isalpha() else OTHERS


def guide_of(one: Expected, sort: str) -> str:
    """What stands in the corner of the page, as in a dictionary."""
    return key_of(one, sort)[:3].capitalize() or OTHERS


def parts_of(people: Sequence[Expected]) -> list[Sequence[Expected]]:
    """The list in as many files as it needs, all about the same length."""
    number = max(1, -(-len(people) // MOST_ON_PAPER))
    size = -(-len(people) // number)
    return [people[at : at + size] for at in range(0, len(people), size)] if people else [people]


def list_pdf(people: Sequence[Expected], sort: str, words: PaperWords) -> bytes:
    """One part of the list on A4. Raises PdfFailed."""
    html = render_paper(
        "attendance/pdf/list.html", letters=list(by_letter(people, sort)), words=words, lang=language(),
        printable=printable, guide_of=lambda one: guide_of(one, sort),
    )  # fmt: skip
    return render_pdf(html, title=f"{words.title}: {words.event}", lang=language(), seconds=SECONDS)
