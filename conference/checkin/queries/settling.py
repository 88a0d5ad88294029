"""What waits for a person, and what was rehearsed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from conference.core.db import db
from conference.registration.models import Registration, RegistrationState

from ..models import (
    BlankBadge,
    BlankUse,
    DeadLetter,
    Device,
    DoorState,
    Outcome,
    Scan,
    ScanConflict,
    ScanKind,
    Standing,
)

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


def held_of_devices(event_id: int) -> Sequence[tuple[Device, int]]:
    """Each device of which scans are held, and how many."""
    query = (
        select(Device, func.count())
        .join(Scan, Scan.device_id == Device.id)
        .where(Scan.event_id == event_id, Scan.standing == Standing.HELD)
        .group_by(Device.id)
        .order_by(Device.name, Device.id)
    )
    return [(device, number) for device, number in db.session.execute(query)]


def device_of(event_id: int, code: str) -> int:
    """Also of one that was removed. Raises NoResultFound."""
    return db.session.scalars(select(Device.id).where(Device.event_id == event_id, Device.code == code)).one()


def people_held(event_id: int, device_id: int) -> set[int]:
    """Whose scans of that device are held."""
    query = select(Scan.registration_id).where(*_held(event_id, device_id), Scan.registration_id.is_not(None))
    return set(db.session.scalars(query))


def lock_held(event_id: int, device_id: int) -> Sequence[Scan]:
    """The held scans of a device, as they are now and until the transaction ends."""
    query = select(Scan).where(*_held(event_id, device_id)).order_by(Scan.id)
    return db.session.scalars(query.with_for_update(of=Scan).execution_options(populate_existing=True)).all()


def _held(event_id: int, device_id: int) -> tuple[Any, ...]:
    return Scan.event_id == event_id, Scan.device_id == device_id, Scan.standing == Standing.HELD


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


UNDOING = aliased(Scan)


def _placeless(query: Select[Any], event_id: int) -> Select[Any]:
    is_undone = exists().where(UNDOING.ref == Scan.id, UNDOING.kind == ScanKind.UNDO)
    return query.join(Registration, Registration.id == Scan.registration_id).where(
        Scan.event_id == event_id, Scan.kind == ScanKind.WALK_IN, Scan.outcome == Outcome.ADMIT, ~is_undone,
        Scan.standing == Standing.COUNTED, ~Scan.is_rehearsal,
        Registration.state.in_((RegistrationState.PENDING, RegistrationState.WAITING)),
    )  # fmt: skip


def count_placeless(event_id: int) -> Select[Any]:
    """How many a desk without a network let in, for whom there was no place or whom somebody has to approve."""
    return _placeless(select(func.count(Scan.registration_id.distinct())).select_from(Scan), event_id)


def placeless(event_id: int) -> Sequence[Scan]:
    """The scans by which they came in; until somebody decides about their registrations."""
    query = _placeless(select(Scan), event_id).options(
        joinedload(Scan.registration), joinedload(Scan.device), joinedload(Scan.point)
    )
    return db.session.scalars(query.order_by(Scan.scanned_at, Scan.id).limit(200)).all()


def is_known(event_id: int, kind: str, ident: str) -> bool:
    """Whether the event has a scan, a conflict, a letter or a given blank badge of that id, settled or not."""
    queries: dict[str, Select[Any]] = {
        "letter": select(DeadLetter.id).where(DeadLetter.event_id == event_id, DeadLetter.id == small_number(ident)),
        "conflict": select(ScanConflict.scan_id).where(
            ScanConflict.event_id == event_id, ScanConflict.scan_id == ident
        ),
        "blank": select(BlankUse.blank_id)
        .join(BlankBadge, BlankBadge.id == BlankUse.blank_id)
        .where(BlankBadge.event_id == event_id, BlankBadge.number == small_number(ident)),
        "device": select(Device.id).where(Device.event_id == event_id, Device.code == ident),
        "scan": select(Scan.id).where(Scan.event_id == event_id, Scan.id == ident),
    }
    return db.session.execute(queries[kind].limit(1)).first() is not None


def after(event_id: int, kind: str, ident: str) -> str | None:
    """What stands below a row that waits, by which its place on the page is named; None: nothing does."""
    orders: dict[str, Callable[[], list[str]]] = {
        "conflict": lambda: [one.scan_id for one in conflicts(event_id) if one.settled_at is None],
        "scan": lambda: [one.id for one in held_scans(event_id)],
        "letter": lambda: [str(one.id) for one in letters(event_id)],
    }
    waiting = orders[kind]() if kind in orders else []
    below = waiting[waiting.index(ident) + 1 :] if ident in waiting else []
    return f"{kind}-{below[0]}" if below else None


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
