"""Who else hears of releases; higher features join when they start."""

from collections.abc import Callable

from conference.events.models import Event
from conference.programme.changes import Changes

# Each says in words how many people it would tell of these changes; "" for none.
AUDIENCES: list[Callable[[Event, Changes], str]] = []
