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


class OnlyHere(Refused):
    code: ClassVar[str] = "only_here"


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


def why_not_everywhere(values: DerogationValues, code: str, *, may_edit: bool) -> Refused | None:
    """`may_edit`: whether the person may edit the project, whose every event would change."""
    if values.is_everywhere and not may_edit:
        return OnlyHere(
            _("Only those who may edit %(project)s decide for all its events: choose this event", project=code)
        )
    return None
