"""Erasing a person: nothing is left that tells who it was; an empty row stays for the figures."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select

from conference.accounts.rules import email_key
from conference.core import audit
from conference.core.codes import digest, new_secret
from conference.core.db import db, lock, transaction
from conference.mail.erase_services import forget_messages
from conference.questions.file_services import drop_files_of, drop_unclaimed

from .. import queries, rules
from ..keepers import KEEPERS
from ..models import ALIVE, AddressChange, HeldSubmission, Registration, RegistrationState, RoomWish
from .moving import move
from .scrubbing import scrub_later

NOBODY = "—"  # in place of the name: lists need something to show


def erase(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Erase the person at once, with what the same address left at this event before; there is no way back.

    A place goes to who waits for it. Nothing happens to who is erased already.
    """
    with transaction() as session:
        registration = lock(Registration, registration_id)
        if registration.erased_at is not None:
            return
        older = select(Registration.id).where(
            Registration.event_id == registration.event_id,
            or_(Registration.email_key == registration.email_key, Registration.merged_into_id == registration_id),
            Registration.id != registration_id,
            Registration.erased_at.is_(None),
            Registration.state.not_in(ALIVE),
        )
        rows = [*(lock(Registration, ident) for ident in sorted(session.scalars(older))), registration]
        _forget_held(registration.event_id, registration.email)
        for row in rows:
            for keeper in reversed(KEEPERS):
                keeper.erase(row, at)
        for row in rows:
            _empty(row, at)
            audit.record("registration.erased", row, actor=actor, event_id=row.event_id, at=at)
        scrub_later(at)
        if registration.is_alive:
            registration.cancelled_at = at
            registration.cancelled_by = rules.ATTENDEE
            move(registration, RegistrationState.CANCELLED, "registration.cancelled", actor, at)


def erase_own(registration: Registration, at: datetime) -> None:
    """The keeper of this floor: mails, consents, files, addresses, words in the history."""
    addresses = {registration.email, *_addresses(queries.address_changes(registration.id))}
    forget_messages(registration.event_id, addresses, [("registration.", [registration.id])])
    for consent in registration.consents:
        consent.withdrawn_at = consent.withdrawn_at or at
    drop_files_of([registration.id])
    db.session.execute(delete(AddressChange).where(AddressChange.registration_id == registration.id))
    # one that keeps a place in the room loses it when the registration is cancelled, a moment later
    db.session.execute(
        delete(RoomWish).where(RoomWish.registration_id == registration.id, RoomWish.offered_until.is_(None))
    )
    audit.forget_words(registration)


def _addresses(changes: Sequence[AddressChange]) -> set[str]:
    return {address for change in changes for address in (change.email, change.old_email)}


def _empty(row: Registration, at: datetime) -> None:
    """Category, country, language, how they take part and when stay: they count, and name nobody."""
    row.name, row.name_key = NOBODY, ""
    row.national_name = row.organisation = row.position = row.note = row.email = ""
    row.email_key = f"erased {row.uuid}"
    row.answers = {}
    row.group_key = row.submit_key = None
    row.link_version += 1
    row.link_digest = digest(new_secret())
    row.erased_at = row.changed_at = at
    db.session.flush()


def _forget_held(event_id: int, email: str) -> None:
    """Forms of this address that looked like spam and wait for somebody to look."""
    waiting = select(HeldSubmission).where(HeldSubmission.event_id == event_id, HeldSubmission.decision == "")
    for held in db.session.scalars(waiting):
        if email_key(str(held.person.get("email", ""))) == email_key(email):
            drop_unclaimed(held.person.get("answers") or {})
            db.session.delete(held)
