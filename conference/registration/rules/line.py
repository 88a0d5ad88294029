"""The waiting list: who is next, how long an offer stands. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _

from conference.core import times
from conference.core.errors import Refused
from conference.events.models import Event

from ..models import Registration, RegistrationSettings, RegistrationState, WaitingList
from .refusals import EventOver, OfferEnded, wrong_state

LEAST_OFFER = timedelta(hours=1)


@dataclass
class Free:
    """The places that are free at an event; None is no limit. `take` counts one off."""

    modes: dict[str, int | None]
    categories: dict[int, int | None] = field(default_factory=dict)

    def has(self, category_id: int, mode: str) -> bool:
        return self._left(self.categories.get(category_id, 0)) and self._left(self.modes[mode])

    def take(self, category_id: int, mode: str) -> bool:
        if not self.has(category_id, mode):
            return False
        self._count(category_id, mode, -1)
        return True

    def take_all(self, wanted: Iterable[tuple[int, str]]) -> bool:
        """Places for all of them, or none is counted off: (category, mode) of each."""
        taken: list[tuple[int, str]] = []
        for one in wanted:
            if not self.take(*one):
                for category_id, mode in taken:
                    self.give(category_id, mode)
                return False
            taken.append(one)
        return True

    def give(self, category_id: int, mode: str) -> None:
        self._count(category_id, mode, 1)

    def count_mode(self, mode: str, step: int) -> None:
        """For somebody whom their category counts already."""
        of_mode = self.modes[mode]
        if of_mode is not None:
            self.modes[mode] = of_mode + step

    def _count(self, category_id: int, mode: str, step: int) -> None:
        of_category = self.categories[category_id]
        if of_category is not None:
            self.categories[category_id] = of_category + step
        self.count_mode(mode, step)

    @staticmethod
    def _left(number: int | None) -> bool:
        return number is None or number > 0

    @property
    def open_categories(self) -> list[int]:
        return [ident for ident, left in self.categories.items() if self._left(left)]

    @property
    def open_modes(self) -> list[str]:
        return [mode for mode, left in self.modes.items() if self._left(left)]


def left(capacity: int | None, taken: int) -> int | None:
    return None if capacity is None else max(0, capacity - taken)


def offer_ends(event: Event, hours: int, at: datetime) -> datetime:
    """Until when an offer made at `at` stands: not longer than it makes sense, and never too short to be read."""
    latest = event.starts_at if at + LEAST_OFFER < event.starts_at else event.ends_at
    return max(min(at + timedelta(hours=hours), latest), min(at + LEAST_OFFER, event.ends_at))


def why_not_accept(registration: Registration, at: datetime) -> Refused | None:
    """Say why an offered place cannot be taken at `at`; None when it can."""
    event = registration.event
    if registration.state != RegistrationState.WAITING:
        return wrong_state(registration.state)
    if at >= event.ends_at:
        return EventOver(_("This event is over"))
    ended = registration.offered_until or registration.offer_ended_at
    if registration.offered_until is None or at >= registration.offered_until:
        if ended is None:
            return OfferEnded(_("There is no place for you yet. You keep your place in the line."))
        return OfferEnded(
            _(
                "The offer ended on %(when)s, and the place goes to the next in line. You keep your own place in the "
                "line: say below that you still want to come, and you are asked again.",
                when=times.instant(ended, event.zone),
            )
        )
    return None


def is_unproved(registration: Registration, settings: RegistrationSettings) -> bool:
    """Nobody has shown yet that the address is theirs, and this event wants it."""
    return bool(settings.needs_verification) and registration.verified_at is None


def is_direct(settings: RegistrationSettings) -> bool:
    """The next in line is confirmed without being asked."""
    return settings.waiting_list == WaitingList.DIRECT


def change_places_in_line(one: Registration, other: Registration, *, up: bool) -> None:
    """`one` comes before `other` (up), or after it, whatever the line is ordered by."""
    one_rank, other_rank = (row.category.priority + row.priority for row in (one, other))
    one.priority, other.priority = other_rank - one.category.priority, one_rank - other.category.priority
    first, then = sorted(row.waiting_since or row.created_at for row in (one, other))
    if first == then:
        then += timedelta(microseconds=1)
    one.waiting_since, other.waiting_since = (first, then) if up else (then, first)
