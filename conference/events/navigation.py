"""The menus of an event's pages: each feature adds its own entries when it starts."""

from dataclasses import dataclass, field
from typing import Any

from flask import g, request, url_for
from flask_babel import lazy_gettext as _l

from .permissions import PERMISSIONS, Permission, Role

# Where the parts of a long menu begin: entries from this order on stand below these words.
PARTS = ((20, _l("People")), (30, _l("Programme")), (60, _l("Event")))
Shown = tuple[str, str, bool, str]


@dataclass(frozen=True, order=True)
class Entry:
    """`order` is its place in the menu, and says in which of the PARTS it stands.

    permission: None means that everybody sees it.

    `below`: endpoints of the pages below it, on which it is the current one too; `beside`: a menu of pages beside it,
    where it is current as well.
    """

    order: int
    endpoint: str
    label: Any
    permission: Permission | None = None
    below: tuple[str, ...] = ()
    beside: "Menu | None" = field(default=None, compare=False)


class Menu:
    """`parts`: see PARTS; a short menu has none."""

    def __init__(self, parts: tuple[tuple[int, Any], ...] = ()) -> None:
        self.entries: dict[str, Entry] = {}
        self.parts = parts

    def add(self, entry: Entry) -> None:
        self.entries[entry.endpoint] = entry

    def items(self) -> list[Shown]:
        """(label, address, is it the present page, part of the menu) of what the visitor of this page may open."""
        may_do = PERMISSIONS[Role(g.role)] if g.get("role") else frozenset()
        shown = [e for e in sorted(self.entries.values()) if e.permission is None or e.permission in may_do]
        return [
            (str(e.label), url_for(e.endpoint, slug=g.event.slug), self._is_current(e), self._part(e)) for e in shown
        ]

    def _part(self, entry: Entry) -> str:
        return str(next((words for start, words in reversed(self.parts) if start <= entry.order), ""))

    def address(self, endpoint: str) -> str | None:
        """Where that page of this event is; None when no feature above offers it."""
        return url_for(endpoint, slug=g.event.slug) if endpoint in self.entries else None

    def _is_current(self, entry: Entry) -> bool:
        """On its own page and those below and beside it; and in all of its blueprint but what another entry names."""
        if self._names_page(entry):
            return True
        if any(map(self._names_page, self.entries.values())):
            return False
        same = request.blueprint == entry.endpoint.partition(".")[0]
        alone = sum(e.endpoint.startswith(f"{request.blueprint}.") for e in self.entries.values()) == 1
        return same and alone

    @staticmethod
    def _names_page(entry: Entry) -> bool:
        beside = entry.beside.entries if entry.beside else ()
        return request.endpoint in (entry.endpoint, *entry.below, *beside)


public_menu = Menu()
manage_menu = Menu(PARTS)
