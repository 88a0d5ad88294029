"""People who register at a desk of the door: at once, or reported after the desk had no network."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import Base, db, transaction
from conference.core.errors import Refused
from conference.registration.models import Registration, Ticket
from conference.registration.queries import find_submission
from conference.registration.rules import WalkIn
from conference.registration.services import Outcome, register_walk_in

from .. import incoming, queries, rules, sealed_walk_ins
from ..models import BlankBadge, DeadLetter, Scan, ScanKind
from ..queries import batches, blanks
from ..rules import Door
from ..walk_in_form import walk_in_of
from .blanks import Giving, give
from .presence import refold

NOT_ALLOWED = "walk_in_not_allowed"
UNREADABLE = "walk_in_unreadable"


def bring_in(
    door: Door, walk_in: WalkIn, *, lookup: str | None = None, actor: audit.Actor, at: datetime
) -> tuple[Outcome, bool]:
    """Register who stands at the desk; says also whether the badge that they were given is theirs now.

    `lookup`: of a blank badge. Who was registered before gets none. Asking again ends at the same registration. Raises
    a Refused.
    """
    blank = _free_blank(door.event_id, lookup, walk_in.uuid) if lookup else None
    try:
        outcome = register_walk_in(door.event_id, walk_in, actor=actor, at=at, ticket=_ticket_of(blank))
    except IntegrityError as error:
        if blank is not None and blanks.ticket_of(blank) is not None:  # another desk gave it away in this moment
            raise rules.taken() from error
        raise
    if blank is None or not _is_first(outcome, walk_in):
        return outcome, False
    give(door.event_id, Giving(blank.lookup, outcome.registration_id, door.device_id, at, is_first=True), at=at)
    return outcome, True


def _free_blank(event_id: int, lookup: str, submission: str) -> BlankBadge:
    blank = blanks.find_blank(event_id, lookup)
    if blank is None:
        raise rules.unknown()
    is_given = blanks.ticket_of(blank) is not None
    refusal = rules.why_not_give(is_void=blank.voided_at is not None, is_given=is_given)
    if refusal and find_submission(submission) is None:
        raise refusal
    return blank


def _ticket_of(blank: BlankBadge | None) -> Mapping[str, Any]:
    return {"uuid": blank.uuid, "code_digest": blank.code_digest} if blank is not None else {}


def _is_first(outcome: Outcome, walk_in: WalkIn) -> bool:
    """They registered with this, and were not known before."""
    key = select(Registration.submit_key).where(Registration.id == outcome.registration_id)
    return db.session.scalar(key) == walk_in.uuid


def bring_in_reported(door: Door, bodies: list[Any], *, may: bool, actor: audit.Actor, at: datetime) -> None:
    """Register whom a desk without a network let in: facts, so nobody is refused, and nothing is dropped.

    What cannot be read, or comes from a device that may not, waits for a person as a message of the device. Called
    after the scans are stored; the same again changes nothing. Practice registers nobody.
    """
    for body in bodies:
        if not isinstance(body, dict) or body.get("kind") != ScanKind.WALK_IN or "walkin" not in body:
            continue
        if body.get("rehearsal") is True:
            continue
        opened = sealed_walk_ins.opened(door.event_id, body)
        if not may or door.is_revoked:
            _keep_aside(door, body, opened, NOT_ALLOWED, at)
            continue
        try:
            reading, walk_in = incoming.reported(body), walk_in_of(_with_id(opened), is_inside=True)
            outcome = _registered(door, walk_in, reading.lookup, actor, at)
        except Refused:
            _keep_aside(door, body, opened, UNREADABLE, at)
            continue
        _link(door, reading.scan_id, outcome.registration_id)
        if reading.lookup:
            is_first = _is_first(outcome, walk_in)
            giving = Giving(reading.lookup, outcome.registration_id, door.device_id, reading.scanned_at, is_first)
            give(door.event_id, giving, at=at)


def _registered(door: Door, walk_in: WalkIn, lookup: str | None, actor: audit.Actor, at: datetime) -> Outcome:
    """With the blank badge as ticket where nobody has it yet; else with one of their own, until `give` has looked."""
    blank = blanks.find_blank(door.event_id, lookup) if lookup else None
    is_free = blank is not None and blank.voided_at is None and blanks.ticket_of(blank) is None
    ticket = _ticket_of(blank if is_free else None)
    try:
        return register_walk_in(door.event_id, walk_in, actor=actor, at=at, ticket=ticket)
    except IntegrityError:
        if not ticket:
            raise
    return register_walk_in(door.event_id, walk_in, actor=actor, at=at)


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


def _keep_aside(door: Door, body: dict[str, Any], opened: dict[str, Any], why: str, at: datetime) -> None:
    """As a message that a person reads; its words are forgotten once it is settled."""
    digest = incoming.digest_of(body)
    with transaction():
        if digest in batches.known_letters(door.device_id, [digest]):
            return
        row = {
            "event_id": door.event_id, "device_id": door.device_id, "seq": None, "why": why,
            "body": batches.storable(opened), "body_digest": digest, "received_at": at, "settled_how": "",
        }  # fmt: skip
        db.session.execute(Base.metadata.tables[DeadLetter.__tablename__].insert(), row)
