"""Events: when, where, run by which projects, and who may do what at them."""

from typing import Any

from flask import Flask, g, request

from .models import Event, EventProject, EventSeries, Membership, Mode, Room
from .permissions import Permission, Role

__all__ = ["Event", "EventProject", "EventSeries", "Membership", "Mode", "Permission", "Role", "Room", "register"]


def register(app: Flask) -> None:
    from .navigation import manage_menu, public_menu

    def menus() -> dict[str, Any]:
        """Layouts show the menu of the event's side that the page belongs to."""
        if "event" not in g:
            return {}
        return {"nav_items": (manage_menu if request.path.startswith("/manage/") else public_menu).items()}

    app.context_processor(menus)
