"""What higher features have to say of rooms; each joins when it starts, as this one cannot know them."""

from collections.abc import Callable
from datetime import datetime

from conference.organisations.hooks import Use

__all__ = ["FILL_PLACES", "HOLD_PLACES", "ROOM_USES", "Use", "uses_of_room"]

# name of the feature -> function from the id of a room to where it is used
ROOM_USES: dict[str, Callable[[int], list[Use]]] = {}


def uses_of_room(room_id: int) -> list[Use]:
    """Everywhere that other features refer to the room."""
    return [use for uses in ROOM_USES.values() for use in uses(room_id)]


# Called in the transaction that changes how many places an event has, before the event is locked and after the change:
# nobody takes a place in between that others wait for.
HOLD_PLACES: list[Callable[[int], None]] = []
FILL_PLACES: list[Callable[[int, datetime], object]] = []
