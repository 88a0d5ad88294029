"""Who may register when, and what may become of a registration. Pure."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core import text
from conference.core.errors import Refused, StaleEdit
from conference.events.models import Event, Mode

from .models import HOLDS_PLACE, Category, RegistrationState, Source
from .words import STATE_WORDS

PENDING, CONFIRMED, WAITING, DECLINED, CANCELLED, EXPIRED = RegistrationState
ATTENDEE, ORGANISER = "attendee", "organiser"  # who cancelled

# What may follow a state. `approve`, `decline`, `cancel` and `restore` are the only ways along these arrows.
ALLOWED: Mapping[str, frozenset[RegistrationState]] = {
    PENDING: frozenset({CONFIRMED, DECLINED, CANCELLED, EXPIRED}),
    WAITING: frozenset({PENDING, CONFIRMED, DECLINED, CANCELLED, EXPIRED}),
    CONFIRMED: frozenset({CANCELLED}),
    DECLINED: frozenset({CONFIRMED}),
    CANCELLED: frozenset({PENDING, CONFIRMED}),
    EXPIRED: frozenset({PENDING, CONFIRMED}),
}


class NotPublished(Refused):
    code: ClassVar[str] = "not_published"


class EventOver(Refused):
    code: ClassVar[str] = "over"


class RegistrationClosed(Refused):
    code: ClassVar[str] = "closed"


class NotYetOpen(Refused):
    code: ClassVar[str] = "not_yet_open"


class EventFull(Refused):
    code: ClassVar[str] = "full"


class CategoryFull(Refused):
    code: ClassVar[str] = "category_full"


class CategoryClosed(Refused):
    code: ClassVar[str] = "category_closed"


class WrongState(Refused):
    code: ClassVar[str] = "wrong_state"


class RegisteredAgain(Refused):
    code: ClassVar[str] = "registered_again"


class AlreadyMailed(Refused):
    code: ClassVar[str] = "already_mailed"


@dataclass(frozen=True)
class Details:
    """What a person may change about themselves; the address stays, because it is who they are to us."""

    name: str
    organisation: str = ""
    country: str | None = None
    national_name: str = ""
    position: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Person:
    """Who asks for a place, as a form hands it over: cleaned.

    `category` is the code of a category, "" for the first that is public. `photo_text` is the very text of the
    consent to photographs that was shown and agreed to, "" for none. `mode`: in person or online. `answers`: to the
    event's own questions, by their codes, as they are stored. `consents`: (purpose, very text) of further consents.
    """

    name: str
    email: str
    organisation: str = ""
    country: str | None = None
    national_name: str = ""
    position: str = ""
    language: str = "en"
    category: str = ""
    photo_text: str = ""
    mode: str = Mode.IN_PERSON
    answers: Mapping[str, Any] = field(default_factory=dict)
    consents: tuple[tuple[str, str], ...] = ()
    source: str = Source.FORM


def why_not_open(event: Event, at: datetime) -> Refused | None:
    """Say why the event takes no registrations at `at` (UTC), whatever the category; None when it does.

    Without an opening time it takes them from publication on, without a closing time until the event ends.
    """
    if not event.is_published:
        return NotPublished(_("This event is not published yet"))
    if at >= event.ends_at:
        return EventOver(_("This event is over"))
    if event.registration_closes_at and at >= event.registration_closes_at:
        return RegistrationClosed(_("Registration is closed"))
    if event.registration_opens_at and at < event.registration_opens_at:
        return NotYetOpen(_("Registration is not open yet"))
    if event.capacity is not None and event.places_taken >= event.capacity:
        return event_full()
    return None


def why_not_register(event: Event, category: Category | None, at: datetime) -> Refused | None:
    """Say why the event takes nobody more in `category` at `at`; None when it does."""
    if refusal := why_not_open(event, at):
        return refusal
    if category is None or category.event_id != event.id or not category.is_public:
        return CategoryClosed(_("This way of taking part is by invitation of the organisers only"))
    if is_full(category):
        return category_full()
    return None


def why_no_form(event: Event, categories: Iterable[Category], at: datetime) -> Refused | None:
    """Say why the page shows no form at all: nothing that could be chosen would be accepted."""
    if refusal := why_not_open(event, at):
        return refusal
    public = [category for category in categories if category.is_public]
    if not public:
        return CategoryClosed(_("Registration is by invitation of the organisers only"))
    return event_full() if all(is_full(category) for category in public) else None


def is_full(category: Category) -> bool:
    return category.capacity is not None and category.places_taken >= category.capacity


def event_full() -> EventFull:
    return EventFull(_("Every place is taken"))


def category_full() -> CategoryFull:
    return CategoryFull(_("Every place of this kind is taken"))


def first_state(needs_approval: bool) -> RegistrationState:  # noqa: FBT001 - a category's own column
    return PENDING if needs_approval else CONFIRMED


def why_not_move(state: str, target: str) -> WrongState | None:
    """Say why a registration in `state` cannot come to `target`; None when it can, or is there already."""
    if state == target or target in ALLOWED[state]:
        return None
    return WrongState(_("That is no longer possible: the registration is now “%(state)s”", state=STATE_WORDS[state]))


def why_not_approve(state: str) -> WrongState | None:
    if state == CANCELLED:
        return WrongState(_("This registration was cancelled: restore it instead"))
    return why_not_move(state, CONFIRMED)


def why_not_cancel(event: Event, at: datetime, *, by_attendee: bool) -> EventOver | None:
    if by_attendee and at >= event.ends_at:
        return EventOver(_("This event is over"))
    return None


def why_not_restore(event: Event, state: str, cancelled_by: str, at: datetime, *, by_attendee: bool) -> Refused | None:
    """Say why a cancellation cannot be taken back; None when it can. The place itself is asked for when it is taken."""
    if state != CANCELLED:
        return WrongState(_("This registration is not cancelled"))
    if by_attendee and cancelled_by != ATTENDEE:
        return WrongState(_("The organisers cancelled this registration: please write to them"))
    if by_attendee and at >= event.ends_at:
        return EventOver(_("This event is over"))
    if by_attendee and event.capacity is not None and event.places_taken >= event.capacity:
        return event_full()
    return None


def state_after_restore(*, had_ticket: bool, needs_approval: bool) -> RegistrationState:
    """Whoever was confirmed before is so again; nobody slips past an approval by cancelling and coming back."""
    return PENDING if needs_approval and not had_ticket else CONFIRMED


def place_change(state: str, target: str) -> int:
    """How many places a move takes: 1, none, or -1 for one that becomes free."""
    return int(target in HOLDS_PLACE) - int(state in HOLDS_PLACE)


def why_not_ticket(state: str) -> WrongState:
    return WrongState(
        _("Only confirmed registrations have a ticket; this one is now “%(state)s”", state=STATE_WORDS[state])
    )


def already_decided() -> WrongState:
    return WrongState(_("Somebody has decided about this form already"))


def registered_again() -> RegisteredAgain:
    return RegisteredAgain(_("The same address was registered anew since: use the newer registration"))


def stale_details() -> StaleEdit:
    return StaleEdit(_("These details were changed elsewhere in the meantime. Look at them, and send them again."))


def name_key(name: str, national_name: str, organisation: str, email: str) -> str:
    """What a search looks through: both name lines, the organisation and the address, in Latin without accents."""
    return text.fold(f"{name} {national_name} {organisation} {email}")


def submission(submit_key: str, email_key: str) -> str:
    """What is stored of a form's submit key: the same form sent again for another address is another registration."""
    return str(uuid.uuid5(uuid.UUID(submit_key), email_key))


def photo_consent_text() -> str:
    return _(
        "I agree that photographs and recordings in which I can be recognised are made at this event and published "
        "by the organisers. I can take this back at any time on the page of my registration."
    )
