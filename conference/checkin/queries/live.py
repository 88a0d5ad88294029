"""What the board shows, in a fixed number of selects; its mark is a small one, asked for again and again."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.core.i18n import language
from conference.core.paging import Page, page_of
from conference.core.text import fold
from conference.core.translated import in_language
from conference.delegations.models.delegations import Delegation
from conference.delegations.models.invitations import Invitation
from conference.events.models import Event, Mode
from conference.programme.models import Speaker
from conference.registration.models import Category, Registration, RegistrationState

from ..board import (
    CHART_MINUTES,
    Board,
    DeviceNow,
    Group,
    PointNow,
    Somebody,
    ToSettle,
    bars_of,
    contact_of,
    is_first,
    percent,
    rate_of,
)
from ..models import (
    CAME,
    CheckPoint,
    DeadLetter,
    Device,
    DoorState,
    Outcome,
    PointKind,
    Presence,
    Scan,
    ScanConflict,
    ScanKind,
    Standing,
)
from .blanks import count_contested
from .notes import is_vip
from .settling import count_placeless

COMES = (Registration.state == RegistrationState.CONFIRMED, Registration.mode != Mode.ONLINE)
# came to the event: in at any point but where something is handed out
ARRIVED = exists().where(
    Presence.registration_id == Registration.id,
    CAME,
    Presence.point_id.in_(select(CheckPoint.id).where(CheckPoint.kind != PointKind.HAND_OUT)),
)
COUNTS = (Scan.standing == Standing.COUNTED, Scan.is_rehearsal.is_(False))
MINUTE = timedelta(minutes=1)
MINUTES = 16  # characters of an instant up to its minute
MOST_FIRST = 300


def mark(event_id: int) -> tuple[Any, ...]:
    """What changes whenever the board may have: the door's counter, what waits to be settled, the devices' contact."""
    revision = select(DoorState.revision).where(DoorState.event_id == event_id).scalar_subquery()
    seen = select(func.max(Device.last_seen_at)).where(Device.event_id == event_id).scalar_subquery()
    unsent = select(func.sum(Device.unsent)).where(Device.event_id == event_id).scalar_subquery()
    rehearses = select(DoorState.rehearses_since).where(DoorState.event_id == event_id).scalar_subquery()
    row = db.session.execute(select(revision, seen, unsent, rehearses, *_settle(event_id))).one()
    return tuple(row)


def _settle(event_id: int) -> tuple[Any, ...]:
    conflicts = select(func.count()).select_from(ScanConflict)
    held = select(func.count()).select_from(Scan)
    letters = select(func.count()).select_from(DeadLetter)
    return (
        conflicts.where(ScanConflict.event_id == event_id, ScanConflict.settled_at.is_(None)).scalar_subquery(),
        held.where(Scan.event_id == event_id, Scan.standing == Standing.HELD).scalar_subquery(),
        letters.where(DeadLetter.event_id == event_id, DeadLetter.settled_at.is_(None)).scalar_subquery(),
        count_contested(event_id).scalar_subquery(),
        count_placeless(event_id).scalar_subquery(),
    )


def board(event: Event, at: datetime) -> Board:
    rehearses = select(DoorState.rehearses_since).where(DoorState.event_id == event.id)
    came, expected = _came(event.id)
    return Board(
        at=at,
        came=came,
        expected=expected,
        points=points_now(event.id, at),
        categories=_categories(event),
        delegations=_delegations(event.id),
        first=_first(event),
        devices=_devices(event.id, at),
        settle=ToSettle(*db.session.execute(select(*_settle(event.id))).one()),
        rehearses=db.session.scalar(rehearses) is not None,
    )


def _came(event_id: int) -> tuple[int, int]:
    """Who came, also without a confirmed place; and who has one."""
    came = select(func.count()).select_from(Registration).where(Registration.event_id == event_id, ARRIVED)
    expected = select(func.count()).select_from(Registration).where(Registration.event_id == event_id, *COMES)
    row = db.session.execute(select(came.scalar_subquery(), expected.scalar_subquery())).one()
    return row[0], row[1]


def points_now(event_id: int, at: datetime) -> tuple[PointNow, ...]:
    inside: dict[int, tuple[int, int]] = {}
    counted = select(Presence.point_id, func.count().filter(Presence.is_inside), func.count().filter(CAME)).where(
        Presence.event_id == event_id
    )
    for point_id, here, came in db.session.execute(counted.group_by(Presence.point_id)):
        inside[point_id] = (here, came)
    moments = _entries(event_id, at)
    query = select(CheckPoint).where(CheckPoint.event_id == event_id, CheckPoint.closed_at.is_(None))
    found = []
    for point in db.session.scalars(query.order_by(CheckPoint.position, CheckPoint.id)):
        bars = bars_of(moments.get(point.id, ()), at)
        here, came = inside.get(point.id, (0, 0))
        found.append(PointNow(point.code, point.name, point.kind, here, came, point.capacity, rate_of(bars), bars))
    return tuple(found)


def _entries(event_id: int, at: datetime) -> dict[int, list[tuple[datetime, int]]]:
    """{point: (minute, how many were let in)} of the last hour."""
    minute = func.substr(cast(Scan.scanned_at, String), 1, MINUTES)
    query = (
        select(Scan.point_id, minute, func.count())
        .join(CheckPoint, CheckPoint.id == Scan.point_id)
        .where(
            CheckPoint.event_id == event_id,
            Scan.scanned_at > at - timedelta(minutes=CHART_MINUTES),
            Scan.kind.in_((ScanKind.ENTRY, ScanKind.WALK_IN)),
            Scan.outcome == Outcome.ADMIT,
            *COUNTS,
        )
        .group_by(Scan.point_id, minute)
    )
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for point_id, text, number in db.session.execute(query):
        found[point_id].append((datetime.fromisoformat(text).replace(tzinfo=at.tzinfo), number))
    return found


def _categories(event: Event) -> tuple[Group, ...]:
    came = func.count(Registration.id).filter(ARRIVED)
    query = (
        select(Category, came, func.count(Registration.id))
        .outerjoin(Registration, (Registration.category_id == Category.id) & (COMES[0]) & (COMES[1]))
        .where(Category.event_id == event.id)
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    return tuple(
        Group(row[0].code, name_of(event, row[0]), row[1], row[2]) for row in db.session.execute(query) if row[2]
    )


def name_of(event: Event, category: Category) -> str:
    return str(in_language(category, "name", language(), event.main_language))


def _delegations(event_id: int) -> tuple[Group, ...]:
    came = func.count(Registration.id).filter(ARRIVED)
    query = (
        select(Delegation.code, Delegation.name, came, func.count(Registration.id))
        .join(Invitation, Invitation.delegation_id == Delegation.id)
        .join(Registration, (Registration.id == Invitation.registration_id) & (COMES[0]) & (COMES[1]))
        .where(Delegation.event_id == event_id)
        .group_by(Delegation.id)
        .order_by(Delegation.name)
    )
    return tuple(Group(*row) for row in db.session.execute(query))


def first_categories(event_id: int) -> list[int]:
    query = select(Category.id, Category.code, Category.priority).where(Category.event_id == event_id)
    return [row.id for row in db.session.execute(query) if is_first(row.code, row.priority)]


def speaks(event_id: int) -> ColumnElement[bool]:
    """That somebody registered with the address of a speaker."""
    return Registration.email_key.in_(
        select(func.lower(Speaker.email)).where(Speaker.event_id == event_id, Speaker.email != "")
    )


def _first(event: Event) -> tuple[Somebody, ...]:
    """VIPs and speakers, with when they came first."""
    query = (
        select(Registration, func.min(Presence.first_at))
        .outerjoin(Presence, (Presence.registration_id == Registration.id) & CAME)
        .where(Registration.event_id == event.id, *COMES)
        .where(or_(Registration.category_id.in_(first_categories(event.id)), speaks(event.id), is_vip()))
        .options(joinedload(Registration.category))
        .group_by(Registration.id)
        .order_by(Registration.name_key, Registration.id)
        .limit(MOST_FIRST)
    )
    people = {row[0]: row[1] for row in db.session.execute(_ids(query))}
    rows = db.session.scalars(
        select(Registration).where(Registration.id.in_(people)).options(joinedload(Registration.category))
    ).all()
    rows = sorted(rows, key=lambda row: (-row.category.priority, row.name_key))
    return tuple(
        Somebody(row.code, row.name, row.organisation, name_of(event, row.category), people[row.id]) for row in rows
    )


def _ids(query: Any) -> Any:
    """Only ids and moments: PostgreSQL groups by the key, and rows are read after it."""
    return query.with_only_columns(Registration.id, func.min(Presence.first_at))


def _devices(event_id: int, at: datetime) -> tuple[DeviceNow, ...]:
    last = (
        select(CheckPoint.name)
        .join(Scan, Scan.point_id == CheckPoint.id)
        .where(Scan.device_id == Device.id, Scan.seq.is_not(None), Device.point_id.is_(None))
        .order_by(Scan.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(Device, last)
        .where(Device.event_id == event_id, Device.revoked_at.is_(None))
        .options(joinedload(Device.point))
        .order_by(Device.last_seen_at.desc(), Device.id)
    )
    return tuple(
        DeviceNow(
            row.name, row.point.name if row.point else chosen or "", row.point is None, row.last_seen_at,
            contact_of(row.last_seen_at, at), int((at - row.last_seen_at) / MINUTE), percent(row.battery), row.app,
            row.unsent,
        )
        for row, chosen in db.session.execute(query)
    )  # fmt: skip


def missing(event: Event, *, category: str, delegation: str, words: str, number: int) -> Page[Registration]:
    """Who has a place and has not come; those looked for first stand first, then by name."""
    first = or_(Registration.category_id.in_(first_categories(event.id)), speaks(event.id), is_vip())
    query = (
        select(Registration)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event.id, *COMES, ~ARRIVED)
        .options(joinedload(Registration.category))
        .order_by(~first, Category.priority.desc(), Registration.name_key, Registration.id)
    )
    if category:
        query = query.where(Category.code == category)
    if delegation:
        named = select(Invitation.registration_id).join(Delegation, Delegation.id == Invitation.delegation_id)
        query = query.where(
            Registration.id.in_(named.where(Delegation.event_id == event.id, Delegation.code == delegation))
        )
    for word in fold(words).split():
        query = query.where(Registration.name_key.contains(word, autoescape=True))
    return page_of(query, number)
