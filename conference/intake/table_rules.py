from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused

from .models import Intake, IntakeState
from .table_plan import Plan


class NotOpen(Refused):
    """The import is over: done, left, or forgotten."""

    code: ClassVar[str] = "not_open"


class PlanChanged(Refused):
    """What would be done is no longer what the person saw."""

    code: ClassVar[str] = "plan_changed"


class WrongRows(Refused):
    code: ClassVar[str] = "wrong_rows"


def why_not_open(intake: Intake) -> NotOpen | None:
    if intake.state in (IntakeState.NEW, IntakeState.PREVIEWED):
        return None
    return NotOpen(_("This import is over. Upload the file again"))


def why_not_confirm(plan: Plan, shown: str, *, only_right: bool) -> Refused | None:
    """Say why the plan is not carried out; `shown` is the mark of the one that the person confirmed."""
    if plan.mark != shown:
        return PlanChanged(
            _("The event was changed since you looked. Nothing was imported; this is what would happen now")
        )
    if plan.counts["wrong"] and not only_right:
        return WrongRows(_("Some rows are wrong, so nothing was imported. Mend them, or import the right rows only"))
    return None
