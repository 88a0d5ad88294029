"""Who looked for names at the door: that it was done and what it showed, never the words."""

from datetime import datetime

from conference.core import audit
from conference.core.db import transaction

from ..models import Device


def note_search(device_id: int, found: int, *, at: datetime) -> None:
    """`found`: of how many people the device was shown names."""
    with transaction() as session:
        device = session.get_one(Device, device_id)
        audit.record(
            "door.searched", device, actor=audit.Actor(device.name), event_id=device.event_id, at=at, found=found
        )
