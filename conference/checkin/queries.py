"""Reading the door: tickets by code, people by name, scans, who is in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from conference.core.codes import digest
from conference.core.db import db
from conference.core.text import fold
from conference.events.models import Event, Mode
from conference.registration.models import Category, Registration, RegistrationState, Ticket

from .models import CheckInList, Device, Outcome, Presence, Scan, ScanKind
from .rules import TicketFacts

# made once: an alias is dear to make and these stand in the query of every scan
ENTRY, ENTRY_DEVICE, UNDO = aliased(Scan), aliased(Device), aliased(Scan)
MOST_FOUND = 10
MOST_RECENT = 10


@dataclass(frozen=True)
class Holder:
    """The ticket that was read, and whose it is."""

    ticket_id: int | None
    registration_id: int
    facts: TicketFacts


def holder_by_code(code: str) -> Holder | None:
    """The holder of a ticket code, of whichever event."""
    query = (
        select(
            Ticket.id,
            Registration.id,
            Registration.event_id,
            Registration.state,
            Ticket.revoked_at,
            Ticket.revoked_reason,
            Registration.mode,
            Category.rights,
            Event.zone,
        )
        .join(Registration, Registration.id == Ticket.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Ticket.code_digest == digest(code))
    )
    row = db.session.execute(query).one_or_none()
    return Holder(row[0], row[1], TicketFacts(*row[2:])) if row else None


def holder_by_registration(event_id: int, code: str) -> Holder | None:
    """The holder found by name: the registration's public code, at this event only."""
    columns: tuple[Any, ...] = (
        Ticket.id, Registration.id, Registration.event_id, Registration.state, Registration.mode, Category.rights,
        Event.zone,
    )  # fmt: skip
    query = (
        select(*columns)
        .select_from(Registration)
        .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & Ticket.revoked_at.is_(None))
        .join(Category, Category.id == Registration.category_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.event_id == event_id, Registration.code == code)
    )
    row = db.session.execute(query).one_or_none()
    return Holder(row[0], row[1], TicketFacts(row[2], row[3], None, "", *row[4:])) if row else None


def is_inside(registration_id: int, list_id: int) -> bool:
    query = select(Presence.list_id).where(Presence.registration_id == registration_id, Presence.list_id == list_id)
    return db.session.scalar(query) is not None


def find_scan(scan_id: str) -> Scan | None:
    return db.session.get(Scan, scan_id)


def is_undone(scan_id: str) -> bool:
    return db.session.scalar(select(Scan.id).where(Scan.undoes_id == scan_id)) is not None


@dataclass(frozen=True)
class ScanStory:
    """A scan with everything a door says about it."""

    scan: Scan
    registration: Registration | None
    entered_at: datetime | None  # when and where the person came in, if they are in
    entered_by: str | None
    undone_by: str | None


def story(scan_id: str) -> ScanStory:
    query = (
        select(Scan, Presence.entered_at, ENTRY_DEVICE.name, UNDO.id)
        .outerjoin(Presence, (Presence.registration_id == Scan.registration_id) & (Presence.list_id == Scan.list_id))
        .outerjoin(ENTRY, ENTRY.id == Presence.scan_id)
        .outerjoin(ENTRY_DEVICE, ENTRY_DEVICE.id == ENTRY.device_id)
        .outerjoin(UNDO, UNDO.undoes_id == Scan.id)
        .where(Scan.id == scan_id)
        .options(joinedload(Scan.registration).joinedload(Registration.category), joinedload(Scan.ticket))
    )
    scan, entered_at, entered_by, undone_by = db.session.execute(query).one()
    return ScanStory(scan, scan.registration, entered_at, entered_by, undone_by)


def recent_scans(device_id: int) -> list[tuple[Scan, bool]]:
    """(scan, is it undone) of the last ten entries at a device, newest first."""
    query = (
        select(Scan, UNDO.id)
        .outerjoin(UNDO, UNDO.undoes_id == Scan.id)
        .where(Scan.device_id == device_id, Scan.kind == ScanKind.ENTRY)
        .options(joinedload(Scan.registration))
        .order_by(Scan.received_at.desc(), Scan.id.desc())
        .limit(MOST_RECENT)
    )
    return [(row[0], row[1] is not None) for row in db.session.execute(query)]


