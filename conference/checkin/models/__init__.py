"""The tables of the door."""

from .blanks import BlankBadge, BlankUse
from .devices import NO_RIGHTS, Device, Pairing
from .notes import LONGEST_NOTE, SET_BY_HAND, DoorNote, NoteKind
from .points import CheckPoint, PointKind, Policy, SeatLoan
from .records import DoorRecord, DoorState
from .scans import CAME, DeadLetter, Outcome, Presence, Scan, ScanConflict, ScanKind, Standing

__all__ = [
    "CAME",
    "LONGEST_NOTE",
    "NO_RIGHTS",
    "SET_BY_HAND",
    "BlankBadge",
    "BlankUse",
    "CheckPoint",
    "DeadLetter",
    "Device",
    "DoorNote",
    "DoorRecord",
    "DoorState",
    "NoteKind",
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
