"""What higher features add to the organisers' pages of sign-ups; they join when they start."""

from collections.abc import Callable

from conference.events.models import Event
from conference.programme.agenda import Item

# Each: (event, a session at one of its times) -> where to write to those who signed up for it; None: not for this user.
WRITE: list[Callable[[Event, Item], str | None]] = []


def write_address(event: Event, item: Item) -> str | None:
    return next((address for ask in WRITE if (address := ask(event, item))), None)
