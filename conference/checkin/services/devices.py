from datetime import datetime

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import lock, transaction

from .. import queries
from ..models import NO_RIGHTS, Device


def add_device(event_id: int, point_id: int, name: str, *, user_id: int, at: datetime) -> str:
    """Set up this phone as a door and return its code. The same person, point and name get the same device again."""
    with transaction() as session:
        known = queries.find_device_of_user(event_id, point_id, name, user_id)
        if known is not None:
            known.last_seen_at = at
            return known.code
        device = Device(
            code=new_code(10), event_id=event_id, point_id=point_id, user_id=user_id, name=name, created_at=at,
            last_seen_at=at, rights={**NO_RIGHTS, "search": "online"},
        )  # fmt: skip
        session.add(device)
        session.flush()
        return device.code


def note_contact(device_id: int, *, at: datetime) -> None:
    with transaction():
        lock(Device, device_id).last_seen_at = at


def revoke_device(device_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """From now on the device scans nothing more; what it scanned stays, and what it sends later is held."""
    with transaction():
        device = lock(Device, device_id)
        device.revoked_at = device.revoked_at or at
        audit.record("device.revoked", device, actor=actor, event_id=device.event_id, at=at)
