"""A scan that the server is asked about: decided once, under the lock of the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from conference.core.codes import clean_ticket_code, digest
from conference.core.db import Base, execute, lock, transaction

from .. import queries, rules
from ..models import CheckPoint, Device, Outcome, Scan, ScanKind, Standing
from ..queries import Floor, Holder, PointRow, blanks
from ..queries.floors import rights_of
from ..queries.people import holder_by_lookup, slots_of
from ..queries.scans import ms
from ..rules import Asked, Badge, Context, Door, Folded, Reading, Reason, Seen, Verdict
from .presence import refold

INSERT = Base.metadata.tables[Scan.__tablename__].insert()
KNOWN = select(
    Scan.device_id, Scan.kind, Scan.outcome, Scan.reason, Scan.decision_outcome, Scan.decision_reason, Scan.said,
    Scan.registration_id, Scan.point_id, Scan.standing,
).where(Scan.id == bindparam("scan"))  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """What became of a scan. `said`: the first and last entry, each {"at": milliseconds, "device": its name}."""

    scan_id: str
    status: str  # recorded, replayed, held
    verdict: Verdict
    registration_id: int | None
    point_id: int
    said: Mapping[str, Any] = field(default_factory=dict)


def door_of(device: Device) -> Door:
    rights = device.rights or {}
    return Door(
        device.id, device.event_id, device.point_id, may_supervise=bool(rights.get("supervise")),
        may_undo=bool(rights.get("undo", True)), is_revoked=device.revoked_at is not None,
    )  # fmt: skip


def record_scan(door: Door, reading: Reading, *, at: datetime) -> Recorded:
    """Decide one entry or exit and store it with what was decided.

    The same `scan_id` again changes nothing and gets the same answer. Raises ScanIdReused when it names another scan.
    """
    try:
        with transaction(shared=True):
            return _record(door, reading, at)
    except (IntegrityError, rules.NoSuchPoint):  # the same scan again, which is rare enough to be found out by trying
        known = find_recorded(door, reading)
        if known is None:
            raise
        return known


def _record(door: Door, reading: Reading, at: datetime) -> Recorded:
    floor = queries.floor_of(door.event_id)
    point = point_of(floor, door, reading)
    holder = find_holder(door.event_id, reading, locked=True)
    is_ours = holder is not None and holder.event_id == door.event_id
    person = holder.registration_id if holder and is_ours else None
    scans = queries.folded_scans_of(person, floor.points, reading.scan_id) if person else []
    seen = _seen(floor, point, scans, reading) if person else None
    slot = _slot(floor, point, reading)
    verdict = _verdict(floor, point, holder, seen, slot, reading)
    said = _said(seen) if seen and verdict.reason in (Reason.ALREADY, Reason.LEFT_FIRST) else {}
    standing = Standing.HELD if door.is_revoked else Standing.COUNTED
    values = row_of(door, reading, point, at) | {
        "ticket_id": holder.ticket_id if holder and is_ours else None, "registration_id": person, "standing": standing,
        "slot_id": slot.slot if slot else None, "outcome": verdict.outcome, "reason": verdict.reason,
        "decision_outcome": verdict.outcome, "decision_reason": verdict.reason, "decided_at": at, "said": said or None,
        "is_rehearsal": reading.is_rehearsal or floor.rehearses,
    }  # fmt: skip
    execute(INSERT, values)
    if person is not None and standing == Standing.COUNTED and not values["is_rehearsal"]:
        scan = Folded(
            reading.scan_id, reading.kind, point.code, ms(reading.scanned_at), verdict.outcome, verdict.reason
        )
        if rules.moves(scan):
            refold(floor, [person], {person: [*scans, scan]})
    status = "held" if door.is_revoked else "recorded"
    return Recorded(reading.scan_id, status, verdict, person, point.id, said)


def find_recorded(door: Door, reading: Reading) -> Recorded | None:
    """The same scan, as it was answered before."""
    row = execute(KNOWN, {"scan": reading.scan_id}).one_or_none()
    if row is None:
        return None
    device_id, kind, outcome, reason, decided, decided_reason, said, person, point_id, standing = row
    if device_id != door.device_id or kind != reading.kind:
        raise rules.ScanIdReused(_("This scan was recorded by another device"))
    verdict = Verdict(decided, decided_reason) if decided else Verdict(outcome, reason)
    status = "held" if standing == Standing.HELD else "replayed"
    return Recorded(reading.scan_id, status, verdict, person, point_id, said or {})


def row_of(door: Door, reading: Reading, point: PointRow, at: datetime) -> dict[str, Any]:
    """The columns of a scan that come from its device."""
    return {
        "id": reading.scan_id, "event_id": door.event_id, "point_id": point.id, "device_id": door.device_id,
        "user_id": None, "seq": reading.seq, "kind": reading.kind, "via": reading.via, "by": "server",
        "lookup": reading.lookup, "ticket_id": None, "registration_id": None, "ref": reading.ref, "slot_id": None,
        "decision_outcome": None, "decision_reason": "", "said": None, "decided_at": None, "report_outcome": None,
        "report_reason": "", "report_digest": None, "reported_at": None, "standing": Standing.COUNTED,
        "is_rehearsal": reading.is_rehearsal, "took_seat": reading.took_seat, "note": reading.note,
        "scanned_at": reading.scanned_at, "received_at": at,
    }  # fmt: skip


def point_of(floor: Floor, door: Door, reading: Reading) -> PointRow:
    """Where the reading was made. Raises NoSuchPoint."""
    found = floor.points.get(door.point_id or 0) if reading.point is None else floor.by_code(reading.point)
    if found is None or found.is_closed:
        raise rules.NoSuchPoint(_("This check point is not there any more. Choose another one."))
    return found


def find_holder(event_id: int, reading: Reading, *, locked: bool = False) -> Holder | None:
    if reading.registration is not None:
        return queries.holder_by_registration(event_id, reading.registration, locked=locked)
    if reading.code is not None:
        code = clean_ticket_code(reading.code)
        return queries.holder_by_code(code, locked=locked) if code else None
    return holder_by_lookup(event_id, reading.lookup, locked=locked) if reading.lookup else None


def _seen(floor: Floor, point: PointRow, scans: Sequence[Folded], reading: Reading) -> Seen | None:
    rehearsal = floor.rehearses or reading.is_rehearsal
    return rules.fold(scans, floor.facts, floor.zone, rehearsal=rehearsal)[0].get(point.code)


def _slot(floor: Floor, point: PointRow, reading: Reading) -> rules.Holding | None:
    if not point.follows_agenda:
        return None
    holdings = queries.holdings_of(floor.event_id, [point])[point.id]
    return rules.slot_at(holdings, point.grace_minutes, ms(reading.scanned_at))


def _verdict(  # noqa: PLR0917 - the facts of one decision
    floor: Floor,
    point: PointRow,
    holder: Holder | None,
    seen: Seen | None,
    slot: rules.Holding | None,
    reading: Reading,
) -> Verdict:
    if holder is not None and holder.event_id != floor.event_id:
        return Verdict(Outcome.DENY, Reason.OTHER_EVENT)
    asked = Asked(point.code, point.policy, point.is_strict, ms(reading.scanned_at), reading.kind)
    context = Context(
        zone=floor.zone, slot=slot.slot if slot else None, is_guarded=slot is not None and slot.is_guarded,
        free=_free(point) if point.is_strict and reading.kind == ScanKind.ENTRY else None,
    )  # fmt: skip
    badge = _badge(holder, point, slot) if holder else _badge_of_nobody(floor.event_id, reading)
    return rules.judge(badge, seen, asked, context)


def _badge_of_nobody(event_id: int, reading: Reading) -> Badge | None:
    """A blank badge, if it is one."""
    code = clean_ticket_code(reading.code) if reading.code else None
    if code is None and reading.lookup is None:
        return None
    state = blanks.find_state(event_id, lookup=reading.lookup, digest=digest(code) if code else None)
    return Badge(state) if state else None


def _badge(holder: Holder, point: PointRow, slot: rules.Holding | None) -> Badge:
    rights = rights_of(holder.rights)
    opened = {point.code: rules.days_of(rights)} if rules.opens(rights, point.place) else {}
    if slot is None or not slot.is_guarded:
        return Badge(holder.badge_state, opened)
    has_place = slot.needs_place and slot.slot in slots_of(holder.registration_id)
    may_enter = rules.enters(rights, slot.session, needs_place=slot.needs_place, has_place=has_place)
    return Badge(holder.badge_state, opened, (slot.slot,) if may_enter else ())


def _free(point: PointRow) -> int | None:
    """Places left at a strict point; doors decide one after the other."""
    lock(CheckPoint, point.id)
    if point.capacity is None:
        return None
    return rules.places_free(point.capacity, queries.inside_count(point.id), queries.loans_of(point.id).values())


def _said(seen: Seen) -> dict[str, Any]:
    marks = {name: mark for name, mark in (("first", seen.first), ("last", seen.last)) if mark}
    names = queries.names_of_scans({mark.scan_id for mark in marks.values()})
    return {name: {"at": mark.at, "device": names.get(mark.scan_id, "")} for name, mark in marks.items()}


def undo_scan(door: Door, scan_id: str, undoes: str, *, at: datetime) -> Recorded:
    """Take back a scan of this device. The same `scan_id` again changes nothing. Raises NotUndoable."""
    reading = Reading(scan_id, None, None, "typed", at, kind=ScanKind.UNDO, ref=undoes)
    with transaction():
        if (known := find_recorded(door, reading)) is not None:
            return known
        entry = queries.find_scan(undoes)
        if entry is None or (entry.device_id != door.device_id and not door.may_supervise):
            raise rules.NotUndoable(_("Only the door that let somebody in can undo it"))
        if entry.registration_id is not None:
            queries.lock_people([entry.registration_id])
        in_time = entry.received_at if not door.may_supervise else at
        refusal = rules.why_not_undo(
            outcome=entry.outcome, scanned_at=in_time, is_undone=queries.is_undone(undoes), at=at
        )
        if refusal:
            raise refusal
        floor = queries.floor_of(door.event_id)
        undone = row_of(door, reading, floor.points[entry.point_id], at) | {
            "via": entry.via, "ticket_id": entry.ticket_id, "registration_id": entry.registration_id,
            "outcome": Outcome.ADMIT, "reason": "", "decision_outcome": Outcome.ADMIT, "decided_at": at,
            "is_rehearsal": entry.is_rehearsal,
        }  # fmt: skip
        execute(INSERT, undone)
        if entry.registration_id is not None:
            refold(floor, [entry.registration_id])
        verdict = Verdict(Outcome.ADMIT)
        return Recorded(scan_id, "recorded", verdict, entry.registration_id, entry.point_id)
