"""What only a person can decide about the door: each deed with who and why, in the history of the event."""

from datetime import datetime

from flask_babel import gettext as _

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event

from .. import queries
from ..models import DeadLetter, Device, DoorState, ScanConflict, Standing
from ..queries import settling
from ..rules import NothingToSettle
from .presence import next_revision, refold


def release_scan(event_id: int, scan_id: str, reason: str, *, actor: audit.Actor, at: datetime) -> None:
    """A held scan counts from now on. Raises NothingToSettle."""
    _decide(event_id, scan_id, Standing.COUNTED, reason, actor, at)


def discard_scan(event_id: int, scan_id: str, reason: str, *, actor: audit.Actor, at: datetime) -> None:
    """A held scan never counts; its row stays. Raises NothingToSettle."""
    _decide(event_id, scan_id, Standing.DISCARDED, reason, actor, at)


def decide_held(
    event_id: int, device_id: int, standing: Standing, reason: str, *, actor: audit.Actor, at: datetime
) -> int:
    """All held scans of one device count from now on, or never; answers how many. Raises NothingToSettle."""
    with transaction():
        device = lock(Device, device_id)  # it sends nothing meanwhile
        queries.lock_people(settling.people_held(event_id, device_id))
        scans = settling.lock_held(event_id, device_id)
        if not scans:
            raise NothingToSettle(_("Somebody decided about these scans already"))
        for scan in scans:
            scan.standing = standing
        db.session.flush()
        if standing == Standing.COUNTED:
            moved = {one.registration_id for one in scans if one.registration_id is not None and not one.is_rehearsal}
            refold(queries.floor_of(event_id), moved)
        audit.record(
            f"scans.{'released' if standing == Standing.COUNTED else 'discarded'}",
            db.session.get_one(Event, event_id), actor=actor, event_id=event_id, at=at, device=device.name,
            number=len(scans), reason=reason,
        )  # fmt: skip
        return len(scans)


def _decide(  # noqa: PLR0917 - one deed
    event_id: int, scan_id: str, standing: Standing, reason: str, actor: audit.Actor, at: datetime
) -> None:
    with transaction():
        scan = queries.find_scan(scan_id)
        if scan is not None and scan.registration_id is not None:
            queries.lock_people([scan.registration_id])
            db.session.refresh(scan)
        if scan is None or scan.event_id != event_id or scan.standing != Standing.HELD:
            raise NothingToSettle(_("Somebody decided about this scan already"))
        scan.standing = standing
        db.session.flush()
        if standing == Standing.COUNTED and scan.registration_id is not None and not scan.is_rehearsal:
            refold(queries.floor_of(event_id), [scan.registration_id])
        audit.record(
            f"scan.{'released' if standing == Standing.COUNTED else 'discarded'}",
            db.session.get_one(Event, event_id), actor=actor, event_id=event_id, at=at, scan=scan_id, reason=reason,
        )  # fmt: skip


def settle_conflict(event_id: int, scan_id: str, reason: str, *, actor: audit.Actor, at: datetime) -> None:
    """Somebody looked into a badge that was let in twice. Raises NothingToSettle."""
    with transaction():
        row = db.session.get(ScanConflict, scan_id, with_for_update={"of": ScanConflict})
        if row is None or row.event_id != event_id or row.settled_at is not None:
            raise NothingToSettle(_("This is settled already"))
        row.settled_at, row.settled_how, row.revision = at, reason, next_revision(event_id)
        event = db.session.get_one(Event, event_id)
        audit.record("conflict.settled", event, actor=actor, event_id=event_id, at=at, scan=scan_id, reason=reason)


def settle_letter(event_id: int, letter_id: int, reason: str, *, actor: audit.Actor, at: datetime) -> None:
    """Somebody looked at a message that could not be understood. Raises NothingToSettle."""
    with transaction():
        row = lock(DeadLetter, letter_id)
        if row.event_id != event_id or row.settled_at is not None:
            raise NothingToSettle(_("This is settled already"))
        row.settled_at, row.settled_how, row.body = at, reason, {}  # it may have named somebody
        event = db.session.get_one(Event, event_id)
        audit.record("dead_letter.settled", event, actor=actor, event_id=event_id, at=at, letter=row.id, reason=reason)


def switch_rehearsal(event_id: int, *, is_on: bool, actor: audit.Actor, at: datetime) -> None:
    """From now on all scans are practice and count for nothing; or they count again."""
    with transaction():
        next_revision(event_id)
        state = lock_state(event_id)
        if (state.rehearses_since is not None) == is_on:
            return
        state.rehearses_since = at if is_on else None
        event = db.session.get_one(Event, event_id)
        audit.record(f"rehearsal.{'started' if is_on else 'ended'}", event, actor=actor, event_id=event_id, at=at)


def lock_state(event_id: int) -> DoorState:
    """Inside a transaction that raised the revision: the row is there and locked."""
    return db.session.get_one(DoorState, event_id, populate_existing=True)
