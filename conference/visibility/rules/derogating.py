"""When a derogation may be recorded. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused


class DecidedLater(Refused):
    code: ClassVar[str] = "decided_later"


class AlreadyInForce(Refused):
    code: ClassVar[str] = "already_in_force"


@dataclass(frozen=True)
class DerogationValues:
    """What an organiser says of the funder's leave. `is_everywhere`: at every event, not only at this one."""

    is_everywhere: bool
    reason: str
    approver: str
    decided_on: date


def why_not_derogate(values: DerogationValues, *, today: date, is_in_force: bool) -> Refused | None:
    """`today`: where the event is; `is_in_force`: there is one for the same project and place."""
    if values.decided_on > today:
        return DecidedLater(_("The date lies ahead: record the derogation once it is given"))
    if is_in_force:
        return AlreadyInForce(_("A derogation for this project is in force here already. End it first."))
    return None
