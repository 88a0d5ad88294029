from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.db import db, lock, transaction

from .. import queries, rules
from ..models import CheckPoint, Device, SeatLoan
from .pairing import DeviceValues


def change_device(device_id: int, values: DeviceValues, *, actor: audit.Actor, at: datetime) -> None:
    """Which door it is, where, and what it may do; it follows with its next call."""
    with transaction():
        device = lock(Device, device_id)
        new = {
            "name": values.name, "point_id": values.point_id, "rights": {**device.rights, **values.rights},
            "is_kiosk": values.is_kiosk,
        }  # fmt: skip
        changed = [name for name, value in new.items() if getattr(device, name) != value]
        for name in changed:
            setattr(device, name, new[name])
        if changed:
            device.version += 1
            audit.record("device.changed", device, actor=actor, event_id=device.event_id, at=at, fields=changed)


def revoke_device(device_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """From now on the device scans nothing more; what it scanned stays, and what it sends later is held.

    Seats that it was lent stay lent, because without a network it does not know that it was removed; see `free_seats`.
    """
    with transaction():
        device = lock(Device, device_id)
        device.revoked_at = device.revoked_at or at
        audit.record("device.revoked", device, actor=actor, event_id=device.event_id, at=at)


def free_seats(device_id: int, *, actor: audit.Actor, at: datetime) -> int:
    """Other doors may give away what a removed device was lent; says how many seats. Raises StillInUse.

    Whoever decides so has made sure that it lets nobody in any more: what it does without a network nobody sees.
    """
    with transaction():
        device = lock(Device, device_id)
        if device.revoked_at is None:
            raise rules.StillInUse(_("Remove the device first"))
        query = select(SeatLoan).where(SeatLoan.device_id == device_id).order_by(SeatLoan.point_id)
        freed = 0
        for loan in db.session.scalars(query).all():
            lock(CheckPoint, loan.point_id)
            held = queries.loans_of(loan.point_id)[device_id].held
            loan.returned += held
            freed += held
        if freed:
            audit.record("device.seats_freed", device, actor=actor, event_id=device.event_id, at=at, seats=freed)
        return freed
