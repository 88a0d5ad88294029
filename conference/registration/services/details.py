"""What people change about themselves: their details, their consents."""

from datetime import datetime

from conference.core import audit
from conference.core.db import lock, transaction
from conference.questions.file_services import claim_files, drop_replaced

from .. import rules
from ..models import PHOTO, Consent, Registration


def change_details(
    registration_id: int,
    details: rules.Details,
    *,
    actor: audit.Actor,
    at: datetime,
    version: int | None = None,
) -> None:
    """Store new details. `version` is that of the row which the form showed: raises StaleEdit when it is older."""
    with transaction():
        registration = lock(Registration, registration_id)
        if version is not None and version != registration.version:
            raise rules.stale_details()
        if changed := store_details(registration, details):
            registration.changed_at = at
            audit.record(
                "registration.changed", registration, actor=actor, event_id=registration.event_id, at=at, fields=changed
            )


def store_details(registration: Registration, details: rules.Details) -> list[str]:
    """Inside a transaction: write what differs, and say which that is."""
    values = {name: value for name, value in vars(details).items() if name != "answers" or value is not None}
    changed = [name for name, value in values.items() if getattr(registration, name) != value]
    for name in changed:
        setattr(registration, name, values[name])
    if "answers" in changed:
        claim_files(registration.event_id, registration.id, registration.answers)
        drop_replaced(registration.id, registration.answers)
    refold(registration)
    return changed


def refold(registration: Registration) -> None:
    """What a search finds the person by, after a change of it."""
    registration.name_key = rules.name_key(
        registration.name, registration.national_name, registration.organisation, registration.email
    )


def give_consent(registration_id: int, text: str, *, actor: audit.Actor, at: datetime, purpose: str = PHOTO) -> None:
    """Note that the person agreed to `text`, the very words that were shown; nothing happens when they had already."""
    with transaction():
        registration = lock(Registration, registration_id)
        if _given(registration, purpose) is None:
            registration.consents.append(Consent(purpose=purpose, text=text, given_at=at))
            audit.record(
                "consent.given", registration, actor=actor, event_id=registration.event_id, at=at, purpose=purpose
            )


def withdraw_consent(registration_id: int, *, actor: audit.Actor, at: datetime, purpose: str = PHOTO) -> None:
    """Note when a consent was taken back; that it was given stays on record."""
    with transaction():
        registration = lock(Registration, registration_id)
        if consent := _given(registration, purpose):
            consent.withdrawn_at = at
            audit.record(
                "consent.withdrawn", registration, actor=actor, event_id=registration.event_id, at=at, purpose=purpose
            )


def _given(registration: Registration, purpose: str) -> Consent | None:
    return next((c for c in registration.consents if c.purpose == purpose and c.withdrawn_at is None), None)
