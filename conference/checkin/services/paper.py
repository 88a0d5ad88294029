"""Ticks on paper become scans afterwards: by a person, at the time that the paper says."""

from datetime import datetime

from conference.core import audit
from conference.core.codes import new_uuid7
from conference.core.db import Base, db, transaction
from conference.registration.models import Registration

from .. import queries
from ..models import Outcome, Scan, ScanKind, Standing
from ..queries.paper import PAPER, find_entered
from ..rules import NothingToSettle
from .presence import refold

SCANS = Base.metadata.tables[Scan.__tablename__]


def enter_from_paper(
    registration_id: int, point_id: int, kind: ScanKind, *, when: datetime, note: str, actor: audit.Actor, at: datetime
) -> bool:
    """Note that somebody came in or left at `when`; False where the very same is there already.

    `note`: who ticked, or which list. It counts also during a rehearsal: what is on paper has happened.
    """
    with transaction():
        queries.lock_people([registration_id])
        person = db.session.get_one(Registration, registration_id)
        if find_entered(registration_id, point_id, kind, when) is not None:
            return False
        ticket = person.valid_ticket
        _write(person, point_id, kind, when, at, user_id=actor.id, note=note, ticket_id=ticket.id if ticket else None)
        audit.record("scan.from_paper", person, actor=actor, event_id=person.event_id, at=at, kind=kind, point=point_id)
        refold(queries.floor_of(person.event_id), [person.id])
        return True


def take_back_from_paper(event_id: int, scan_id: str, *, actor: audit.Actor, at: datetime) -> None:
    """A line that was typed wrongly counts no longer. Raises NothingToSettle."""
    with transaction():
        scan = queries.find_scan(scan_id)
        if scan is None or scan.event_id != event_id or scan.via != PAPER or scan.registration_id is None:
            raise NothingToSettle
        queries.lock_people([scan.registration_id])
        if queries.is_undone(scan_id):
            return
        person = db.session.get_one(Registration, scan.registration_id)
        _write(person, scan.point_id, ScanKind.UNDO, at, at, user_id=actor.id, ref=scan_id)
        audit.record("scan.paper_taken_back", person, actor=actor, event_id=event_id, at=at)
        refold(queries.floor_of(event_id), [person.id])


def _write(person: Registration, point_id: int, kind: ScanKind, when: datetime, at: datetime, **more: object) -> None:
    row = {
        "id": new_uuid7(), "event_id": person.event_id, "point_id": point_id, "device_id": None, "kind": kind,
        "via": PAPER, "by": "staff", "registration_id": person.id, "outcome": Outcome.ADMIT, "reason": "",
        "decision_reason": "", "report_reason": "", "standing": Standing.COUNTED, "is_rehearsal": False,
        "took_seat": False, "note": "", "scanned_at": when, "received_at": at, **more,
    }  # fmt: skip
    db.session.execute(SCANS.insert(), row)