def counts(event_id: int, list_id: int) -> dict[str, int]:
    """{"inside": who is in, "expected": who has a confirmed place}."""
    inside = select(func.count()).select_from(Presence).where(Presence.list_id == list_id).scalar_subquery()
    expected = (
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.event_id == event_id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.mode != Mode.ONLINE,
        )
        .scalar_subquery()
    )
    row = db.session.execute(select(inside, expected)).one()
    return {"inside": row[0], "expected": row[1]}


@dataclass(frozen=True)
class Found:
    registration: Registration
    category: str
    is_inside: bool


def search_people(event_id: int, list_id: int, words: str) -> list[Found]:
    """People of the event whose names or organisation hold every word, in any script; at most ten, by name."""
    query = (
        select(Registration, Category.name, Presence.list_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Presence, (Presence.registration_id == Registration.id) & (Presence.list_id == list_id))
        .where(Registration.event_id == event_id)
    )
    for word in fold(words).split():
        query = query.where(Registration.name_key.contains(word, autoescape=True))
    confirmed_first = (Registration.state != RegistrationState.CONFIRMED, Registration.name, Registration.id)
    rows = db.session.execute(query.order_by(*confirmed_first).limit(MOST_FOUND))
    return [Found(row[0], row[1], row[2] is not None) for row in rows]


def lists_of_event(event_id: int) -> list[CheckInList]:
    query = select(CheckInList).where(CheckInList.event_id == event_id)
    return list(db.session.scalars(query.order_by(CheckInList.position, CheckInList.id)))


def find_device(event_id: int, code: str) -> Device | None:
    """A device that may scan: of this event and not revoked."""
    query = (
        select(Device)
        .where(Device.event_id == event_id, Device.code == code, Device.revoked_at.is_(None))
        .options(joinedload(Device.check_in_list))
    )
    return db.session.scalars(query).one_or_none()


def devices_of_event(event_id: int) -> list[tuple[Device, int]]:
    """(device, how many people it let in) of an event, the busiest first."""
    admitted = func.count(Scan.id)
    query = (
        select(Device, admitted)
        .outerjoin(Scan, (Scan.device_id == Device.id) & (Scan.outcome == Outcome.ADMITTED))
        .where(Device.event_id == event_id)
        .options(joinedload(Device.check_in_list))
        .group_by(Device.id)
        .order_by(admitted.desc(), Device.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def scans_of_event(event_id: int, limit: int) -> list[Scan]:
    """The newest scans of all doors."""
    query = (
        select(Scan)
        .where(Scan.event_id == event_id)
        .options(joinedload(Scan.registration), joinedload(Scan.device))
        .order_by(Scan.received_at.desc(), Scan.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def entrances_of_event(event_id: int) -> list[str]:
    """Names of doors used before, for choosing again."""
    query = select(Device.name).where(Device.event_id == event_id).distinct().order_by(Device.name)
    return list(db.session.scalars(query.limit(30)))


def find_device_of_user(event_id: int, list_id: int, name: str, user_id: int) -> Device | None:
    query = select(Device).where(
        Device.event_id == event_id,
        Device.list_id == list_id,
        Device.name == name,
        Device.user_id == user_id,
        Device.revoked_at.is_(None),
    )
    return db.session.scalars(query.limit(1)).one_or_none()


def entries_of(registration_id: int) -> list[tuple[str, datetime]]:
    """(name of the list, when) of where a person is in."""
    query = (
        select(CheckInList.name, Presence.entered_at)
        .join(CheckInList, CheckInList.id == Presence.list_id)
        .where(Presence.registration_id == registration_id)
        .order_by(Presence.entered_at)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def scans_of(registration_id: int) -> list[Scan]:
    query = select(Scan).where(Scan.registration_id == registration_id).options(joinedload(Scan.device))
    return list(db.session.scalars(query.order_by(Scan.received_at)))
