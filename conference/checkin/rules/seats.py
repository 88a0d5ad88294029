"""Seats of a strict point, lent to devices so that together they never let in too many, online or off."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Loan:
    """What one device was lent, gave back and used; these only ever rise."""

    lent: int = 0
    returned: int = 0
    used: int = 0

    @property
    def held(self) -> int:
        return max(0, self.lent - self.returned - self.used)


def places_free(capacity: int, inside: int, loans: Iterable[Loan]) -> int:
    """Places that nobody is in and that no device may give away."""
    return max(0, capacity - inside - sum(loan.held for loan in loans))


def share(free: int, doors: int) -> int:
    """How many of the places that nobody is in each of these doors may hold, so that none lacks what another hoards.

    Less than one each: all of them are decided by the server, as long as doors reach it.
    """
    return max(0, free) // max(1, doors)


def grant(own: Loan, wanted: int, free: int) -> int:
    """How many more seats a device gets that would like to hold `wanted`."""
    return max(0, min(wanted - own.held, free))
