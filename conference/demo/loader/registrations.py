"""Registrations written many at a time, as `register` would write each of them, but without mails.

That service refuses what a demo needs: registrations of the past, of categories by invitation, in every state.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, select, update

from conference.accounts.rules import email_key
from conference.core import audit
from conference.core.codes import digest, new_code, new_uuid7
from conference.core.db import db
from conference.events.models import Event, Mode
from conference.registration import links, rules
from conference.registration.models import (
    HOLDS_PLACE,
    PHOTO,
    Category,
    Consent,
    Registration,
    RegistrationState,
    Ticket,
)
from conference.registration.services.registering import row_of

CHUNK = 1000
LATER = timedelta(hours=30)  # when a decision or a cancellation followed
CONFIRMED, CANCELLED, DECLINED = RegistrationState.CONFIRMED, RegistrationState.CANCELLED, RegistrationState.DECLINED


@dataclass(frozen=True)
class Sample:
    """One invented registration: who asked, when, and what became of it."""

    person: rules.Person
    state: RegistrationState
    registered_at: datetime


def add_registrations(event: Event, samples: Iterable[Sample]) -> int:
    """In the caller's transaction: add rows, tickets, consents, history and the places taken; say how many."""
    categories = {row.code: row.id for row in db.session.scalars(select(Category).filter_by(event_id=event.id))}
    taken: Counter[tuple[int, str]] = Counter()
    added = 0
    for chunk in _chunks(samples):
        rows = [_row(event, sample, categories[sample.person.category]) for sample in chunk]
        query = insert(Registration).returning(Registration.id, sort_by_parameter_order=True)
        ids = list(db.session.scalars(query, rows))
        _insert(Ticket, (_ticket(ident, sample) for ident, sample in zip(ids, chunk, strict=True)))
        _insert(Consent, (_consent(ident, sample) for ident, sample in zip(ids, chunk, strict=True)))
        _insert(
            audit.LogEntry,
            (entry for ident, sample in zip(ids, chunk, strict=True) for entry in _history(ident, event.id, sample)),
        )
        taken.update((row["category_id"], row["mode"]) for row in rows if row["state"] in HOLDS_PLACE)
        added += len(ids)
    for (category_id, mode), places in taken.items():
        _take(Category, category_id, places)
        _take(Event, event.id, places, "online_taken" if mode == Mode.ONLINE else "places_taken")
    return added


def _chunks(samples: Iterable[Sample]) -> Iterator[list[Sample]]:
    source = iter(samples)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _insert(model: Any, rows: Iterable[dict[str, Any] | None]) -> None:
    if found := [row for row in rows if row]:
        db.session.execute(insert(model), found)


def _take(owner: type[Event | Category], ident: int, places: int, count: str = "places_taken") -> None:
    db.session.execute(update(owner).where(owner.id == ident).values({count: getattr(owner, count) + places}))


def _row(event: Event, sample: Sample, category_id: int) -> dict[str, Any]:
    uuid = new_uuid7()
    person = sample.person
    submission = rules.submission(event.uuid, email_key(person.email))
    row = row_of(person, category_id, sample.state, submission, sample.registered_at)
    row |= {"event_id": event.id, "uuid": uuid, "code": new_code(), "link_digest": digest(links.new_link(uuid, 1))}
    row |= {"cancelled_at": None, "cancelled_by": ""}
    if sample.state in (CANCELLED, DECLINED):
        row |= {"submit_key": None, "changed_at": sample.registered_at + LATER}
    if sample.state == CANCELLED:
        row |= {"cancelled_at": row["changed_at"], "cancelled_by": rules.ATTENDEE}
    return row


def _ticket(registration_id: int, sample: Sample) -> dict[str, Any] | None:
    """Of who is confirmed, or was until the cancellation."""
    if sample.state not in (CONFIRMED, CANCELLED):
        return None
    uuid = new_uuid7()
    is_dead = sample.state == CANCELLED
    return {
        "uuid": uuid,
        "registration_id": registration_id,
        "version": 1,
        "code_digest": digest(links.new_ticket_code(uuid, 1)),
        "issued_at": sample.registered_at,
        "revoked_at": sample.registered_at + LATER if is_dead else None,
        "revoked_reason": str(CANCELLED) if is_dead else "",
    }


def _consent(registration_id: int, sample: Sample) -> dict[str, Any] | None:
    if not sample.person.photo_text:
        return None
    text, given_at = sample.person.photo_text, sample.registered_at
    return {"registration_id": registration_id, "purpose": PHOTO, "text": text, "given_at": given_at}


def _history(registration_id: int, event_id: int, sample: Sample) -> Iterator[dict[str, Any]]:
    def entry(action: str, actor: audit.Actor, at: datetime) -> dict[str, Any]:
        return {
            "at": at, "actor_id": None, "actor_label": actor.label, "event_id": event_id, "action": action,
            "subject_type": Registration.__tablename__, "subject_id": registration_id, "detail": {},
        }  # fmt: skip

    yield entry("registration.added", audit.ATTENDEE, sample.registered_at)
    if sample.state in (CANCELLED, DECLINED):
        actor = audit.ATTENDEE if sample.state == CANCELLED else audit.SYSTEM
        yield entry(f"registration.{sample.state}", actor, sample.registered_at + LATER)
