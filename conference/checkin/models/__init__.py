"""The tables of the door."""

from .devices import NO_RIGHTS, Device, Pairing
from .points import CheckPoint, PointKind, Policy, SeatLoan
from .records import DoorRecord, DoorState
from .scans import CAME, DeadLetter, Outcome, Presence, Scan, ScanConflict, ScanKind, Standing

__all__ = [
    "CAME",
    "NO_RIGHTS",
    "CheckPoint",
    "DeadLetter",
    "Device",
    "DoorRecord",
    "DoorState",
    "Outcome",
    "Pairing",
    "PointKind",
    "Policy",
    "Presence",
    "Scan",
    "ScanConflict",
    "ScanKind",
    "SeatLoan",
    "Standing",
]
