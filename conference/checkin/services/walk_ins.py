"""People who register at a desk of the door: at once, or reported after the desk had no network."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from conference.core import audit
from conference.core.db import Base, db, transaction
from conference.core.errors import Refused
from conference.registration.models import Ticket
from conference.registration.rules import WalkIn
from conference.registration.services import Outcome, register_walk_in

from .. import incoming, queries
from ..models import DeadLetter, Scan, ScanKind
from ..queries import batches
from ..rules import Door
from ..walk_in_form import walk_in_of
from .presence import refold

NOT_ALLOWED = "walk_in_not_allowed"
UNREADABLE = "walk_in_unreadable"


def bring_in(door: Door, walk_in: WalkIn, *, actor: audit.Actor, at: datetime) -> Outcome:
    """Register who stands at the desk. Asking again ends at the same registration. Raises a Refused."""
    return register_walk_in(door.event_id, walk_in, actor=actor, at=at)


def bring_in_reported(door: Door, bodies: list[Any], *, may: bool, actor: audit.Actor, at: datetime) -> None:
    """Register whom a desk without a network let in: facts, so nobody is refused, and nothing is dropped.

    What cannot be read, or comes from a device that may not, waits for a person as a message of the device. Called
    after the scans are stored; the same again changes nothing.
    """
    for body in bodies:
        if not isinstance(body, dict) or body.get("kind") != ScanKind.WALK_IN or "walkin" not in body:
            continue
        if not may or door.is_revoked:
            _keep_aside(door, body, NOT_ALLOWED, at)
            continue
        try:
            outcome = register_walk_in(door.event_id, walk_in_of(_with_id(body), is_inside=True), actor=actor, at=at)
        except Refused:
            _keep_aside(door, body, UNREADABLE, at)
        else:
            _link(door, str(body.get("scan_id")), outcome.registration_id)


def _with_id(body: dict[str, Any]) -> Any:
    """The scan's id stands for a person who was sent without one."""
    own = body["walkin"]
    return {"id": body.get("scan_id"), **own} if isinstance(own, dict) else own


def _link(door: Door, scan_id: str, registration_id: int) -> None:
    """The scan by which the person came in is theirs from now on."""
    with transaction():
        queries.lock_people([registration_id])
        ticket = db.session.scalar(
            select(Ticket.id).where(Ticket.registration_id == registration_id, Ticket.revoked_at.is_(None))
        )
        linked = db.session.execute(
            update(Scan)
            .where(Scan.id == scan_id, Scan.device_id == door.device_id, Scan.registration_id.is_(None))
            .values(registration_id=registration_id, ticket_id=ticket)
        )
        if linked.rowcount:  # type: ignore[attr-defined]
            refold(queries.floor_of(door.event_id), [registration_id])


def _keep_aside(door: Door, body: dict[str, Any], why: str, at: datetime) -> None:
    """As a message that a person reads; its words are forgotten once it is settled."""
    digest = incoming.digest_of(body)
    with transaction():
        if digest in batches.known_letters(door.device_id, [digest]):
            return
        row = {
            "event_id": door.event_id, "device_id": door.device_id, "seq": None, "why": why,
            "body": batches.storable(body), "body_digest": digest, "received_at": at, "settled_how": "",
        }  # fmt: skip
        db.session.execute(Base.metadata.tables[DeadLetter.__tablename__].insert(), row)
