from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction

from ..models import Device
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
    """From now on the device scans nothing more; what it scanned stays, and what it sends later is held."""
    with transaction():
        device = lock(Device, device_id)
        device.revoked_at = device.revoked_at or at
        audit.record("device.revoked", device, actor=actor, event_id=device.event_id, at=at)
