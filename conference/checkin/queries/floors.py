"""What every scan needs to know of its event: all points, the zone, what is on in each room. Read anew each time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from conference.core.db import db, execute
from conference.events.models import Event, Mode, Room
from conference.programme.models import Session
from conference.registration.models import Category, RegistrationState
from conference.registration.rules.entry import EntryRights, entry_rights_of
from conference.signup import queries as signup
from conference.signup.rules import is_offered

from ..models import CheckPoint, Device, DoorState, Presence, Scan, SeatLoan, Standing
from ..rules import Holding, Loan, PlaceOfPoint, PointFacts


@dataclass(frozen=True, slots=True)
class PointRow:
    id: int
    code: str
    name: str
    kind: str
    policy: str
    capacity: int | None
    is_strict: bool
    grace_minutes: int
    needs_tap: bool
    is_closed: bool
    notes: list[str]
    room_id: int | None
    room: str | None
    session_id: int | None
    session: str | None

    @property
    def place(self) -> PlaceOfPoint:
        return PlaceOfPoint(self.code, self.kind, self.room, self.session)

    @property
    def follows_agenda(self) -> bool:
        return self.room_id is not None or self.session_id is not None


@dataclass(frozen=True)
class Floor:
    """The points of an event, by id."""

    event_id: int
    uuid: str
    zone: str
    rehearses: bool
    points: Mapping[int, PointRow]

    def by_code(self, code: str | None) -> PointRow | None:
        return next((point for point in self.points.values() if point.code == code), None)

    @property
    def facts(self) -> dict[str, PointFacts]:
        return {point.code: PointFacts(point.kind, point.policy) for point in self.points.values()}


FLOOR = (
    select(
        Event.uuid, Event.zone, DoorState.rehearses_since, CheckPoint.id, CheckPoint.code, CheckPoint.name,
        CheckPoint.kind, CheckPoint.policy, CheckPoint.capacity, CheckPoint.is_strict, CheckPoint.grace_minutes,
        CheckPoint.needs_tap, CheckPoint.closed_at, CheckPoint.notes, CheckPoint.room_id, Room.code,
        CheckPoint.session_id, Session.code,
    )
    .select_from(Event)
    .outerjoin(DoorState, DoorState.event_id == Event.id)
    .outerjoin(CheckPoint, CheckPoint.event_id == Event.id)
    .outerjoin(Room, Room.id == CheckPoint.room_id)
    .outerjoin(Session, Session.id == CheckPoint.session_id)
    .where(Event.id == bindparam("event"))
    .order_by(CheckPoint.position, CheckPoint.id)
)  # fmt: skip


def floor_of(event_id: int) -> Floor:
    rows = execute(FLOOR, {"event": event_id}).all()
    points: dict[int, PointRow] = {}
    for row in rows:
        facts: tuple[Any, ...] = tuple(row[3:])
        if facts[0] is not None:  # an event without any point has one row of nothing
            facts = (*facts[:9], facts[9] is not None, *facts[10:])
            points[facts[0]] = PointRow(*facts)
    uuid, zone, rehearses_since = rows[0][:3]
    return Floor(event_id, uuid, zone, rehearses_since is not None, points)


def holdings_of(event_id: int, points: list[PointRow], language: str | None = None) -> dict[int, list[Holding]]:
    """{id of the point: what is on there, as it was last released}, of points in rooms and of sessions."""
    following = [point for point in points if point.follows_agenda]
    if not following:
        return {}
    event = db.session.get_one(Event, event_id)
    items = [
        item
        for item in signup.items_of(event, language or event.main_language)
        if not (item.is_set_back or item.is_cancelled)
    ]
    switched = signup.places_of(item.slot_id for item in items)
    limited = sessions_with_limits(event_id)
    found: dict[int, list[Holding]] = {point.id: [] for point in following}
    for item in items:
        row = switched.get(item.slot_id)
        needs_place = is_offered(item, row.is_on if row else None)
        holding = Holding(
            item.slot_id, _ms(item.starts_at), _ms(item.ends_at), item.title, item.code, needs_place=needs_place,
            is_guarded=needs_place or any(item.code not in codes for codes in limited),
        )  # fmt: skip
        for point in following:
            is_here = item.session_id == point.session_id if point.session_id else item.room_id == point.room_id
            if is_here:
                found[point.id].append(holding)
    return found


def _ms(at: Any) -> int:
    return int(at.timestamp() * 1000)


def sessions_with_limits(event_id: int) -> list[frozenset[str]]:
    """The sessions that each category may enter, of categories that may not enter all."""
    query = select(Category.rights).where(Category.event_id == event_id)
    rights = [rights_of(stored).sessions for stored in db.session.scalars(query)]
    return [sessions for sessions in rights if sessions is not None]


def rights_of(stored: Mapping[str, Any]) -> EntryRights:
    """What the badges of a category open, once their people are confirmed and come to the room."""
    return entry_rights_of(RegistrationState.CONFIRMED, Mode.IN_PERSON, stored)


INSIDE = select(func.count()).select_from(Presence)


def inside_count(point_id: int) -> int:
    query = INSIDE.where(Presence.point_id == point_id, Presence.is_inside)
    return db.session.scalar(query) or 0


USED = (
    select(func.count())
    .select_from(Scan)
    .where(
        Scan.device_id == SeatLoan.device_id,
        Scan.point_id == SeatLoan.point_id,
        Scan.took_seat,
        Scan.standing == Standing.COUNTED,
    )
    .correlate(SeatLoan)
    .scalar_subquery()
)
LOANS: Any = select(SeatLoan.device_id, SeatLoan.lent, SeatLoan.returned, USED)


def loans_of(point_id: int) -> dict[int, Loan]:
    """{id of the device: what it was lent} of a strict point."""
    return {row[0]: Loan(*row[1:]) for row in db.session.execute(LOANS.where(SeatLoan.point_id == point_id))}


def doors_in_contact(point_id: int, since: datetime) -> set[int]:
    """Devices that ever borrowed seats of the point, may scan there, and called lately."""
    query = (
        select(Device.id)
        .join(SeatLoan, SeatLoan.device_id == Device.id)
        .where(
            SeatLoan.point_id == point_id,
            Device.revoked_at.is_(None),
            Device.last_seen_at >= since,
            or_(Device.point_id.is_(None), Device.point_id == point_id),
        )
    )
    return set(db.session.scalars(query))


def seats_held(event_id: int) -> dict[int, dict[str, int]]:
    """{id of the device: {strict point: seats that it may give away}}, of devices that hold any."""
    query = (
        LOANS.add_columns(CheckPoint.name)
        .join(CheckPoint, CheckPoint.id == SeatLoan.point_id)
        .where(CheckPoint.event_id == event_id, CheckPoint.is_strict)
        .order_by(CheckPoint.position, CheckPoint.id)
    )
    found: dict[int, dict[str, int]] = {}
    for device, lent, returned, used, name in db.session.execute(query):
        if seats := Loan(lent, returned, used).held:
            found.setdefault(device, {})[name] = seats
    return found
