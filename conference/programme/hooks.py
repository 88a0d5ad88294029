"""What higher features do when the agenda is published; they join when they start."""

from collections.abc import Callable, Mapping, Sequence
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

# Each: event -> sentences on what clashes with each session of the draft, by the session's code.
CLASHES: list[Callable[[Event], Mapping[str, Sequence[str]]]] = []


def clashes_of(event: Event) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for say in CLASHES:
        for code, sentences in say(event).items():
            found.setdefault(code, []).extend(sentences)
    return found
