"""The buttons on a registration's page: which there are, what they call, what they answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from .. import services
from ..models import Registration, RegistrationState

ACTIONS: dict[str, Callable[..., Any]] = {
    "approve": services.approve,
    "decline": services.decline,
    "cancel": services.cancel,
    "restore": services.restore,
    "resend": services.resend_confirmation,
}
DONE = {
    "approve": _l("Approved: the ticket is on its way by e-mail."),
    "decline": _l("Declined: the person is told by e-mail."),
    "cancel": _l("Cancelled: the place is free again and the ticket no longer opens the door."),
    "restore": _l("Restored."),
    "resend": _l("The e-mail is on its way again."),
}


@dataclass(frozen=True)
class Button:
    """`kind` is that of the button component; one with `words` says first what it will do, and asks by `yes`."""

    action: str
    label: Any
    kind: str = "quiet"
    words: Any = ""
    yes: Any = ""


APPROVE = Button("approve", _l("Approve"), "")
DECLINE = Button(
    "decline",
    _l("Decline"),
    words=_l("The person is told by e-mail that there is no place for them."),
    yes=_l("Decline and tell them"),
)
CANCEL = Button(
    "cancel",
    _l("Cancel the registration"),
    words=_l("The place becomes free, the ticket no longer opens the door, and the person is told by e-mail."),
    yes=_l("Cancel and tell them"),
)
RESTORE = Button("restore", _l("Restore"), "")
RESEND = Button("resend", _l("Send the e-mail again"))
BUTTONS: dict[str, tuple[Button, ...]] = {
    RegistrationState.PENDING: (APPROVE, DECLINE, RESEND, CANCEL),
    RegistrationState.WAITING: (APPROVE, DECLINE, RESEND, CANCEL),
    RegistrationState.CONFIRMED: (RESEND, CANCEL),
    RegistrationState.DECLINED: (APPROVE,),
    RegistrationState.CANCELLED: (RESTORE,),
    RegistrationState.EXPIRED: (RESTORE,),
}


def actions_for(registration: Registration) -> tuple[Button, ...]:
    return BUTTONS[registration.state]
