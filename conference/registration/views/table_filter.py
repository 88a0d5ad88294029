"""What an address asks of the table of registrations, and how its filters are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from conference.core.i18n import LANGUAGES, language
from conference.core.templating import country_name

from ..columns import NAME, OWN
from ..facet_queries import Facets
from ..manage_queries import DEFAULT_SORT, RegistrationFilter
from ..marks import MARKS
from ..models import Category
from ..page_queries import SORTS
from ..words import MODE_WORDS, SOURCE_WORDS, STATE_WORDS, VERIFIED_WORDS

LONGEST_SEARCH = 200
LONGEST_VALUE = 300
LEAST_CHOICES = {"status": 1, "organisation": 1}  # which make a filter worth showing; else two
SORT_WORDS = {column.sort: column.label for column in (NAME, *OWN) if column.sort}
NAMES = {  # as addresses call what the filter asks for
    "q": "search", "status": "state", "category": "category", "mode": "mode", "country": "country",
    "organisation": "organisation", "source": "source", "language": "language", "verified": "verified",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One filter as the page shows it: `choices` are (value, words with the number of people)."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


def read_filter(args: MultiDict[str, str], categories: list[Category]) -> RegistrationFilter:
    """What the address asks for; what is not on our lists counts as not asked."""
    known: dict[str, Any] = {
        "status": STATE_WORDS, "category": {one.code for one in categories}, "mode": MODE_WORDS,
        "source": SOURCE_WORDS, "language": LANGUAGES, "verified": VERIFIED_WORDS,
    }  # fmt: skip
    asked = {name: args.get(name, "") for name in NAMES}
    asked = {name: value if name not in known or value in known[name] else "" for name, value in asked.items()}
    asked["q"] = " ".join(asked["q"][:LONGEST_SEARCH].split())
    asked["country"] = asked["country"][:2]
    asked["organisation"] = asked["organisation"][:LONGEST_VALUE]
    sort = args.get("sort", "")
    is_known = sort.removeprefix("-") in SORTS and not sort.startswith("--")
    return RegistrationFilter(
        **{NAMES[name]: value for name, value in asked.items()},
        marks=tuple(name for name, mark in MARKS.items() if args.get(name) == mark.value),
        sort=sort if is_known else DEFAULT_SORT,
    )


def query_of(wanted: RegistrationFilter) -> dict[str, Any]:
    """The filter as it stands in an address, without what goes without saying."""
    asked = {name: getattr(wanted, column) for name, column in NAMES.items()}
    asked |= {name: MARKS[name].value for name in wanted.marks}
    asked["sort"] = "" if wanted.sort == DEFAULT_SORT else wanted.sort
    return {name: value for name, value in asked.items() if value}


def choices_of(
    facets: Facets, wanted: RegistrationFilter, categories: list[Category], organisations: dict[str, int]
) -> list[Choice]:
    """The filters that divide the people of the event, each choice with how many it would show."""

    def counted(name: str, words: dict[str, Any], *, every: bool = False) -> list[tuple[str, str]]:
        numbers, there = facets.of(name, wanted), facets.everywhere(name)
        return [
            (value, f"{word} ({numbers.get(value, 0)})") for value, word in words.items() if every or value in there
        ]

    countries = {code: country_name(code) for code in facets.everywhere("country") if code}
    sorted_countries = dict(sorted(countries.items(), key=lambda pair: pair[1]))
    named = {code: f"{code} ({number})" for code, number in organisations.items()}
    if wanted.organisation:
        named.setdefault(wanted.organisation, wanted.organisation)
    found = [
        Choice("status", _("Status"), counted("state", STATE_WORDS, every=True), wanted.state),
        Choice("category", _("Category"), counted("category", names_of(categories), every=True),
               wanted.category),
        Choice("mode", _("Takes part"), counted("mode", MODE_WORDS), wanted.mode),
        Choice("country", _("Country"), counted("country", sorted_countries), wanted.country),
        Choice("organisation", _("Organisation"), list(named.items()), wanted.organisation),
        Choice("source", _("Came by"), counted("source", SOURCE_WORDS), wanted.source),
        Choice("language", _("Language"), counted("language", dict(LANGUAGES)), wanted.language),
        Choice("verified", _("Address confirmed"), counted("verified", VERIFIED_WORDS), wanted.verified),
    ]  # fmt: skip
    shown = [one for one in found if len(one.choices) >= LEAST_CHOICES.get(one.name, 2) or one.chosen]
    return [*shown, *marks_of(facets, wanted)]


def marks_of(facets: Facets, wanted: RegistrationFilter) -> list[Choice]:
    """Those that somebody has, or that are asked for."""
    return [
        Choice(name, str(mark.label), [(mark.value, f"{mark.words} ({facets.marked.get(name, 0)})")],
               mark.value if name in wanted.marks else "")
        for name, mark in MARKS.items()
        if facets.marked.get(name) or name in wanted.marks
    ]  # fmt: skip


def names_of(categories: list[Category]) -> dict[str, str]:
    return {one.code: one.name_in(language()) for one in categories}


def words_of(query: Mapping[str, Any], categories: list[Category]) -> list[str]:
    """What a kept query asks for, as people read it: ["Status: Pending", "sorted by name"]."""
    words: dict[str, tuple[Any, Mapping[str, Any]]] = {
        "q": (_("Search"), {}),
        "status": (_("Status"), STATE_WORDS),
        "category": (_("Category"), names_of(categories)),
        "mode": (_("Takes part"), MODE_WORDS),
        "country": (_("Country"), {str(query.get("country")): country_name(query.get("country"))}),
        "organisation": (_("Organisation"), {}),
        "source": (_("Came by"), SOURCE_WORDS),
        "language": (_("Language"), LANGUAGES),
        "verified": (_("Address confirmed"), VERIFIED_WORDS),
        **{name: (mark.label, {mark.value: mark.words}) for name, mark in MARKS.items()},
    }
    found = [
        f"{label}: {known.get(query[name], query[name])}" for name, (label, known) in words.items() if query.get(name)
    ]
    if sorting := dict(sort_choices()).get(str(query.get("sort", ""))):
        found.append(_("sorted by %(column)s", column=sorting))
    return found


def sort_choices() -> list[tuple[str, str]]:
    """Every order but the usual one, in words."""
    ways = [(name, str(label)) for name, label in SORT_WORDS.items()]
    down = [(f"-{name}", _("%(column)s, downwards", column=label)) for name, label in ways]
    return [way for pair in zip(ways, down, strict=True) for way in pair if way[0] != DEFAULT_SORT]
