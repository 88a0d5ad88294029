"""What devices hold of an event: of which tickets their record is stale, and what changed since a cursor."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from conference.core.db import db
from conference.events.models import Event
from conference.programme.models import Session, Slot
from conference.registration.models import Category, Consent, Registration, Ticket
from conference.signup.models import SignUp, SignUpState, SlotPlaces

from ..models import CheckPoint, Device, DoorRecord, DoorState, Presence, Scan
from .notes import REFUSES_PHOTOS
from .scans import ms

PAGE = 4000


def common_facts(event_id: int) -> list[str]:
    """Everything that records depend on, apart from the registrations: when it changes, all are looked at."""
    count = func.count()
    of_event = Registration.event_id == event_id
    places = select(count, func.sum(SignUp.id), func.sum(SignUp.id * SignUp.id))
    consents = select(count, func.count(Consent.withdrawn_at))
    switches = select(count, func.sum(SlotPlaces.version)).join(Slot, Slot.id == SlotPlaces.slot_id)
    asked: list[Any] = [
        select(Event.uuid, Event.version, Event.zone).where(Event.id == event_id),
        select(count, func.sum(Category.version)).where(Category.event_id == event_id),
        select(count, func.sum(CheckPoint.version)).where(CheckPoint.event_id == event_id),
        places.join(Registration, Registration.id == SignUp.registration_id).where(
            of_event, SignUp.state == SignUpState.TAKEN
        ),
        consents.join(Registration, Registration.id == Consent.registration_id).where(of_event),
        switches.join(Session, Session.id == Slot.session_id).where(Session.event_id == event_id),
    ]
    return [str(value) for query in asked for value in db.session.execute(query).one()]


def stale_tickets(event_id: int) -> list[int]:
    """Tickets whose registration changed since their record was made, or that have none."""
    is_stale = or_(
        DoorRecord.ticket_id.is_(None),
        DoorRecord.person_version != Registration.version,
        DoorRecord.is_revoked != Ticket.revoked_at.is_not(None),
    )
    query = (
        select(Ticket.id)
        .join(Registration, Registration.id == Ticket.registration_id)
        .outerjoin(DoorRecord, DoorRecord.ticket_id == Ticket.id)
        .where(Registration.event_id == event_id, is_stale)
        .order_by(Ticket.id)
    )
    return list(db.session.scalars(query))


def all_tickets(event_id: int) -> list[int]:
    query = select(Ticket.id).join(Registration).where(Registration.event_id == event_id).order_by(Ticket.id)
    return list(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class Source:
    """What one record is made of."""

    ticket_id: int
    uuid: str
    version: int
    code_digest: str
    revoked_at: datetime | None
    registration_id: int
    person_version: int
    code: str
    state: str
    mode: str
    name: str
    national_name: str
    organisation: str
    language: str
    category_id: int
    changed_at: datetime
    answers: dict[str, Any]
    refuses_photos: bool
    is_newest: bool


LATER = aliased(Ticket)
SOURCES: Any = select(
    *(Ticket.id, Ticket.uuid, Ticket.version, Ticket.code_digest, Ticket.revoked_at),
    *(Registration.id, Registration.version, Registration.code, Registration.state, Registration.mode),
    *(Registration.name, Registration.national_name, Registration.organisation, Registration.language),
    *(Registration.category_id, Registration.changed_at, Registration.answers, REFUSES_PHOTOS),
    ~exists().where(LATER.registration_id == Ticket.registration_id, LATER.id > Ticket.id),
).join(Registration, Registration.id == Ticket.registration_id)


def sources(ticket_ids: Collection[int]) -> list[Source]:
    rows = db.session.execute(SOURCES.where(Ticket.id.in_(ticket_ids)))
    return [Source(*row) for row in rows]


def signatures(ticket_ids: Collection[int]) -> dict[int, str]:
    """{ticket: signature of its record}."""
    query = select(DoorRecord.ticket_id, DoorRecord.signature).where(DoorRecord.ticket_id.in_(ticket_ids))
    return {row[0]: row[1] for row in db.session.execute(query) if row[0] is not None}


def places_of_people(registration_ids: Collection[int]) -> dict[int, set[int]]:
    """{registration: slots in which it has a place}."""
    query = select(SignUp.registration_id, SignUp.slot_id).where(
        SignUp.registration_id.in_(registration_ids), SignUp.state == SignUpState.TAKEN
    )
    found: dict[int, set[int]] = {}
    for person, slot in db.session.execute(query):
        found.setdefault(person, set()).add(slot)
    return found


def record_of_person(registration_id: int) -> str | None:
    """What devices hold of the badge that is theirs now, as JSON."""
    query = select(DoorRecord.body).where(DoorRecord.registration_id == registration_id, DoorRecord.is_current)
    return db.session.scalar(query)


@dataclass(frozen=True)
class CategoryFacts:
    code: str
    rights: dict[str, Any]


def categories_of(event_id: int) -> dict[int, CategoryFacts]:
    query = select(Category.id, Category.code, Category.rights).where(Category.event_id == event_id)
    return {row[0]: CategoryFacts(row[1], row[2] or {}) for row in db.session.execute(query)}


@dataclass(frozen=True)
class Changes:
    """A page of what a device does not have yet; `records` are JSON already. `more`: ask again from `cursor`."""

    cursor: int
    more: bool
    records: list[str]
    presence: list[dict[str, Any]]


def changes_since(event_id: int, cursor: int) -> Changes:
    """Whole revisions only: what was written together arrives together, and nothing between two pages is skipped."""
    top = db.session.scalar(select(DoorState.revision).where(DoorState.event_id == event_id)) or 0
    if cursor > top:  # of a database that was put back from a copy: begin anew
        cursor = 0
    kinds = (DoorRecord, Presence)
    new = union_all(
        *(select(k.revision).where(k.event_id == event_id, k.revision > cursor, k.revision <= top) for k in kinds)
    ).subquery()
    cut = db.session.scalar(select(new.c.revision).order_by(new.c.revision).offset(PAGE - 1).limit(1)) or top
    records = select(DoorRecord.body).where(
        DoorRecord.event_id == event_id, DoorRecord.revision > cursor, DoorRecord.revision <= cut
    )
    return Changes(
        cursor=cut, more=cut < top, records=list(db.session.scalars(records)),
        presence=_presence(event_id, cursor, cut),
    )  # fmt: skip


FIRST, LAST = aliased(Scan), aliased(Scan)
FIRST_DEVICE, LAST_DEVICE = aliased(Device), aliased(Device)
PRESENCE: Any = (
    select(
        DoorRecord.lookup, CheckPoint.code, Presence.is_inside, Presence.first_at, FIRST_DEVICE.name, Presence.last_at,
        LAST_DEVICE.name, Presence.last_kind, Presence.days,
    )
    .select_from(Presence)
    .join(CheckPoint, CheckPoint.id == Presence.point_id)
    .join(DoorRecord, and_(DoorRecord.registration_id == Presence.registration_id, DoorRecord.is_current))
    .outerjoin(FIRST, FIRST.id == Presence.first_scan_id)
    .outerjoin(FIRST_DEVICE, FIRST_DEVICE.id == FIRST.device_id)
    .outerjoin(LAST, LAST.id == Presence.last_scan_id)
    .outerjoin(LAST_DEVICE, LAST_DEVICE.id == LAST.device_id)
)  # fmt: skip


def _presence(event_id: int, cursor: int, cut: int) -> list[dict[str, Any]]:
    query = PRESENCE.where(Presence.event_id == event_id, Presence.revision > cursor, Presence.revision <= cut)
    found = []
    for lookup, point, inside, first_at, first_by, last_at, last_by, last_kind, days in db.session.execute(query):
        row: dict[str, Any] = {
            "l": lookup,
            "point": point,
            "inside": inside,
            "first": {"at": ms(first_at), "device": first_by or ""} if first_at else None,
            "last": {"at": ms(last_at), "device": last_by or "", "kind": last_kind} if last_at else None,
        }
        if days:
            row["days"] = days
        found.append(row)
    return found


def inside_by_point(event_id: int) -> dict[str, int]:
    """{code of the point: how many are in}."""
    query = (
        select(CheckPoint.code, func.count(Presence.registration_id))
        .outerjoin(Presence, and_(Presence.point_id == CheckPoint.id, Presence.is_inside))
        .where(CheckPoint.event_id == event_id, CheckPoint.closed_at.is_(None))
        .group_by(CheckPoint.code)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def last_contacts(event_id: int) -> dict[str, int]:
    """{name of the device: when it was last heard of}, of paired devices in use."""
    query = select(Device.name, func.max(Device.last_seen_at)).where(
        Device.event_id == event_id, Device.token_digest.is_not(None), Device.revoked_at.is_(None)
    )
    return {row[0]: ms(row[1]) for row in db.session.execute(query.group_by(Device.name))}


def mark_of(event_id: int) -> tuple[str, int]:
    """(mark of the last look at everything, how many are expected)."""
    row = db.session.execute(select(DoorState.mark, DoorState.expected).where(DoorState.event_id == event_id)).first()
    return (row[0], row[1]) if row else ("", 0)
