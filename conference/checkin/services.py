"""Scans are facts: each is stored with what was decided about it, and nobody is let in twice."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.codes import clean_ticket_code, new_code
from conference.core.db import db, lock, transaction

from . import queries, rules
from .models import CheckInList, Device, Outcome, Presence, Scan, ScanKind
from .rules import Door, Reading


def door_of(device: Device) -> Door:
    return Door(device.id, device.event_id, device.list_id)


def record_scan(door: Door, reading: Reading, *, at: datetime) -> None:
    """Store one entry scan with its outcome, and let the person in if it is the first.

    The same `scan_id` again changes nothing. Raises ScanIdReused when it names another scan.
    """
    try:
        with transaction():
            _record_scan(door, reading, at)
    except IntegrityError:  # the same scan arrived twice at once: the other request has stored it
        _check_repeat(queries.find_scan(reading.scan_id), door, ScanKind.ENTRY)


def _record_scan(door: Door, reading: Reading, at: datetime) -> None:
    if (known := queries.find_scan(reading.scan_id)) is not None:
        _check_repeat(known, door, ScanKind.ENTRY)
        return
    holder = _holder(door, reading)
    if holder is None:
        decision = rules.decide(None, door.event_id, is_inside=False)
    else:
        inside = queries.is_inside(holder.registration_id, door.list_id)
        decision = rules.decide(holder.facts, door.event_id, is_inside=inside, at=reading.scanned_at)
        if decision.outcome == Outcome.ADMITTED and not _enter(holder.registration_id, door, reading, at):
            decision = rules.decide(holder.facts, door.event_id, is_inside=True)
    is_ours = holder is not None and holder.facts.event_id == door.event_id
    db.session.add(
        Scan(
            id=reading.scan_id,
            event_id=door.event_id,
            list_id=door.list_id,
            device_id=door.device_id,
            kind=ScanKind.ENTRY,
            via=reading.via,
            ticket_id=holder.ticket_id if holder and is_ours else None,
            registration_id=holder.registration_id if holder and is_ours else None,
            outcome=decision.outcome,
            reason=decision.reason,
            scanned_at=reading.scanned_at,
            received_at=at,
        )
    )


def _holder(door: Door, reading: Reading) -> queries.Holder | None:
    if reading.registration is not None:
        return queries.holder_by_registration(door.event_id, reading.registration)
    code = clean_ticket_code(reading.code or "")
    return queries.holder_by_code(code) if code else None


def _enter(registration_id: int, door: Door, reading: Reading, at: datetime) -> bool:
    """Be the one scan that lets this person in; False when another door was quicker."""
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Presence).values(
        registration_id=registration_id, list_id=door.list_id, scan_id=reading.scan_id, entered_at=at
    )
    written = statement.on_conflict_do_nothing().returning(Presence.registration_id)
    return db.session.scalar(written) is not None


def _check_repeat(known: Scan | None, door: Door, kind: ScanKind) -> None:
    if known is None or known.device_id != door.device_id or known.kind != kind:
        raise rules.ScanIdReused(_("This scan was recorded by another device"))


def undo_scan(door: Door, scan_id: str, undoes: str, *, at: datetime) -> None:
    """Take back an entry of this device. The same `scan_id` again changes nothing. Raises NotUndoable."""
    try:
        with transaction():
            _undo_scan(door, scan_id, undoes, at)
    except IntegrityError as error:
        if (known := queries.find_scan(scan_id)) is None:
            raise rules.NotUndoable(_("This scan is undone already")) from error
        _check_repeat(known, door, ScanKind.UNDO)


def _undo_scan(door: Door, scan_id: str, undoes: str, at: datetime) -> None:
    if (known := queries.find_scan(scan_id)) is not None:
        _check_repeat(known, door, ScanKind.UNDO)
        return
    entry = queries.find_scan(undoes)
    if entry is None or entry.device_id != door.device_id:
        raise rules.NotUndoable(_("Only the door that let somebody in can undo it"))
    refusal = rules.why_not_undo(
        outcome=entry.outcome, scanned_at=entry.received_at, is_undone=queries.is_undone(undoes), at=at
    )
    if refusal:
        raise refusal
    db.session.execute(delete(Presence).where(Presence.scan_id == undoes))
    db.session.add(
        Scan(
            id=scan_id,
            event_id=door.event_id,
            list_id=door.list_id,
            device_id=door.device_id,
            kind=ScanKind.UNDO,
            via=entry.via,
            ticket_id=entry.ticket_id,
            registration_id=entry.registration_id,
            undoes_id=undoes,
            outcome=Outcome.UNDONE,
            scanned_at=at,
            received_at=at,
        )
    )


def add_device(event_id: int, list_id: int, name: str, *, user_id: int, at: datetime) -> str:
    """Set up this phone as a door and return its code. The same person, list and name get the same device again."""
    with transaction():
        known = queries.find_device_of_user(event_id, list_id, name, user_id)
        if known is not None:
            known.last_seen_at = at
            return known.code
        device = Device(
            code=new_code(10), event_id=event_id, list_id=list_id, user_id=user_id, name=name,
            created_at=at, last_seen_at=at,
        )  # fmt: skip
        db.session.add(device)
        db.session.flush()
        return device.code


def note_contact(device_id: int, *, at: datetime) -> None:
    with transaction():
        lock(Device, device_id).last_seen_at = at


def revoke_device(device_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """From now on the device scans nothing more; what it scanned stays."""
    with transaction():
        device = lock(Device, device_id)
        device.revoked_at = device.revoked_at or at
        audit.record("device.revoked", device, actor=actor, event_id=device.event_id, at=at)


def add_list(event_id: int, code: str, name: str) -> CheckInList:
    """Add a check-in list to the caller's event; used when an event is made."""
    with transaction() as session:
        row = CheckInList(event_id=event_id, code=code, name=name)
        session.add(row)
        session.flush()
    return row
