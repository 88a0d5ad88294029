"""The menus of an event's pages: each feature adds its own entries when it starts."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from .permissions import PERMISSIONS, Permission, Role


@dataclass(frozen=True, order=True)
class Entry:
    """`order` is its place in the menu; `permission` None means that everybody sees it.

    `below`: endpoints of the pages below it, on which it is the current one too.
    """

    order: int
    endpoint: str
    label: Any
    permission: Permission | None = None
    below: tuple[str, ...] = ()


class Menu:
    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        self.entries[entry.endpoint] = entry

    def items(self) -> list[tuple[str, str, bool]]:
        """(label, address, is it the present page) of what the visitor of this event's page may open."""
        may_do = PERMISSIONS[Role(g.role)] if g.get("role") else frozenset()
        shown = [e for e in sorted(self.entries.values()) if e.permission is None or e.permission in may_do]
        return [(str(e.label), url_for(e.endpoint, slug=g.event.slug), self._is_current(e)) for e in shown]

    def address(self, endpoint: str) -> str | None:
        """Where that page of this event is; None when no feature above offers it."""
        return url_for(endpoint, slug=g.event.slug) if endpoint in self.entries else None

    def _is_current(self, entry: Entry) -> bool:
        """A menu entry is current on its own page and on the pages below it in the same blueprint."""
        if request.endpoint in (entry.endpoint, *entry.below):
            return True
        same = request.blueprint == entry.endpoint.partition(".")[0]
        alone = sum(e.endpoint.startswith(f"{request.blueprint}.") for e in self.entries.values()) == 1
        return same and alone


public_menu = Menu()
manage_menu = Menu()
