"""Registering: a place, a row, a ticket, a mail, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from conference.accounts.rules import email_key
from conference.core import audit
from conference.core.codes import digest, new_code, new_uuid7
from conference.core.db import Base, execute, transaction
from conference.core.jobs import enqueue
from conference.events.models import Mode
from conference.questions.file_services import claim_files

from .. import hooks, places, queries, rules
from ..links import new_link
from ..models import PHOTO, Consent, Registration, RegistrationState, Ticket
from ..ways import Way
from .letters import mail, send_link
from .moving import serve
from .room_moves import add_wish
from .secrets import ticket_row

REGISTRATIONS, TICKETS, CONSENTS = (
    Base.metadata.tables[model.__tablename__] for model in (Registration, Ticket, Consent)
)
ADD_REGISTRATION = insert(REGISTRATIONS).returning(REGISTRATIONS.c.id)
ADD_TICKET, ADD_CONSENT = insert(TICKETS), insert(CONSENTS)
NO_TICKET: Mapping[str, Any] = MappingProxyType({})
TRIES = 3  # a public code met twice, or a rival that took back what it had written


@dataclass(frozen=True)
class Outcome:
    """`is_new` is for programs and logs only: a page that showed it would tell who is registered."""

    registration_id: int
    is_new: bool


def register(
    event_id: int,
    person: rules.Person,
    *,
    submit_key: str,
    at: datetime,
    actor: audit.Actor = audit.ATTENDEE,
    way: Way | None = None,
    offer: queries.Offer | None = None,
) -> Outcome:
    """Give `person` a place and queue their mail; without a place left, put who agreed to it on the waiting list.

    The same form sent twice ends at the first registration. An address that is registered already gets its link by
    mail again and nothing changes. `way`: the invitation or the code that opened the form. `offer`: what the page
    has just read, so that it need not be read again. Raises a Refused.
    """
    key = email_key(person.email)
    submission = rules.submission(submit_key, key)
    event, category, stored = (
        offer.to_register(person.category) if offer else queries.to_register(event_id, person.category)
    )
    settings = stored or rules.default_settings()
    may_wait = person.waits and rules.may_wait(settings)
    refusal = (way.why_not if way else rules.why_not_register)(event, category, at, person.mode)
    if (refusal and not (may_wait and isinstance(refusal, rules.Full))) or category is None:
        if (first := queries.find_submission(submission)) is not None:
            return Outcome(first, is_new=False)
        raise refusal or rules.EventOver
    is_proved = way is not None and way.proved_key == key
    verify_hours = settings.verify_hours if settings.needs_verification and not is_proved else 0
    needs_approval = category.needs_approval and not (way and way.is_approved)
    state = rules.first_state(needs_approval, needs_verification=verify_hours > 0)
    facts = row_of(person, category.id, state, submission, at)
    facts |= {"mode": rules.mode_of(event, category, person.mode), "verified_at": at if is_proved else None}
    wants_room = person.wants_room and facts["mode"] == Mode.ONLINE and rules.may_move(event, category, settings)
    entry = Entry(event_id, consents_of(person), person.wishes, actor, at, verify_hours, may_wait=may_wait, way=way,
                  wants_room=wants_room)  # fmt: skip
    return add(entry, facts | (waiting_from(at) if refusal else {}))


@dataclass(frozen=True)
class Entry:
    """What comes with a new row, however often it is tried.

    `verify_hours`: 0 for an address that needs no proof. `ticket`: what its ticket has of one printed beforehand.
    """

    event_id: int
    consents: tuple[tuple[str, str], ...]
    wishes: Mapping[str, Any]
    actor: audit.Actor
    at: datetime
    verify_hours: int = 0
    may_wait: bool = False
    way: Way | None = None
    ticket: Mapping[str, Any] = field(default_factory=dict)
    wants_room: bool = False


def add(entry: Entry, facts: dict[str, Any]) -> Outcome:
    """Write it, or find what was there first."""
    for _try in range(TRIES):
        try:
            ident = _write(entry, facts)
        except IntegrityError as error:  # somebody was here first: perhaps this very form
            clash: Exception = error
        except rules.Full as full:  # somebody took the last place in this moment
            if not entry.may_wait:
                raise
            clash, facts = full, facts | waiting_from(entry.at)
        else:
            return Outcome(ident, is_new=True)
        if (first := queries.find_submission(facts["submit_key"])) is not None:
            return Outcome(first, is_new=False)
        if (known := queries.find_alive(entry.event_id, facts["email"])) is not None:
            send_link(entry.event_id, facts["email"], at=entry.at)
            return Outcome(known, is_new=False)
    raise clash


def waiting_from(at: datetime) -> dict[str, Any]:
    return {"state": RegistrationState.WAITING, "waiting_since": at}


def row_of(
    person: rules.Person, category_id: int, state: RegistrationState, submission: str, at: datetime
) -> dict[str, Any]:
    """The columns of a new row that stay the same however often it is tried."""
    return {
        "category_id": category_id,
        "state": state,
        "name": person.name,
        "national_name": person.national_name,
        "name_key": rules.name_key(person.name, person.national_name, person.organisation, person.email),
        "email": person.email,
        "email_key": email_key(person.email),
        "organisation": person.organisation,
        "position": person.position,
        "country": person.country,
        "language": person.language,
        "mode": person.mode,
        "waiting_since": None,
        "answers": dict(person.answers),
        "source": person.source,
        "submit_key": submission,
        "created_at": at,
        "changed_at": at,
    }


def consents_of(person: rules.Person) -> tuple[tuple[str, str], ...]:
    """(purpose, the very text) of all that the person agreed to."""
    return ((PHOTO, person.photo_text), *person.consents) if person.photo_text else person.consents


def _write(entry: Entry, facts: dict[str, Any]) -> int:
    """The busiest transaction there is: the places come last (see places.py)."""
    with transaction(shared=True):
        registration = write_row(entry, facts)
        ident = registration.id
        hooks.fulfil(registration, entry.wishes, entry.at)
        if entry.wants_room:
            add_wish(registration, entry.at)
        is_kept = entry.way is not None and entry.way.settle(registration, entry.at)
        if registration.state == RegistrationState.WAITING:
            places.hold_all(entry.event_id)
            serve(entry.event_id, entry.at)  # a place may have become free since
        elif not is_kept:
            places.take_place(entry.event_id, registration.category_id, registration.mode)
    return ident


def write_row(entry: Entry, facts: dict[str, Any]) -> Registration:
    """In the caller's transaction, as plain statements: the row and all that hangs on it, but for its place."""
    ident, event_id, at = new_uuid7(), entry.event_id, entry.at
    row = {**facts, "event_id": event_id, "uuid": ident, "code": new_code(), "link_digest": digest(new_link(ident, 1))}
    # a badge in their hands is theirs whatever the state; it opens nothing before they are confirmed
    has_ticket = facts["state"] == RegistrationState.CONFIRMED or bool(entry.ticket)
    ticket = {**ticket_row(1, at), **entry.ticket} if has_ticket else None
    registration = Registration(**row, id=execute(ADD_REGISTRATION, row).scalar_one())
    if ticket:
        execute(ADD_TICKET, {**ticket, "registration_id": registration.id})
    if entry.consents:
        given = {"registration_id": registration.id, "given_at": at}
        execute(ADD_CONSENT, [{**given, "purpose": purpose, "text": text} for purpose, text in entry.consents])
    claim_files(event_id, registration.id, facts["answers"])
    audit.record("registration.added", registration, actor=entry.actor, event_id=event_id, at=at)
    mail(registration, at=at, is_first=True)
    if entry.verify_hours and registration.state != RegistrationState.WAITING:
        until = at + timedelta(hours=entry.verify_hours)
        enqueue("registration.verify_ends", {"registration_id": registration.id}, at=at, run_at=until)
    return registration
