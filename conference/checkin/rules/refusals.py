from datetime import datetime, timedelta
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from ..models import Outcome

UNDO_WINDOW = timedelta(minutes=5)


class Malformed(Refused):
    """A device sent something that no door sends."""

    code: ClassVar[str] = "malformed"


class ScanIdReused(Refused):
    code: ClassVar[str] = "scan_id_reused"


class NoSuchPoint(Refused):
    code: ClassVar[str] = "point_unknown"


class NothingToSettle(Refused):
    code: ClassVar[str] = "nothing_to_settle"


class StillInUse(Refused):
    code: ClassVar[str] = "still_in_use"


class NotUndoable(Refused):
    code: ClassVar[str] = "not_undoable"


def why_not_undo(*, outcome: str, scanned_at: datetime, is_undone: bool, at: datetime) -> NotUndoable | None:
    """Say why a scan cannot be taken back at `at`; None when it can."""
    if outcome != Outcome.ADMIT:
        return NotUndoable(_("Only a scan that let somebody in can be undone"))
    if is_undone:
        return NotUndoable(_("This scan is undone already"))
    if at > scanned_at + UNDO_WINDOW:
        return NotUndoable(_("A scan can be undone for five minutes only; ask the organiser"))
    return None
