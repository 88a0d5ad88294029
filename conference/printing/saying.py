"""What a badge says, as short digests: so that it is known exactly which printed ones say something old. Pure.

Only what its design shows counts: a change of organisation outdates no badge without one.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from conference.badges.cards import BadgeCard
from conference.badges.design import as_json
from conference.badges.design.model import Code, Funding, Marks
from conference.badges.engine import Layout, Layouts
from conference.badges.layouts import wanted

# parts of a badge, with the placeholders that belong to each, in the order in which changes are told
PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name", "given_name", "family_name", "national_name", "honorific"),
    "organisation": ("organisation", "position", "country", "delegation"),
    "category": (),
    "ticket": (),
    "pickup": ("pickup",),
    "agenda": (),
    "event": ("event", "dates", "place", "when", "where", "contact"),
    "design": (),
}
SHARED = ("category", "event", "design")  # parts that are the same for all of a category
SHORT = 12


@dataclass(frozen=True)
class Said:
    """What a badge says, and what it was made of.

    `person_version`: of the registration. `beyond`: a stamp of what no version tells of (`badges.beyond`).
    """

    digest: str
    parts: Mapping[str, str]
    person_version: int | None = None
    beyond: str | None = None

    @property
    def shared(self) -> str:
        return _short(*(self.parts.get(part, "") for part in SHARED))


class Sayings:
    """Makes digests of badges by the designs of an event; remembers what many share."""

    def __init__(self, layouts: Layouts) -> None:
        self.layouts = layouts
        self._wants: dict[int, frozenset[str]] = {}
        self._shared: dict[object, str] = {}

    def of(
        self, card: BadgeCard, ticket_version: int, person_version: int | None = None, beyond: str | None = None
    ) -> Said:
        layout = self.layouts.of(card)
        wants = self._wants_of(layout)
        parts = {
            "name": self._fields(card, wants, "name"),
            "organisation": self._fields(card, wants, "organisation"),
            "category": _short(card.category_code, card.category_word, card.category_colour),
            "ticket": _short(ticket_version) if "code" in wants else "",
            "pickup": self._fields(card, wants, "pickup"),
            "agenda": _short(card.own_agenda) if "agenda:person" in wants else "",
            "event": self._remembered(("event", id(layout), card.look), lambda: _event(card, layout, wants)),
            "design": self._remembered(("design", id(layout)), lambda: _short(as_json(layout.design))),
        }
        digest = sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
        return Said(digest, parts, person_version, beyond)

    def _wants_of(self, layout: Layout) -> frozenset[str]:
        if id(layout) not in self._wants:
            has_code = any(isinstance(element, Code) for element in layout.design.elements())
            self._wants[id(layout)] = wanted([layout.design]) | ({"code"} if has_code else frozenset())
        return self._wants[id(layout)]

    def _fields(self, card: BadgeCard, wants: Collection[str], part: str) -> str:
        shown = [(field, card.value(field)) for field in PARTS[part] if field in wants]
        return _short(shown) if shown else ""

    def _remembered(self, key: object, make: Any) -> str:
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]


def _event(card: BadgeCard, layout: Layout, wants: Collection[str]) -> str:
    """What all badges of an event and design say."""
    shown: list[object] = [(field, card.value(field)) for field in PARTS["event"] if field in wants]
    if any(isinstance(element, Marks | Funding) for element in layout.design.elements()):
        shown += [card.projects, card.funding_statement, card.disclaimers]
    if "agenda:event" in wants:
        shown.append(card.agenda)
    return _short(shown)


def _short(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:SHORT]


def changed_parts(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Which parts of a badge say something else now, in the order of PARTS."""
    return [part for part in PARTS if before.get(part, "") != now.get(part, "")]
