"""Reading the door: tickets by code, people by name, points, devices, scans, who is in."""

from .devices import devices_of_event, entrances_of_event, find_device
from .floors import Floor, PointRow, floor_of, holdings_of, inside_count, loans_of
from .people import (
    Found,
    Holder,
    count_expected,
    counts,
    counts_now,
    entries_of,
    holder_by_code,
    holder_by_registration,
    lock_people,
    scans_of,
    search_people,
)
from .points import find_point, points_of_event
from .scans import (
    ScanStory,
    find_scan,
    folded_scans,
    is_undone,
    names_of_scans,
    scans_of_event,
    story,
)

__all__ = [
    "Floor",
    "Found",
    "Holder",
    "PointRow",
    "ScanStory",
    "count_expected",
    "counts",
    "counts_now",
    "devices_of_event",
    "entrances_of_event",
    "entries_of",
    "find_device",
    "find_point",
    "find_scan",
    "floor_of",
    "folded_scans",
    "holder_by_code",
    "holder_by_registration",
    "holdings_of",
    "inside_count",
    "is_undone",
    "loans_of",
    "lock_people",
    "names_of_scans",
    "points_of_event",
    "scans_of",
    "scans_of_event",
    "search_people",
    "story",
]
