"""The doors of a past event, told by the scans that its sample people left there."""

from datetime import datetime, timedelta

from sqlalchemy import select

from conference.checkin.models import CheckPoint, Device, PointKind, Scan
from conference.checkin.rules import Door, Reading
from conference.checkin.services import record_scan
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db, transaction
from conference.events.models import Event
from conference.events.queries import event_by_slug
from conference.registration.links import ticket_code_of
from conference.registration.models import Registration, Ticket

ENTRANCES = ("Entrance A", "Entrance B")
ABSENT = 8  # every eighth stayed away
TWICE = 15  # every fifteenth was scanned again
BETWEEN_SCANS = timedelta(seconds=40)


def add_check_ins(slug: str, *, at: datetime) -> int:
    """Scan the tickets of an event that is over at its doors, unless that was done; say how many scans."""
    event = event_by_slug(slug)
    if event.ends_at > at or db.session.scalar(select(Scan.id).where(Scan.event_id == event.id).limit(1)):
        return 0
    codes = _codes_in_order_of_arrival(event)
    scanned_at = event.starts_at
    doors = _doors(event)
    for number, code in enumerate(codes):
        scanned_at += BETWEEN_SCANS
        reading = Reading(new_uuid7(), code, None, "camera", scanned_at)
        record_scan(doors[number % len(doors)], reading, at=scanned_at)
    return len(codes)


def _codes_in_order_of_arrival(event: Event) -> list[str]:
    """Of tickets, dead ones included: a cancelled ticket at the door is part of life."""
    query = select(Ticket).join(Registration).where(Registration.event_id == event.id).order_by(Ticket.id)
    codes = [ticket_code_of(ticket) for ticket in db.session.scalars(query)]
    present = [code for number, code in enumerate(codes, 1) if number % ABSENT]
    return present + present[::TWICE]


def _doors(event: Event) -> list[Door]:
    event_id, opened_at, closed_at = event.id, event.starts_at - timedelta(hours=1), event.ends_at
    with transaction() as session:
        entrance = select(CheckPoint.id).where(CheckPoint.event_id == event_id, CheckPoint.kind == PointKind.ENTRANCE)
        point_id = session.scalars(entrance).one()
        devices = [
            Device(
                code=new_code(10), event_id=event_id, point_id=point_id, name=name, created_at=opened_at,
                last_seen_at=closed_at, revoked_at=closed_at,
            )
            for name in ENTRANCES
        ]  # fmt: skip
        session.add_all(devices)
        session.flush()
        return [Door(device.id, event_id, point_id) for device in devices]
