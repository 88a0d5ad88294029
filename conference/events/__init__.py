"""Events: when, where, run by which projects, and who may do what at them."""

from flask import Flask

from .models import Event, EventProject, EventSeries, Membership, Mode, Room
from .permissions import Permission, Role

__all__ = ["Event", "EventProject", "EventSeries", "Membership", "Mode", "Permission", "Role", "Room", "register"]


def register(app: Flask) -> None:
    from .navigation import manage_menu, public_menu

    app.add_template_global(public_menu.items, "public_nav")
    app.add_template_global(manage_menu.items, "manage_nav")
