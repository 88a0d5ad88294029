"""Confirming the address: by a button behind the link in the mail, within some hours."""

from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction

from .. import rules
from ..models import Registration, RegistrationState
from .letters import mail
from .moving import move


def verify(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The address is theirs: confirm, or leave to the organisers what needs their approval. Raises WrongState."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.verified_at is not None and registration.is_alive:
            return
        if registration.state == RegistrationState.PENDING:
            registration.verified_at = at
            if registration.category.needs_approval:
                note(registration, actor, at)
                mail(registration, at=at, once="verified")
            else:
                move(registration, RegistrationState.CONFIRMED, "registration.verified", actor, at)
        elif registration.is_alive:
            registration.verified_at = at
            note(registration, actor, at)
        else:
            raise rules.wrong_state(registration.state)


def note(registration: Registration, actor: audit.Actor, at: datetime) -> None:
    audit.record("registration.verified", registration, actor=actor, event_id=registration.event_id, at=at)


def expire(registration_id: int, *, at: datetime) -> None:
    """Free the place of an address that was never confirmed."""
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.state == RegistrationState.PENDING and registration.verified_at is None:
            move(registration, RegistrationState.EXPIRED, "registration.expired", audit.SYSTEM, at)
