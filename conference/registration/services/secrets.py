"""Tickets and links: made, replaced, revoked."""

from datetime import datetime
from typing import Any

from conference.core import audit
from conference.core.codes import digest, new_uuid7
from conference.core.db import db, lock, transaction

from .. import links, rules
from ..models import Registration, RegistrationState, Ticket


def issue_ticket(registration_id: int, *, actor: audit.Actor, at: datetime, reason: str = "replaced") -> None:
    """Replace the ticket of a confirmed registration: the old code is dead at once. Raises WrongState.

    The new ticket is on the own page; nobody is mailed, because a badge is usually printed with it.
    """
    with transaction():
        registration = lock(Registration, registration_id)
        if registration.state != RegistrationState.CONFIRMED:
            raise rules.why_not_ticket(registration.state)
        replace_ticket(registration, at, reason)
        audit.record("ticket.issued", registration, actor=actor, event_id=registration.event_id, at=at, reason=reason)


def revoke_ticket(registration_id: int, *, actor: audit.Actor, at: datetime, reason: str = "lost") -> None:
    """Make the ticket's code worthless; the registration stands, and `issue_ticket` gives it another one."""
    with transaction():
        registration = lock(Registration, registration_id)
        if end_ticket(registration, at, reason):
            audit.record(
                "ticket.revoked", registration, actor=actor, event_id=registration.event_id, at=at, reason=reason
            )


def rotate_link(registration_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Give the own page another address; the old one leads nowhere from now on."""
    with transaction():
        registration = lock(Registration, registration_id)
        replace_link(registration)
        audit.record("registration.link_replaced", registration, actor=actor, event_id=registration.event_id, at=at)


def new_ticket(version: int, at: datetime) -> Ticket:
    return Ticket(**ticket_row(version, at))


def ticket_row(version: int, at: datetime) -> dict[str, Any]:
    ident = new_uuid7()
    code = links.new_ticket_code(ident, version)
    return {"uuid": ident, "version": version, "code_digest": digest(code), "issued_at": at, "revoked_reason": ""}


def replace_ticket(registration: Registration, at: datetime, reason: str = "replaced") -> Ticket:
    """Inside a transaction: end the ticket in force, if there is one, and issue the next."""
    end_ticket(registration, at, reason)
    ticket = new_ticket(max((old.version for old in registration.tickets), default=0) + 1, at)
    registration.tickets.append(ticket)
    db.session.flush()
    return ticket


def confirm_ticket(registration: Registration, at: datetime) -> str:
    """Inside a transaction: a ticket for who is confirmed; one of a badge in their hands stays. Names the deed."""
    if registration.valid_ticket is not None:
        return f"confirmed {registration.version}"
    return f"ticket {replace_ticket(registration, at).version}"


def end_ticket(registration: Registration, at: datetime, reason: str) -> bool:
    """Inside a transaction: True when there was a ticket to end."""
    ticket = registration.valid_ticket
    if ticket is None:
        return False
    ticket.revoked_at = at
    ticket.revoked_reason = reason
    db.session.flush()  # before its successor comes: a registration has one valid ticket at most
    return True


def replace_link(registration: Registration) -> None:
    registration.link_version += 1
    registration.link_digest = digest(links.new_link(registration.uuid, registration.link_version))


def mend_secrets(registration: Registration, at: datetime) -> None:
    """Inside a transaction: replace what no configured key can write again, so that a mail can be written."""
    try:
        links.own_page_token(registration)
    except links.LostKey:
        replace_link(registration)
    if ticket := registration.valid_ticket:
        try:
            links.ticket_code_of(ticket)
        except links.LostKey:
            replace_ticket(registration, at)
