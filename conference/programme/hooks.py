"""What higher features do when the agenda is published; they join when they start."""

from collections.abc import Callable
from datetime import datetime

from conference.events.models import Event

from .models import Release

# Called in the transaction of the release: (event, release, the one before or None, at).
RELEASED: list[Callable[[Event, Release, Release | None, datetime], None]] = []
