"""Seats of strict points, lent to devices that may be offline the next moment. Called inside a writing transaction."""

from collections.abc import Sequence

from conference.core.db import db, lock

from .. import queries, rules
from ..incoming import Contact
from ..models import CheckPoint, SeatLoan
from ..queries import Floor, PointRow
from ..rules import Loan


def lock_strict_points(floor: Floor, contact: Contact) -> list[PointRow]:
    """The strict points that the device says something of, locked in one order."""
    named = {*contact.wanted, *contact.returned}
    points = [point for point in floor.points.values() if point.is_strict and point.code in named]
    points.sort(key=lambda point: point.id)
    for point in points:
        lock(CheckPoint, point.id)
    return points


def lend(points: Sequence[PointRow], device_id: int, contact: Contact) -> dict[str, int]:
    """{code of the point: how many seats the device was lent in all}. What it gives back only ever rises."""
    return {point.code: _lend(point, device_id, contact) for point in points}


def _lend(point: PointRow, device_id: int, contact: Contact) -> int:
    loan = db.session.get(SeatLoan, (point.id, device_id)) or SeatLoan(
        point_id=point.id, device_id=device_id, lent=0, returned=0
    )
    db.session.add(loan)
    loan.returned = max(loan.returned, min(contact.returned.get(point.code, 0), loan.lent))
    db.session.flush()
    loans = queries.loans_of(point.id)
    free = rules.places_free(point.capacity or 0, queries.inside_count(point.id), loans.values())
    if not point.is_closed:
        loan.lent += rules.grant(loans.get(device_id, Loan()), contact.wanted.get(point.code, 0), free)
    return loan.lent
