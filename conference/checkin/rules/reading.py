"""What a device tells of a scan, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from ..models import ScanKind


@dataclass(frozen=True)
class Door:
    """The device that scans: it stays the same over many scans. `point_id`: where it scans unless a reading says."""

    device_id: int
    event_id: int
    point_id: int | None
    may_supervise: bool = False
    may_undo: bool = True
    is_revoked: bool = False


@dataclass(frozen=True)
class Report:
    """What a door says happened: the second half of a scan."""

    outcome: str
    reason: str
    by: str  # device, server, staff
    digest: str  # of everything that was sent, so that a repetition is known


@dataclass(frozen=True)
class Reading:
    """What a device read: a code (camera, hand scanner, typed), its look-up id, or the public code of a registration.

    `point`: a code; None is the device's own. `ref`: the scan that an undo takes back.
    """

    scan_id: str
    code: str | None
    registration: str | None
    via: str
    scanned_at: datetime
    lookup: str | None = None
    point: str | None = None
    kind: str = ScanKind.ENTRY
    ref: str | None = None
    slot: int | None = None
    is_rehearsal: bool = False
    took_seat: bool = False
    note: str = ""
    seq: int | None = None
    report: Report | None = None
