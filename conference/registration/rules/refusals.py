"""Every "no" of this feature, with its stable code."""

from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused, StaleEdit

from ..words import STATE_WORDS


class NotPublished(Refused):
    code: ClassVar[str] = "not_published"


class EventOver(Refused):
    code: ClassVar[str] = "over"


class RegistrationClosed(Refused):
    code: ClassVar[str] = "closed"


class NotYetOpen(Refused):
    code: ClassVar[str] = "not_yet_open"


class Full(Refused):
    """No place is left; where there is a waiting list, one may join it."""


class EventFull(Full):
    code: ClassVar[str] = "full"


class CategoryFull(Full):
    code: ClassVar[str] = "category_full"


class CategoryClosed(Refused):
    code: ClassVar[str] = "category_closed"


class NoMailThere(Refused):
    code: ClassVar[str] = "no_mail_there"


class WrongState(Refused):
    code: ClassVar[str] = "wrong_state"


class OfferEnded(Refused):
    code: ClassVar[str] = "offer_ended"


class WrongMode(Refused):
    code: ClassVar[str] = "wrong_mode"


class NeedsApproval(Refused):
    code: ClassVar[str] = "needs_approval"


class RegisteredAgain(Refused):
    code: ClassVar[str] = "registered_again"


class AlreadyMailed(Refused):
    code: ClassVar[str] = "already_mailed"


def event_full(*, online: bool = False) -> EventFull:
    return EventFull(_("Every place online is taken") if online else _("Every place is taken"))


def category_full() -> CategoryFull:
    return CategoryFull(_("Every place of this kind is taken"))


def or_wait(refusal: Full) -> Full:
    """The same where there is a waiting list: with what to do now."""
    words = _("%(refusal)s. Tick the box to wait for one, or choose another way to take part.", refusal=refusal)
    return type(refusal)(words)


def wrong_state(state: str) -> WrongState:
    return WrongState(_("That is no longer possible: the registration is now “%(state)s”", state=STATE_WORDS[state]))


def why_not_ticket(state: str) -> WrongState:
    return WrongState(
        _("Only confirmed registrations have a ticket; this one is now “%(state)s”", state=STATE_WORDS[state])
    )


def no_mail_there(email: str) -> NoMailThere:
    return NoMailThere(
        _("No mail can be sent to “%(domain)s”: check the part after the @", domain=email.rpartition("@")[2])
    )


def already_decided() -> WrongState:
    return WrongState(_("Somebody has decided about this form already"))


def needs_approval() -> NeedsApproval:
    return NeedsApproval(_("The organisers confirm each place of this category: say whether this one is confirmed"))


def registered_again() -> RegisteredAgain:
    return RegisteredAgain(_("The same address was registered anew since: use the newer registration"))


def stale_details() -> StaleEdit:
    return StaleEdit(_("These details were changed elsewhere in the meantime. Look at them, and send them again."))
