"""What devices report of scans that happened: facts, never refused. Of each, the answer says what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.exc import IntegrityError

from conference.core.db import Base, db, lock, transaction

from .. import incoming, queries
from ..incoming import Contact
from ..models import DeadLetter, Device, Scan, ScanKind, Standing
from ..queries import batches, blanks
from ..rules import Door, Malformed, Reading
from .loans import lend, lock_strict_points
from .presence import refold
from .recording import INSERT, row_of

SCANS = Base.metadata.tables[Scan.__tablename__]
REPORT_COLUMNS = (
    "seq", "report_outcome", "report_reason", "report_digest", "reported_at", "outcome", "reason", "by", "took_seat",
    "note", "standing",
)  # fmt: skip
REPORT = (
    update(SCANS)
    .where(SCANS.c.id == bindparam("scan_id"))
    .values({name: bindparam(f"new_{name}") for name in REPORT_COLUMNS})
)
MOST_KEPT = 4000  # characters of what nobody can read
Result = dict[str, str]


@dataclass(frozen=True)
class Synced:
    results: list[Result]
    acked_seq: int
    seats: dict[str, int]  # by the point's code: all that the device was ever lent
    shares: dict[str, int]  # what it may hold of them, where others need some


def take_in(door: Door, bodies: Sequence[Any], contact: Contact, *, at: datetime) -> Synced:
    """Store what is new. The same again changes nothing, in whatever order and however often it arrives."""
    try:
        with transaction():
            return _take_in(door, bodies, contact, at)
    except IntegrityError:  # one of them was asked about in this moment: now it is known
        with transaction():
            return _take_in(door, bodies, contact, at)


def _take_in(door: Door, bodies: Sequence[Any], contact: Contact, at: datetime) -> Synced:
    device = lock(Device, door.device_id)
    floor = queries.floor_of(door.event_id)
    batch = _Batch(door, floor, at, bodies)
    if batch.people:
        queries.lock_people(batch.people)
    strict = lock_strict_points(floor, contact)
    for body, reading in batch.parsed:
        batch.take(body, reading)
    batch.store()
    refold(floor, batch.touched)
    device.acked_seq = batches.acked(device.id, device.acked_seq)
    device.last_seen_at, device.app = at, contact.app
    device.unsent = max(0, contact.unsent - len(bodies))  # it counted what this very call brings
    device.battery, device.is_charging, device.was_offline = contact.battery, contact.is_charging, contact.was_offline
    seats, shares = ({}, {}) if door.is_revoked else lend(strict, device.id, contact, at=at)
    return Synced(batch.results, device.acked_seq, seats, shares)


@dataclass
class _Batch:
    """One request of a device, sorted into what is new, what completes a scan, what is known and what is unreadable."""

    door: Door
    floor: queries.Floor
    at: datetime
    bodies: Sequence[Any]
    parsed: list[tuple[Any, Reading | None]] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)  # people whose presence may change
    new: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    dead: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parsed = [(body, _parsed(body)) for body in self.bodies]
        readings = [reading for _body, reading in self.parsed if reading is not None]
        lookups = [one.lookup for one in readings if one.lookup]
        given = blanks.lock_by_lookup(self.door.event_id, lookups)  # before anything is read of them
        self.known = batches.known_scans([one.scan_id for one in readings] + [one.ref for one in readings if one.ref])
        self.seqs = batches.known_seqs(self.door.device_id, [one.seq for one in readings if one.seq])
        self.letters = batches.known_letters(self.door.device_id, [incoming.digest_of(body) for body in self.bodies])
        named = [one.registration for one in readings if one.registration]
        self.holders = batches.holders(self.door.event_id, lookups, named) | given
        self.slots = batches.known_slots(self.door.event_id, {one.slot for one in readings if one.slot})
        owners = {known.registration_id for known in self.known.values()}
        self.people = {person for _ticket, person in self.holders.values()} | {one for one in owners if one}

    def take(self, body: Any, reading: Reading | None) -> None:
        if reading is None:
            self._bury(body, "malformed", None)
            return
        point = self.floor.by_code(reading.point)
        known = self.known.get(reading.scan_id)
        if point is None:
            self._bury(body, "point_unknown", reading)
        elif known is not None and not self._is_same(known, reading, point.id):
            self._bury(body, "scan_id_reused", reading)
        elif known is not None and known.report_digest is not None:
            self._answer(reading.scan_id, "held" if known.standing == Standing.HELD else "replayed")
        elif known is not None and self._is_doubted(known, reading):
            self._bury(body, "device_revoked", reading)
        elif reading.seq in self.seqs:
            self._bury(body, "seq_reused", reading)
        else:
            self._keep(reading, known, point)

    def _is_same(self, known: batches.KnownScan, reading: Reading, point_id: int) -> bool:
        assert reading.report is not None
        if (known.device_id, known.kind, known.point_id) != (self.door.device_id, reading.kind, point_id):
            return False
        return known.report_digest in (None, reading.report.digest)

    def _is_doubted(self, known: batches.KnownScan, reading: Reading) -> bool:
        """What the server decided stands against a removed device that says otherwise, until a person has looked."""
        return self.door.is_revoked and reading.report is not None and known.outcome != reading.report.outcome

    def _keep(self, reading: Reading, known: batches.KnownScan | None, point: queries.PointRow) -> None:
        assert reading.report is not None
        ticket, person = self._holder(reading)
        standing = known.standing if known is not None else self._standing(reading)
        report = {
            "seq": reading.seq, "report_outcome": reading.report.outcome, "report_reason": reading.report.reason,
            "report_digest": reading.report.digest, "reported_at": self.at, "outcome": reading.report.outcome,
            "reason": reading.report.reason, "by": reading.report.by, "took_seat": reading.took_seat,
            "note": reading.note, "standing": standing,
        }  # fmt: skip
        if known is not None:
            person = known.registration_id
            self.reports.append({"scan_id": reading.scan_id} | {f"new_{name}": report[name] for name in REPORT_COLUMNS})
        else:
            row = row_of(self.door, reading, point, self.at) | report
            slot = reading.slot if reading.slot in self.slots else None
            self.new.append(row | {"ticket_id": ticket, "registration_id": person, "slot_id": slot})
        self.known[reading.scan_id] = batches.KnownScan(
            self.door.device_id,
            reading.kind,
            point.id,
            reading.report.digest,
            person,
            standing,
            reading.report.outcome,
        )
        self.seqs.add(reading.seq or 0)
        if person is not None and standing == Standing.COUNTED:
            self.touched.add(person)
        self._answer(reading.scan_id, "held" if standing == Standing.HELD else "recorded")

    def _holder(self, reading: Reading) -> tuple[int | None, int | None]:
        if reading.kind == ScanKind.UNDO and reading.ref is not None:
            undone = self.known.get(reading.ref)
            return None, undone.registration_id if undone else None
        if reading.kind == ScanKind.WALK_IN:  # the badge may be another's: `bring_in_reported` says whose scan it is
            return None, None
        return self.holders.get(reading.lookup or reading.registration or "", (None, None))

    def _standing(self, reading: Reading) -> str:
        """Who was revoked, or takes back what others scanned without the right to it, waits for a person."""
        if self.door.is_revoked:
            return Standing.HELD
        undone = self.known.get(reading.ref) if reading.ref else None
        is_foreign = undone is not None and undone.device_id != self.door.device_id
        return Standing.HELD if is_foreign and not self.door.may_supervise else Standing.COUNTED

    def _bury(self, body: Any, why: str, reading: Reading | None) -> None:
        digest = incoming.digest_of(body)
        if digest not in self.letters:
            self.letters.add(digest)
            seq = incoming.seq_of(body)
            text = body if len(str(body)) <= MOST_KEPT else str(body)[:MOST_KEPT]
            self.dead.append({
                "event_id": self.door.event_id, "device_id": self.door.device_id, "seq": seq, "why": why,
                "body": batches.storable(text), "body_digest": digest, "received_at": self.at, "settled_how": "",
            })  # fmt: skip
        sent = body.get("scan_id") if isinstance(body, dict) else None
        self._answer(reading.scan_id if reading else str(sent)[:36], "quarantined", why)

    def _answer(self, scan_id: str, status: str, why: str = "") -> None:
        self.results.append({"scan_id": scan_id, "status": status} | ({"why": why} if why else {}))

    def store(self) -> None:
        if self.new:
            db.session.execute(INSERT, self.new)
        if self.reports:
            db.session.connection().execute(REPORT, self.reports)
        if self.dead:
            db.session.execute(Base.metadata.tables[DeadLetter.__tablename__].insert(), self.dead)


def _parsed(body: Any) -> Reading | None:
    try:
        return incoming.reported(body)
    except Malformed:
        return None
