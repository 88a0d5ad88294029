"""What attendance is worked out from: the same number of selects for one person as for all."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from conference.checkin.models import CheckPoint, Outcome, PointKind, Scan, ScanKind, Standing
from conference.core.db import db
from conference.core.i18n import language
from conference.events.models import Event
from conference.programme import queries as programme
from conference.programme.agenda import Item
from conference.registration.models import Registration

from .models import AttendanceFix
from .pictures import Facts, Picture, PointFact, picture_of
from .rules import Fixed
from .stays import Reading

COUNTS = (Scan.standing == Standing.COUNTED, Scan.is_rehearsal.is_(False))
LEFT_FIRST = "left_first"  # scanned out without being in, as the door knew it
MOVES = or_(
    and_(Scan.kind.in_((ScanKind.ENTRY, ScanKind.WALK_IN)), Scan.outcome == Outcome.ADMIT),
    and_(Scan.kind == ScanKind.EXIT, or_(Scan.outcome == Outcome.ADMIT, Scan.reason == LEFT_FIRST)),
)
ROOMS = (PointKind.ROOM, PointKind.SESSION)


def picture(event: Event, people: Collection[int] | None = None, *, at: datetime) -> Picture:
    """Attendance at the event as it stands then, of all or of these people; rehearsals are nothing to it."""
    items, points, fixed = items_of(event), _points(event.id), _fixed(event.id, people)
    return picture_of(Facts(at, event.zone, items, points, _readings(event.id, people), fixed))


def items_of(event: Event) -> list[Item]:
    """The sessions as they were last released; before the first release, as they are planned."""
    release = programme.newest_release(event.id)
    if release is None:
        return programme.draft_items(event, language=language())
    return programme.agenda(release.id, language=language(), with_people=False)


def _points(event_id: int) -> list[PointFact]:
    """Also those out of use: their scans stay. What is handed out says nothing of where somebody is."""
    query = select(
        CheckPoint.id, CheckPoint.kind, CheckPoint.grace_minutes, CheckPoint.room_id, CheckPoint.session_id
    ).where(CheckPoint.event_id == event_id, CheckPoint.kind != PointKind.HAND_OUT)
    return [
        PointFact(row.id, row.kind in ROOMS, row.grace_minutes, row.room_id, row.session_id)
        for row in db.session.execute(query)
    ]


def _readings(event_id: int, people: Collection[int] | None) -> dict[int, list[Reading]]:
    undone = select(Scan.ref).where(Scan.event_id == event_id, Scan.kind == ScanKind.UNDO, *COUNTS)
    taken_back = set(db.session.scalars(undone))
    query = select(Scan.registration_id, Scan.scanned_at, Scan.id, Scan.point_id, Scan.kind).where(
        Scan.event_id == event_id, Scan.registration_id.is_not(None), MOVES, *COUNTS
    )
    found: dict[int, list[Reading]] = defaultdict(list)
    for person, at, ident, point_id, kind in db.session.execute(_of(query, Scan.registration_id, people)):
        if ident not in taken_back:
            found[person].append(Reading(at, ident, point_id, kind == ScanKind.EXIT))
    return found


def _fixed(event_id: int, people: Collection[int] | None) -> dict[int, list[Fixed]]:
    query = select(
        AttendanceFix.registration_id, AttendanceFix.slot_id, AttendanceFix.starts_at, AttendanceFix.ends_at
    ).where(AttendanceFix.event_id == event_id, AttendanceFix.ended_at.is_(None))
    found: dict[int, list[Fixed]] = defaultdict(list)
    for person, *fix in db.session.execute(_of(query, AttendanceFix.registration_id, people)):
        found[person].append(Fixed(*fix))
    return found


def _of(query: Any, column: Any, people: Collection[int] | None) -> Any:
    return query if people is None else query.where(column.in_(people))


def people_of(ids: Collection[int]) -> dict[int, Registration]:
    """Registrations by id, with their categories."""
    query = select(Registration).options(joinedload(Registration.category)).where(Registration.id.in_(ids))
    return {row.id: row for row in db.session.scalars(query)}


def all_people(event: Event) -> dict[int, Registration]:
    """All of the event, with their categories: more than can be named in one select."""
    query = select(Registration).options(joinedload(Registration.category)).where(Registration.event_id == event.id)
    return {row.id: row for row in db.session.scalars(query)}


def find_person(event_id: int, code: str) -> Registration | None:
    query = select(Registration).where(Registration.event_id == event_id, Registration.code == code.upper())
    return db.session.scalars(query.options(joinedload(Registration.category))).one_or_none()


def fixes_of(event_id: int, registration_id: int, slot_id: int | None = None) -> list[AttendanceFix]:
    """Corrections, those that were ended too, the newest first."""
    query = (
        select(AttendanceFix)
        .where(AttendanceFix.event_id == event_id, AttendanceFix.registration_id == registration_id)
        .options(joinedload(AttendanceFix.user))
        .order_by(AttendanceFix.id.desc())
    )
    return list(db.session.scalars(query if slot_id is None else query.where(AttendanceFix.slot_id == slot_id)))
