"""The menus of organisers' pages that belong to no single event; each feature adds its own entries when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_login import current_user

from .access import rights
from .permissions import Rights


@dataclass(frozen=True)
class DeskEntry:
    """`order` is its place in the menu; `may` tells who sees it. Pages of a project take its `code`.

    `below`: the endpoints of further pages that belong to a project's page.
    """

    order: int
    endpoint: str
    label: Any
    may: Callable[[Rights], bool] = lambda _rights: True
    below: tuple[str, ...] = ()


__all__ = ["DeskEntry", "Rights", "add_project_tab", "add_to_desk", "desk_menus"]

desk_entries: dict[str, DeskEntry] = {}
project_tabs: dict[str, DeskEntry] = {}


def add_to_desk(entry: DeskEntry) -> None:
    desk_entries[entry.endpoint] = entry


def add_project_tab(tab: DeskEntry) -> None:
    project_tabs[tab.endpoint] = tab


def desk_menu() -> list[tuple[str, str, bool]]:
    """(label, address, is it the present page) for the signed-in user; none for others."""
    if not current_user.is_authenticated:
        return []
    own = rights()
    shown = sorted((e for e in desk_entries.values() if e.may(own)), key=lambda entry: entry.order)
    here = request.blueprint or ""
    return [(str(e.label), url_for(e.endpoint), e.endpoint.partition(".")[0] == here) for e in shown]


def project_menu() -> list[tuple[str, str, bool]]:
    """The pages of the project that this page belongs to."""
    own = rights()
    shown = sorted((tab for tab in project_tabs.values() if tab.may(own)), key=lambda tab: tab.order)
    code = g.project.code
    here = request.endpoint
    return [(str(tab.label), url_for(tab.endpoint, code=code), here in (tab.endpoint, *tab.below)) for tab in shown]


def desk_menus() -> dict[str, Any]:
    """What the layout of organisers shows at the side of pages beside the events."""
    if not request.path.startswith("/manage/"):
        return {}
    if "project" in g:
        return {"nav_items": project_menu()}
    return {"nav_items": desk_menu()}
