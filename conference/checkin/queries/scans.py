from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.orm import aliased, joinedload

from conference.core.db import db, execute
from conference.registration.models import Registration

from ..models import Device, Presence, Scan, ScanKind
from ..rules import Folded
from .floors import PointRow

# made once: an alias is dear to make and these stand in the query of every scan
ENTRY, ENTRY_DEVICE, UNDO = aliased(Scan), aliased(Device), aliased(Scan)


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def at_ms(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1000, UTC)


def find_scan(scan_id: str) -> Scan | None:
    return db.session.get(Scan, scan_id)


def is_undone(scan_id: str) -> bool:
    return db.session.scalar(select(Scan.id).where(Scan.ref == scan_id, Scan.kind == ScanKind.UNDO)) is not None


FOLDED: Any = select(
    Scan.registration_id, Scan.id, Scan.kind, Scan.point_id, Scan.scanned_at, Scan.outcome, Scan.reason, Scan.ref,
    Scan.standing, Scan.is_rehearsal,
)  # fmt: skip


OF_PEOPLE = FOLDED.where(Scan.registration_id.in_(bindparam("people", expanding=True)))
ORPHANS = FOLDED.where(
    Scan.registration_id.is_(None), Scan.kind == ScanKind.UNDO, Scan.ref.in_(bindparam("scans", expanding=True))
)


# the same of one person, in one statement without lists
THEIRS = select(Scan.id).where(Scan.registration_id == bindparam("person"))
OF_ONE = union_all(
    FOLDED.where(Scan.registration_id == bindparam("person")),
    FOLDED.where(
        Scan.registration_id.is_(None),
        Scan.kind == ScanKind.UNDO,
        Scan.ref.in_(union_all(THEIRS, select(bindparam("coming", type_=Scan.id.type)))),
    ),
)


def folded_scans_of(person: int, points: Mapping[int, PointRow], coming: str) -> list[Folded]:
    """All scans of a person, with undos that arrived before what they undo; `coming`: a scan about to be stored."""
    return [_folded(row, points) for row in execute(OF_ONE, {"person": person, "coming": coming})]


def folded_scans(people: Collection[int], points: Mapping[int, PointRow]) -> dict[int, list[Folded]]:
    """{id of the registration: all scans of that person}, with undos that arrived before what they undo."""
    found: dict[int, list[Folded]] = {ident: [] for ident in people}
    owners: dict[str, int] = {}
    for row in execute(OF_PEOPLE, {"people": list(people)}):
        found[row[0]].append(_folded(row, points))
        owners[row[1]] = row[0]
    if owners:
        for row in execute(ORPHANS, {"scans": list(owners)}):
            found[owners[row[7]]].append(_folded(row, points))
    return found


def _folded(row: Any, points: Mapping[int, PointRow]) -> Folded:
    _person, scan_id, kind, point_id, scanned_at, *rest = row
    point = points.get(point_id)
    return Folded(scan_id, kind, point.code if point else "", ms(scanned_at), *rest)


def names_of_scans(scan_ids: Collection[str]) -> dict[str, str]:
    """{id of the scan: name of the device that made it}, "" for what was entered on a page."""
    query = select(Scan.id, Device.name).outerjoin(Device, Device.id == Scan.device_id).where(Scan.id.in_(scan_ids))
    return {row[0]: row[1] or "" for row in db.session.execute(query)}


@dataclass(frozen=True)
class ScanStory:
    """A scan with everything a door says about it."""

    scan: Scan
    registration: Registration | None
    entered_at: datetime | None  # when and where the person first came in, if they did
    entered_by: str | None
    undone_by: str | None


def story(scan_id: str) -> ScanStory:
    query = (
        select(Scan, Presence.first_at, ENTRY_DEVICE.name, UNDO.id)
        .outerjoin(Presence, (Presence.registration_id == Scan.registration_id) & (Presence.point_id == Scan.point_id))
        .outerjoin(ENTRY, ENTRY.id == Presence.first_scan_id)
        .outerjoin(ENTRY_DEVICE, ENTRY_DEVICE.id == ENTRY.device_id)
        .outerjoin(UNDO, (UNDO.ref == Scan.id) & (UNDO.kind == ScanKind.UNDO))
        .where(Scan.id == scan_id)
        .options(joinedload(Scan.registration).joinedload(Registration.category), joinedload(Scan.ticket))
        .execution_options(populate_existing=True)
    )
    scan, entered_at, entered_by, undone_by = db.session.execute(query.limit(1)).one()
    return ScanStory(scan, scan.registration, entered_at, entered_by, undone_by)


def scans_of_event(event_id: int, limit: int) -> list[Scan]:
    """The newest scans of all doors."""
    query = (
        select(Scan)
        .where(Scan.event_id == event_id)
        .options(joinedload(Scan.registration), joinedload(Scan.device), joinedload(Scan.point))
        .order_by(Scan.received_at.desc(), Scan.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))
