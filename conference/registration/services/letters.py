"""Mails about a registration: queued with the deed, or asked for again."""

from datetime import datetime

from flask_babel import gettext as _

from conference.accounts.rules import email_key
from conference.core import audit
from conference.core.db import lock, transaction
from conference.core.errors import TooMany
from conference.core.i18n import LANGUAGES
from conference.core.jobs import enqueue
from conference.core.throttle import hit
from conference.mail.services import post

from .. import queries, rules
from ..models import Registration, RegistrationState
from .secrets import mend_secrets

LETTER_OF = {
    RegistrationState.PENDING: "registration.received",
    RegistrationState.WAITING: "registration.received",
    RegistrationState.CONFIRMED: "registration.confirmed",
    RegistrationState.DECLINED: "registration.declined",
    RegistrationState.CANCELLED: "registration.cancelled",
    RegistrationState.EXPIRED: "registration.expired",
}
LINKS_AN_HOUR = 5  # mails that strangers can cause to one address


def mail(
    registration: Registration,
    *,
    at: datetime,
    kind: str = "",
    once: object = None,
    is_first: bool = False,
    not_before: datetime | None = None,
) -> bool:
    """Inside a transaction: queue the letter that fits the state, or `kind`. False when it would be a repetition.

    `once`, when given, names the deed: its letter goes out however shortly after another, but never twice.
    `not_before`: it is held until then.
    """
    if registration.erased_at is not None:
        return False
    kind = kind or LETTER_OF[RegistrationState(registration.state)]
    message = post(
        kind,
        registration.id,
        to_email=registration.email,
        to_name=registration.name,
        language=registration.language if registration.language in LANGUAGES else "en",
        event_id=registration.event_id,
        at=at,
        key=None if once is None else f"{kind}/{registration.id}/{once}",
        is_first=is_first,
        not_before=not_before,
    )
    return message is not None


def resend_confirmation(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Send the letter that fits the state once more. Raises AlreadyMailed when that was done a moment ago.

    Secrets that cannot be written any more because their key is lost are replaced by new ones in any case.
    """
    with transaction():
        registration = lock(Registration, registration_id)
        mend_secrets(registration, at)
        is_posted = mail(registration, at=at)
        if is_posted:
            audit.record("registration.resent", registration, actor=actor, event_id=registration.event_id, at=at)
    if not is_posted:
        raise rules.AlreadyMailed(_("This message was sent within the last ten minutes, or is just on its way"))


def send_link(event_id: int, email: str, *, at: datetime) -> None:
    """Mail the link of the own page to an address that is registered. Nobody learns whether it is.

    The same is done for every address, so that not even the time it takes tells: a job writes the mail, or none.
    At most five an hour go to one address; further ones are left out without a word.
    """
    try:
        hit("link.address", f"{event_id}/{email_key(email)}", limit=LINKS_AN_HOUR, seconds=3600, at=at)
    except TooMany:
        return
    known = queries.find_alive(event_id, email)
    with transaction():
        enqueue("registration.send_link", {"registration_id": known or 0}, at=at)


def mail_link(registration_id: int, *, at: datetime) -> None:
    """What `send_link` asked for; 0: nobody has the address."""
    if not registration_id:
        return
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.is_alive:
            mend_secrets(registration, at)
            mail(registration, at=at, kind="registration.link")
