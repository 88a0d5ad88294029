"""What scans mean. Pure: facts in, verdicts out.

The scanner has the same rules in JavaScript (`static/door/`), and the tables in `tests/door/cases/` hold for both.
"""

from .agenda import Holding, slot_at
from .blanks import (
    Use,
    none_of_them,
    numbers_in,
    owner_of,
    taken,
    unknown,
    why_not_give,
    why_not_make,
)
from .folding import Conflict, Folded, Mark, PointFacts, Seen, fold, moves
from .judging import Asked, Badge, Context, Reason, Verdict, judge
from .notes import ANSWERED, Noted, fitting_notes, notes_of
from .reading import Door, Reading, Report
from .refusals import (
    Malformed,
    NoSuchPoint,
    NothingToSettle,
    NotUndoable,
    ScanIdReused,
    StillInUse,
    why_not_undo,
)
from .rights import PlaceOfPoint, days_of, enters, opens
from .seats import Loan, grant, places_free, share

__all__ = [
    "ANSWERED",
    "Asked",
    "Badge",
    "Conflict",
    "Context",
    "Door",
    "Folded",
    "Holding",
    "Loan",
    "Malformed",
    "Mark",
    "NoSuchPoint",
    "NotUndoable",
    "Noted",
    "NothingToSettle",
    "PlaceOfPoint",
    "PointFacts",
    "Reading",
    "Reason",
    "Report",
    "ScanIdReused",
    "Seen",
    "StillInUse",
    "Use",
    "Verdict",
    "days_of",
    "enters",
    "fitting_notes",
    "fold",
    "grant",
    "judge",
    "moves",
    "none_of_them",
    "notes_of",
    "numbers_in",
    "opens",
    "owner_of",
    "places_free",
    "share",
    "slot_at",
    "taken",
    "unknown",
    "why_not_give",
    "why_not_make",
    "why_not_undo",
]
