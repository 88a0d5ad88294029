"""The letter that a correction would send, before it is saved."""

from dataclasses import dataclass

from flask_babel import force_locale

from conference.core.i18n import LANGUAGES
from conference.events.models import Event
from conference.mail.letters import Letter

from . import mails, manage_queries, queries, rules
from .models import Registration, RegistrationState
from .services.correcting import letter_after


@dataclass(frozen=True)
class Preview:
    """`letter`: what the person would read, in `language`; None when nothing is sent."""

    letter: Letter | None
    language: str
    to_email: str


def preview_of(registration: Registration, new: rules.Correction, event: Event, *, tells: bool) -> Preview:
    """Nothing is stored: the letter is written for a copy of the row, without secrets and attachments."""
    copy, changed = corrected(registration, new, event)
    kind = letter_after(copy, changed, has_new_address=registration.email != new.email, tells=tells)
    language = copy.language if copy.language in LANGUAGES else "en"
    if kind is None:
        return Preview(None, language, copy.email)
    with force_locale(language):
        return Preview(mails.letter_ahead(kind or kind_for(copy), copy), language, copy.email)


def corrected(registration: Registration, new: rules.Correction, event: Event) -> tuple[Registration, list[str]]:
    """The row as it would be, which no session knows, and what would be changed of it."""
    category = manage_queries.find_category(event.id, new.category) or registration.category
    told = {name: value for name, value in vars(new.details).items() if name != "answers" or value is not None}
    told["category_id"] = category.id
    told["mode"] = rules.mode_of(event, category, new.mode)
    changed = [name.removesuffix("_id") for name, value in told.items() if getattr(registration, name) != value]
    row = {column.key: getattr(registration, column.key) for column in Registration.__mapper__.column_attrs}
    copy = Registration(**{**row, **told, "email": new.email})
    copy.event, copy.category = event, category
    is_moved = {"category", "mode"} & set(changed)
    if is_moved and new.waits and rules.why_not("queue", copy.state) is None:
        copy.state = RegistrationState.WAITING
    elif (
        "category" in changed
        and category.needs_approval
        and new.approval == "pend"
        and rules.why_not("pend", copy.state) is None
    ):
        copy.state = RegistrationState.PENDING
    return copy, changed


def kind_for(copy: Registration) -> str:
    """The letter that fits the state."""
    if copy.state == RegistrationState.CONFIRMED:
        return "registration.confirmed"
    if copy.state == RegistrationState.WAITING:
        return "registration.waiting"
    settings = queries.settings_of(copy.event_id) or rules.default_settings()
    return "registration.verify" if rules.is_unproved(copy, settings) else "registration.received"
