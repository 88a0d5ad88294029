"""What is known already of the scans that a device sends, each question asked once for all of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from conference.core.db import db
from conference.programme.models import Session, Slot
from conference.registration.models import Registration

from ..models import DeadLetter, DoorRecord, Scan


@dataclass(frozen=True, slots=True)
class KnownScan:
    device_id: int | None
    kind: str
    point_id: int
    report_digest: str | None
    registration_id: int | None
    standing: str
    outcome: str


def known_scans(ids: Collection[str]) -> dict[str, KnownScan]:
    columns: Any = (
        Scan.id, Scan.device_id, Scan.kind, Scan.point_id, Scan.report_digest, Scan.registration_id, Scan.standing,
        Scan.outcome,
    )  # fmt: skip
    return {row[0]: KnownScan(*row[1:]) for row in db.session.execute(select(*columns).where(Scan.id.in_(ids)))}


def known_seqs(device_id: int, seqs: Collection[int]) -> set[int]:
    query = select(Scan.seq).where(Scan.device_id == device_id, Scan.seq.in_(seqs))
    return {seq for seq in db.session.scalars(query) if seq is not None}


def known_letters(device_id: int, digests: Collection[str]) -> set[str]:
    query = select(DeadLetter.body_digest).where(DeadLetter.device_id == device_id, DeadLetter.body_digest.in_(digests))
    return set(db.session.scalars(query))


def holders(event_id: int, lookups: Collection[str], people: Collection[str]) -> dict[str, tuple[int | None, int]]:
    """{look-up id or public code: (ticket, registration)} of this event."""
    found: dict[str, tuple[int | None, int]] = {}
    if lookups:
        query = select(DoorRecord.lookup, DoorRecord.ticket_id, DoorRecord.registration_id).where(
            DoorRecord.event_id == event_id, DoorRecord.lookup.in_(lookups)
        )
        found.update({row[0]: (row[1], row[2]) for row in db.session.execute(query) if row[2] is not None})
    if people:
        by_code = select(Registration.code, Registration.id).where(
            Registration.event_id == event_id, Registration.code.in_(people)
        )
        found.update({row[0]: (None, row[1]) for row in db.session.execute(by_code)})
    return found


def known_slots(event_id: int, slots: Collection[int]) -> set[int]:
    if not slots:
        return set()
    query = select(Slot.id).join(Session, Session.id == Slot.session_id)
    return set(db.session.scalars(query.where(Session.event_id == event_id, Slot.id.in_(slots))))


def acked(device_id: int, known: int) -> int:
    """Up to which number everything of the device is stored, where that was so up to `known`."""
    scans = select(Scan.seq).where(Scan.device_id == device_id, Scan.seq > known)
    letters = select(DeadLetter.seq).where(DeadLetter.device_id == device_id, DeadLetter.seq > known)
    seqs: Iterable[int | None] = (*db.session.scalars(scans), *db.session.scalars(letters))
    ahead = set(seqs)
    while known + 1 in ahead:
        known += 1
    return known


def storable(value: Any) -> Any:
    """As a database takes it: no zero characters, no halves of characters."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {storable(str(name)): storable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [storable(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)
