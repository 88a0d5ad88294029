from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from conference.core.db import db

from ..models import Device, Outcome, Scan, ScanKind


def find_device(event_id: int, code: str) -> Device | None:
    """A device that may scan: of this event and not revoked."""
    query = (
        select(Device)
        .where(Device.event_id == event_id, Device.code == code, Device.revoked_at.is_(None))
        .options(joinedload(Device.point))
    )
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
