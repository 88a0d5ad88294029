"""Another address for the mails of a registration: it counts once a mail to it was answered."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from conference.accounts.rules import email_key
from conference.core import audit
from conference.core.codes import digest, new_uuid7
from conference.core.db import db, lock, transaction
from conference.core.i18n import LANGUAGES
from conference.core.throttle import hit
from conference.mail.services import post

from .. import links, queries, rules
from ..models import AddressChange, Registration
from .details import refold
from .letters import mail
from .secrets import mend_secrets, replace_link

KEPT_FOR = timedelta(hours=48)
CHANGES_A_DAY = 5  # mails that one registration can cause to addresses of others


def ask_new_address(registration_id: int, email: str, *, at: datetime) -> None:
    """Send a link to the new address. Raises TooMany, or WrongState for who does not take part any more."""
    hit("address.change", str(registration_id), limit=CHANGES_A_DAY, seconds=86_400, at=at)
    with transaction():
        registration = lock(Registration, registration_id)
        if not registration.is_alive:
            raise rules.wrong_state(registration.state)
        if registration.email == email:
            return
        change = begin_change(registration, email, at)
        post(
            "address.confirm", change.id, to_email=email, to_name=registration.name,
            language=registration.language if registration.language in LANGUAGES else "en",
            event_id=registration.event_id, at=at,
        )  # fmt: skip


def begin_change(registration: Registration, email: str, at: datetime) -> AddressChange:
    """Inside a transaction: what is kept of a change of address, with the link that would confirm it."""
    uuid = new_uuid7()
    change = AddressChange(
        uuid=uuid, registration_id=registration.id, old_email=registration.email, email=email,
        link_digest=digest(links.new_address_link(uuid)), asked_at=at,
    )  # fmt: skip
    db.session.add(change)
    db.session.flush()
    return change


def confirm_new_address(change_id: int, *, at: datetime) -> None:
    """From now on mails go to the new address, the link of the own page is new, and the old address is told.

    Raises WrongState, RegisteredAgain when the address has a registration of its own.
    """
    try:
        with transaction() as session:
            change = session.get_one(AddressChange, change_id)
            registration = lock(Registration, change.registration_id)
            if change.confirmed_at is not None:
                return
            if refusal := why_not_confirm(change, registration, at):
                raise refusal
            if queries.find_alive(registration.event_id, change.email) not in {None, registration.id}:
                raise registered_there()
            registration.verified_at = registration.verified_at or at
            use_address(registration, change, actor=audit.ATTENDEE, at=at)
            mail(registration, at=at, kind="registration.link", once=f"address {change.uuid}")
    except IntegrityError as error:  # somebody registered with the address in this very moment
        raise registered_there() from error


def use_address(registration: Registration, change: AddressChange, *, actor: audit.Actor, at: datetime) -> None:
    """Inside a transaction: the address is the new one, the link of the own page is another, the old address is told.

    The letter to the new address, with the new link, is the caller's.
    """
    change.confirmed_at = registration.changed_at = at
    change.old_email = registration.email
    registration.email, registration.email_key = change.email, email_key(change.email)
    refold(registration)
    registration.calendar_sequence += 1
    mend_secrets(registration, at)
    replace_link(registration)
    audit.record("registration.address_changed", registration, actor=actor, event_id=registration.event_id, at=at)
    post(
        "address.changed", change.id, to_email=change.old_email, to_name=registration.name,
        language=registration.language if registration.language in LANGUAGES else "en",
        event_id=registration.event_id, at=at,
    )  # fmt: skip


def why_not_confirm(change: AddressChange, registration: Registration, at: datetime) -> rules.WrongState | None:
    if not registration.is_alive:
        return rules.wrong_state(registration.state)
    if at >= change.asked_at + KEPT_FOR:
        return rules.WrongState(_("This link is too old. Ask for the change once more on your page."))
    if change.old_email != registration.email:
        return rules.WrongState(_("Your address was changed since. Ask for the change once more on your page."))
    return None


def registered_there() -> rules.RegisteredAgain:
    return rules.RegisteredAgain(_("This address is registered for the event already, by a registration of its own"))


def renew_link(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The person wants another link: the old one is dead at once, the new one comes by mail."""
    with transaction():
        registration = lock(Registration, registration_id)
        if not registration.is_alive:
            raise rules.wrong_state(registration.state)
        replace_link(registration)
        audit.record("registration.link_replaced", registration, actor=actor, event_id=registration.event_id, at=at)
        mail(registration, at=at, kind="registration.link", once=f"link {registration.link_version}")


def note_copy(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Log that the person took a copy of their data."""
    with transaction():
        registration = lock(Registration, registration_id)
        audit.record("registration.copied", registration, actor=actor, event_id=registration.event_id, at=at)
