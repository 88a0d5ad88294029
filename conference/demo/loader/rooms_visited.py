"""Who was in which room of a past event, told by the scans at the doors of its rooms.

Written all at once: the sample event would otherwise spend seconds on a thousand single scans.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import insert, select

from conference.checkin.models import CheckPoint, Device, Outcome, PointKind, Policy, Presence, Scan, ScanKind
from conference.checkin.queries import floor_of
from conference.checkin.services.presence import refold
from conference.core.codes import new_code, new_uuid7
from conference.core.db import db, transaction
from conference.events.models import Event, Room
from conference.events.queries import event_by_slug
from conference.programme import queries as programme
from conference.programme.agenda import Item

EARLY = timedelta(minutes=5)  # before a session starts, the first come in
BETWEEN_SCANS = timedelta(seconds=5)
ABSENT = 6  # every sixth stays outside, another one each time
SCANNED_OUT = 3  # every third is scanned at leaving too


def add_room_scans(slug: str, *, at: datetime) -> int:
    """Points at the rooms of an event that is over, and scans of who was let in; how many scans were added."""
    event = event_by_slug(slug)
    release = programme.newest_release(event.id)
    if event.ends_at > at or release is None or _has_rooms(event.id):
        return 0
    items = [item for item in programme.agenda(release.id, with_people=False) if item.room_code]
    doors = _doors(event, sorted({item.room_code for item in items if item.room_code}))
    query = select(Presence.registration_id).join(CheckPoint).where(CheckPoint.event_id == event.id)
    people = list(db.session.scalars(query.order_by(Presence.registration_id)))
    rows = list(_scans(event.id, items, doors, people))
    with transaction() as session:
        session.execute(insert(Scan), rows)
        refold(floor_of(event.id), people)
    return len(rows)


def _has_rooms(event_id: int) -> bool:
    query = select(CheckPoint.id).where(CheckPoint.event_id == event_id, CheckPoint.kind == PointKind.ROOM)
    return db.session.scalar(query.limit(1)) is not None


def _doors(event: Event, codes: list[str]) -> dict[str, tuple[int, int]]:
    """{code of the room: (its point, the device there)}."""
    event_id, opened_at, closed_at = event.id, event.starts_at - timedelta(hours=1), event.ends_at
    with transaction() as session:
        rooms = session.scalars(select(Room).where(Room.event_id == event_id, Room.code.in_(codes)).order_by(Room.id))
        doors = {}
        for position, room in enumerate(rooms, 1):
            point = CheckPoint(
                event_id=event_id, code=room.code.lower(), name=room.name, kind=PointKind.ROOM, policy=Policy.MULTIPLE,
                room_id=room.id, position=position,
            )  # fmt: skip
            session.add(point)
            session.flush()
            device = Device(
                code=new_code(10), event_id=event_id, point_id=point.id, name=room.name, created_at=opened_at,
                last_seen_at=closed_at, revoked_at=closed_at,
            )  # fmt: skip
            session.add(device)
            session.flush()
            doors[room.code] = (point.id, device.id)
        return doors


def _scans(
    event_id: int, items: list[Item], doors: dict[str, tuple[int, int]], people: list[int]
) -> Iterator[dict[str, Any]]:
    """Everybody goes to one of the sessions that start together; who did what follows from their number."""
    common = {"event_id": event_id, "via": "camera", "outcome": Outcome.ADMIT, "decision_outcome": Outcome.ADMIT}
    in_order = sorted(items, key=attrgetter("starts_at", "slot_id"))
    for turn, (starts_at, beside) in enumerate(groupby(in_order, key=attrgetter("starts_at"))):
        choices = list(beside)
        for number, person in enumerate(people):
            if (number + turn) % ABSENT == 0:
                continue
            item = choices[number % len(choices)]
            point_id, device_id = doors[item.room_code or ""]
            scan = common | {"registration_id": person, "point_id": point_id, "device_id": device_id,
                             "slot_id": item.slot_id}  # fmt: skip
            came_at = starts_at - EARLY + number * BETWEEN_SCANS
            yield scan | {"id": new_uuid7(), "kind": ScanKind.ENTRY, **_times(came_at)}
            if number % SCANNED_OUT == 0:
                yield scan | {"id": new_uuid7(), "kind": ScanKind.EXIT, **_times(item.ends_at - number * BETWEEN_SCANS)}


def _times(at: datetime) -> dict[str, datetime]:
    return {"scanned_at": at, "received_at": at, "decided_at": at}
