"""What higher features do when the agenda is published; they join when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from conference.events.models import Event

from .changes import Changes, State
from .models import Release


@dataclass(frozen=True)
class Published:
    """A release that is being made. `last` is the one before; `tells`: whether people are to be told by mail."""

    event: Event
    release: Release
    last: Release | None
    before: State
    after: State
    changes: Changes
    at: datetime
    tells: bool


# Called in the transaction of the release.
RELEASED: list[Callable[[Published], None]] = []
