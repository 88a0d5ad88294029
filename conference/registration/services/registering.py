"""Registering: a place, a row, a ticket, a mail, all or nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from conference.accounts.rules import email_key
from conference.core import audit
from conference.core.codes import digest, new_code, new_uuid7
from conference.core.db import Base, transaction
from conference.core.jobs import enqueue

from .. import hooks, places, queries, rules
from ..links import new_link
from ..models import PHOTO, Consent, Registration, RegistrationSettings, RegistrationState, Ticket
from .letters import mail, send_link
from .moving import serve
from .secrets import ticket_row

REGISTRATIONS, TICKETS, CONSENTS = (
    Base.metadata.tables[model.__tablename__] for model in (Registration, Ticket, Consent)
)
ADD_REGISTRATION = insert(REGISTRATIONS).returning(REGISTRATIONS.c.id)
ADD_TICKET, ADD_CONSENT = insert(TICKETS), insert(CONSENTS)
TRIES = 3  # a public code met twice, or a rival that took back what it had written


@dataclass(frozen=True)
class Outcome:
    """`is_new` is for programs and logs only: a page that showed it would tell who is registered."""

    registration_id: int
    is_new: bool


def register(
    event_id: int, person: rules.Person, *, submit_key: str, at: datetime, actor: audit.Actor = audit.ATTENDEE
) -> Outcome:
    """Give `person` a place and queue their mail; without a place left, put who agreed to it on the waiting list.

    The same form sent twice ends at the first registration. An address that is registered already gets its link by
    mail again and nothing changes. Raises a Refused from rules.
    """
    key = email_key(person.email)
    submission = rules.submission(submit_key, key)
    event, category, stored = queries.to_register(event_id, person.category)
    settings = stored or rules.default_settings()
    waits = person.waits and rules.may_wait(settings)
    refusal = rules.why_not_register(event, category, at, person.mode)
    if (refusal and not (waits and isinstance(refusal, rules.Full))) or category is None:
        if (first := queries.find_submission(submission)) is not None:
            return Outcome(first, is_new=False)
        raise refusal or rules.EventOver
    state = rules.first_state(category.needs_approval, needs_verification=settings.needs_verification)
    facts = row_of(person, category.id, state, submission, at) | {"mode": rules.mode_of(event, category, person.mode)}
    return _add(event_id, facts | (waiting_from(at) if refusal else {}), person, settings, actor=actor, at=at)


def _add(
    event_id: int,
    facts: dict[str, Any],
    person: rules.Person,
    settings: RegistrationSettings,
    *,
    actor: audit.Actor,
    at: datetime,
) -> Outcome:
    """Write it, or find what was there first."""
    verify_hours = settings.verify_hours if settings.needs_verification else 0
    for _try in range(TRIES):
        try:
            ident = _write(event_id, facts, person, actor=actor, at=at, verify_hours=verify_hours)
        except IntegrityError as error:  # somebody was here first: perhaps this very form
            clash: Exception = error
        except rules.Full as full:  # somebody took the last place in this moment
            if not (person.waits and rules.may_wait(settings)):
                raise
            clash, facts = full, facts | waiting_from(at)
        else:
            return Outcome(ident, is_new=True)
        if (first := queries.find_submission(facts["submit_key"])) is not None:
            return Outcome(first, is_new=False)
        if (known := queries.find_alive(event_id, person.email)) is not None:
            send_link(event_id, person.email, at=at)
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


def _write(
    event_id: int,
    facts: dict[str, Any],
    person: rules.Person,
    *,
    actor: audit.Actor,
    at: datetime,
    verify_hours: int,
) -> int:
    """The busiest transaction there is, so rows go in as plain statements; the places come last (see places.py)."""
    ident = new_uuid7()
    row = {**facts, "event_id": event_id, "uuid": ident, "code": new_code(), "link_digest": digest(new_link(ident, 1))}
    ticket = ticket_row(1, at) if facts["state"] == RegistrationState.CONFIRMED else None
    with transaction() as session:
        registration = Registration(**row, id=session.scalar(ADD_REGISTRATION, row))
        registration_id = registration.id
        if ticket:
            session.execute(ADD_TICKET, {**ticket, "registration_id": registration_id})
        if consents := consents_of(person):
            given = {"registration_id": registration_id, "given_at": at}
            session.execute(ADD_CONSENT, [{**given, "purpose": purpose, "text": text} for purpose, text in consents])
        audit.record("registration.added", registration, actor=actor, event_id=event_id, at=at)
        mail(registration, at=at, is_first=True)
        hooks.fulfil(registration, person.wishes, at)
        if registration.state == RegistrationState.WAITING:
            places.hold_all(event_id)
            serve(event_id, at)  # a place may have become free since
            return registration_id
        if verify_hours:
            until = at + timedelta(hours=verify_hours)
            enqueue("registration.verify_ends", {"registration_id": registration_id}, at=at, run_at=until)
        places.take_place(event_id, registration.category_id, registration.mode)
    return registration_id
