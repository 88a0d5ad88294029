"""What the door writes: scans as facts with what was decided about them, who is in, devices, points."""

from .devices import revoke_device
from .pairing import claim_pairing, confirm_pairing, new_pairing, refuse_pairing, state_of_claim
from .points import add_point, keep_entrance
from .recording import Recorded, door_of, record_scan, undo_scan
from .records import refresh
from .syncing import Synced, take_in

__all__ = [
    "Recorded",
    "Synced",
    "add_point",
    "claim_pairing",
    "confirm_pairing",
    "door_of",
    "keep_entrance",
    "new_pairing",
    "record_scan",
    "refresh",
    "refuse_pairing",
    "revoke_device",
    "state_of_claim",
    "take_in",
    "undo_scan",
]
