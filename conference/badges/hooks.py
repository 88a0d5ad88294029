"""What higher features know of a badge: they join when they start."""

from collections.abc import Callable, Mapping, Sequence

from conference.events.models import Event
from conference.registration.models import Registration

# placeholder of designs -> function that gives its value for each person (by id of the registration) who has one
FIELD_SOURCES: dict[str, Callable[[Event, Sequence[Registration]], Mapping[int, str]]] = {}
