"""What the door writes: scans as facts with what was decided about them, who is in, devices, points."""

from .devices import add_device, note_contact, revoke_device
from .points import add_point, keep_entrance
from .recording import Recorded, door_of, record_scan, undo_scan

__all__ = [
    "Recorded",
    "add_device",
    "add_point",
    "door_of",
    "keep_entrance",
    "note_contact",
    "record_scan",
    "revoke_device",
    "undo_scan",
]
