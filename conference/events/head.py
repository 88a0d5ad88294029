"""What pages of an event say in their head to programs: higher features join when they start."""

from collections.abc import Callable

from flask import g
from markupsafe import Markup

from .models import Event

JOINED: list[Callable[[Event], Markup]] = []


def join(part: Callable[[Event], Markup]) -> None:
    if part not in JOINED:  # several applications may start in one process
        JOINED.append(part)


def page_head() -> Markup:
    """For the page that is being made; nothing on pages that belong to no event."""
    event = g.get("event")
    return Markup("\n").join(part(event) for part in JOINED) if event is not None else Markup()
