from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction

from ..models import Device


def revoke_device(device_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """From now on the device scans nothing more; what it scanned stays, and what it sends later is held."""
    with transaction():
        device = lock(Device, device_id)
        device.revoked_at = device.revoked_at or at
        audit.record("device.revoked", device, actor=actor, event_id=device.event_id, at=at)
