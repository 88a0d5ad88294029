"""Seats of strict points, lent to devices that may be offline the next moment. Called inside a writing transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from conference.core.db import db, lock

from .. import queries, rules
from ..incoming import Contact
from ..models import CheckPoint, SeatLoan
from ..queries import Floor, PointRow
from ..rules import Loan

IN_CONTACT = timedelta(minutes=2)  # several calls of a phone that is online


def lock_strict_points(floor: Floor, contact: Contact) -> list[PointRow]:
    """The strict points that the device says something of, locked in one order."""
    named = {*contact.wanted, *contact.returned}
    points = [point for point in floor.points.values() if point.is_strict and point.code in named]
    points.sort(key=lambda point: point.id)
    for point in points:
        lock(CheckPoint, point.id)
    return points


def lend(
    points: Sequence[PointRow], device_id: int, contact: Contact, *, at: datetime
) -> tuple[dict[str, int], dict[str, int]]:
    """What the device was lent in all, and what it may hold where it scans now: both by the code of the point.

    What it gives back only ever rises.
    """
    told = {point.code: _lend(point, device_id, contact, at) for point in points}
    shares = {code: share for code, (_lent, share) in told.items() if contact.wanted.get(code)}
    return {code: lent for code, (lent, _share) in told.items()}, shares


def _lend(point: PointRow, device_id: int, contact: Contact, at: datetime) -> tuple[int, int]:
    """(lent, share). Doors out of contact keep what they hold; those in contact share what is left."""
    loan = db.session.get(SeatLoan, (point.id, device_id)) or SeatLoan(
        point_id=point.id, device_id=device_id, lent=0, returned=0
    )
    db.session.add(loan)
    loan.returned = max(loan.returned, min(contact.returned.get(point.code, 0), loan.lent))
    db.session.flush()
    loans = queries.loans_of(point.id)
    doors = queries.doors_in_contact(point.id, at - IN_CONTACT) | {device_id}
    empty = (point.capacity or 0) - queries.inside_count(point.id)
    share = rules.share(empty - sum(one.held for door, one in loans.items() if door not in doors), len(doors))
    wanted = min(contact.wanted.get(point.code, 0), share)
    if not point.is_closed:
        free = rules.places_free(empty, 0, loans.values())
        loan.lent += rules.grant(loans.get(device_id, Loan()), wanted, free)
    return loan.lent, share
