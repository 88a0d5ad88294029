"""What waits for a person, and what was rehearsed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from conference.core.db import db

from ..models import DeadLetter, DoorState, Scan, ScanConflict, Standing

LONGEST_ID = 9  # digits


def conflicts(event_id: int) -> Sequence[ScanConflict]:
    """Badges let in twice, those to be settled first."""
    query = (
        select(ScanConflict)
        .where(ScanConflict.event_id == event_id)
        .options(
            joinedload(ScanConflict.registration),
            joinedload(ScanConflict.point),
            joinedload(ScanConflict.scan).joinedload(Scan.device),
            joinedload(ScanConflict.against).joinedload(Scan.device),
        )
        .order_by(ScanConflict.settled_at.is_not(None), ScanConflict.revision.desc())
        .limit(200)
    )
    return db.session.scalars(query).all()


def held_scans(event_id: int) -> Sequence[Scan]:
    query = (
        select(Scan)
        .where(Scan.event_id == event_id, Scan.standing == Standing.HELD)
        .options(joinedload(Scan.registration), joinedload(Scan.device), joinedload(Scan.point))
        .order_by(Scan.scanned_at)
        .limit(200)
    )
    return db.session.scalars(query).all()


def letters(event_id: int) -> Sequence[DeadLetter]:
    query = (
        select(DeadLetter)
        .where(DeadLetter.event_id == event_id, DeadLetter.settled_at.is_(None))
        .options(joinedload(DeadLetter.device))
        .order_by(DeadLetter.id)
        .limit(200)
    )
    return db.session.scalars(query).all()


def waiting_of(event_id: int, device_id: int) -> dict[str, int]:
    """How much of what a device scanned waits for a person: badges let in twice, and scans held or set aside."""
    of_device = select(Scan.id).where(
        Scan.device_id == device_id, Scan.id.in_([ScanConflict.scan_id, ScanConflict.against_id])
    )
    counts = {
        "conflicts": select(func.count()).where(
            ScanConflict.event_id == event_id, ScanConflict.settled_at.is_(None), of_device.exists()
        ),
        "held": select(func.count()).where(Scan.device_id == device_id, Scan.standing == Standing.HELD),
        "letters": select(func.count()).where(DeadLetter.device_id == device_id, DeadLetter.settled_at.is_(None)),
    }
    conflicts, held, letters = db.session.execute(select(*(one.scalar_subquery() for one in counts.values()))).one()
    return {"conflicts": conflicts, "aside": held + letters}


def is_known(event_id: int, kind: str, ident: str) -> bool:
    """Whether the event has a scan, a conflict or a letter of that id, to be settled or settled already."""
    queries: dict[str, Select[Any]] = {
        "letter": select(DeadLetter.id).where(DeadLetter.event_id == event_id, DeadLetter.id == small_number(ident)),
        "conflict": select(ScanConflict.scan_id).where(
            ScanConflict.event_id == event_id, ScanConflict.scan_id == ident
        ),
        "scan": select(Scan.id).where(Scan.event_id == event_id, Scan.id == ident),
    }
    return db.session.execute(queries[kind]).first() is not None


def small_number(text: str) -> int:
    """0, which no row has, for what is no id."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else 0


def rehearsed(event_id: int) -> tuple[int, Sequence[Scan]]:
    """How many practice scans there are, and the newest."""
    mine = (Scan.event_id == event_id, Scan.is_rehearsal)
    number = db.session.scalar(select(func.count()).select_from(Scan).where(*mine)) or 0
    query = (
        select(Scan)
        .where(*mine)
        .options(joinedload(Scan.registration), joinedload(Scan.device), joinedload(Scan.point))
        .order_by(Scan.received_at.desc(), Scan.id.desc())
        .limit(50)
    )
    return number, db.session.scalars(query).all()


def rehearses_since(event_id: int) -> datetime | None:
    return db.session.scalar(select(DoorState.rehearses_since).where(DoorState.event_id == event_id))
