"""How many people each choice of a filter would show: all of them from one reading of one index."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from conference.core.db import db

from .manage_queries import RegistrationFilter
from .marks import count_marked
from .models import Category, Registration

FACETS = ("state", "category", "mode", "language", "source", "country", "verified")


@dataclass(frozen=True)
class Facets:
    """`groups`: (values in the order of FACETS) -> number of people. `marked`: name of a mark -> people who have it."""

    groups: Mapping[tuple[str, ...], int]
    marked: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.groups.values())

    def of(self, name: str, wanted: RegistrationFilter) -> dict[str, int]:
        """{value: people} of one facet, with all the other filters as they are; search and organisation apart."""
        place, found = FACETS.index(name), Counter[str]()
        asked = [(at, value) for at, other in enumerate(FACETS) if at != place and (value := getattr(wanted, other))]
        for values, number in self.groups.items():
            if all(values[at] == value for at, value in asked):
                found[values[place]] += number
        return dict(found)

    def everywhere(self, name: str) -> dict[str, int]:
        """{value: people} of one facet, whatever the filters."""
        return self.of(name, RegistrationFilter())


def facets_of_event(event_id: int) -> Facets:
    is_verified: Any = Registration.verified_at.is_not(None)
    columns: list[Any] = [
        Registration.state, Registration.category_id, Registration.mode, Registration.language, Registration.source,
        Registration.country, is_verified,
    ]  # fmt: skip
    query = select(*columns, func.count()).where(Registration.event_id == event_id).group_by(*columns)
    known = db.session.execute(select(Category.id, Category.code).where(Category.event_id == event_id))
    codes: dict[int, str] = {row[0]: row[1] for row in known}
    groups: dict[tuple[str, ...], int] = {}
    rows: Any = db.session.execute(query)
    for state, category, mode, language, source, country, verified, number in rows:
        values = (state, codes[category], mode, language, source, country or "", "yes" if verified else "no")
        groups[values] = number
    return Facets(groups, count_marked(event_id))
