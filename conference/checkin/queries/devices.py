from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from conference.core.audit import LogEntry
from conference.core.db import db
from conference.core.paging import Page, page_of

from ..models import Device, Outcome, Pairing, Scan, ScanKind
from ..models.devices import KEY_LENGTH

SEARCHED = "door.searched"


def find_device(event_id: int, code: str) -> Device | None:
    """A device that may scan: of this event and not revoked."""
    query = (
        select(Device)
        .where(Device.event_id == event_id, Device.code == code, Device.revoked_at.is_(None))
        .options(joinedload(Device.point))
    )
    return db.session.scalars(query).one_or_none()


def page_of_searches(event_id: int, number: int) -> Page[LogEntry]:
    """Each search for a name, newest first."""
    query = select(LogEntry).where(LogEntry.event_id == event_id, LogEntry.action == SEARCHED)
    return page_of(query.order_by(LogEntry.at.desc(), LogEntry.id.desc()), number)


def find_removed(event_id: int, code: str) -> Device | None:
    query = select(Device).where(Device.event_id == event_id, Device.code == code, Device.revoked_at.is_not(None))
    return db.session.scalars(query).one_or_none()


def devices_of_event(event_id: int) -> list[tuple[Device, int]]:
    """(device, how many people it let in) of an event, the busiest first."""
    admitted = func.count(Scan.id)
    lets_in = (Scan.device_id == Device.id) & (Scan.outcome == Outcome.ADMIT) & (Scan.kind == ScanKind.ENTRY)
    query = (
        select(Device, admitted)
        .outerjoin(Scan, lets_in)
        .where(Device.event_id == event_id)
        .options(joinedload(Device.point))
        .group_by(Device.id)
        .order_by(admitted.desc(), Device.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def entrances_of_event(event_id: int) -> list[str]:
    """Names of doors used before, for choosing again."""
    query = select(Device.name).where(Device.event_id == event_id).distinct().order_by(Device.name)
    return list(db.session.scalars(query.limit(30)))


def paired_devices(event_id: int) -> list[Device]:
    """The devices that call by themselves; those in use first."""
    query = (
        select(Device)
        .where(Device.event_id == event_id, Device.token_digest.is_not(None))
        .options(joinedload(Device.point))
        .order_by(Device.revoked_at.is_not(None), Device.name, Device.id)
    )
    return list(db.session.scalars(query))


WAITING = select(Pairing).where(
    Pairing.claimed_at.is_not(None), Pairing.confirmed_at.is_(None), Pairing.refused_at.is_(None)
)


def waiting_phones(event_id: int, at: datetime) -> list[Pairing]:
    """Phones that have shown a code and wait for a person to compare two digits."""
    query = WAITING.where(Pairing.event_id == event_id, Pairing.expires_at > at).options(joinedload(Pairing.point))
    return list(db.session.scalars(query.order_by(Pairing.claimed_at)))


def find_waiting(event_id: int, key: str) -> Pairing | None:
    """One of them by its `Pairing.key`."""
    if len(key) != KEY_LENGTH:
        return None
    query = WAITING.where(Pairing.event_id == event_id, Pairing.claim_digest.startswith(key, autoescape=True))
    return db.session.scalars(query.limit(1)).one_or_none()
