"""Rows for tests: one function a thing, no surprises. Each stores what it makes and returns the row."""

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import inspect, select

from conference.accounts.models import User
from conference.accounts.rules import email_key
from conference.checkin.models import CheckPoint, Device, Presence, Scan
from conference.core.codes import digest, new_code, new_uuid7
from conference.core.db import Base, db, transaction
from conference.events.models import Event, EventProject, Membership, Mode, Room
from conference.events.permissions import Role
from conference.mail.models import Message
from conference.programme.models import (
    Placement,
    Release,
    Session,
    SessionProject,
    SessionSpeaker,
    Slot,
    Speaker,
)
from conference.programme.services import keep_draft
from conference.projects.models import Project
from conference.registration.links import new_link
from conference.registration.models import Category, Registration
from conference.registration.rules import Person, name_key
from conference.registration.services import register
from conference.registration.services.secrets import new_ticket

OPEN = datetime(2027, 4, 1, 9, tzinfo=UTC)  # registration is open
STARTS = datetime(2027, 5, 12, 7, tzinfo=UTC)  # 09:00 in Brussels
ENDS = datetime(2027, 5, 12, 16, tzinfo=UTC)
Row = TypeVar("Row", bound=Base)


def store(row: Row) -> Row:
    with transaction() as session:
        session.add(row)
    return row


def id_of(row: Base) -> int:
    """Of a stored row, which `.id` would read anew after each further row that is stored."""
    identity = inspect(row).identity
    assert identity, "stored first"
    return int(identity[0])


def make_event(**values: Any) -> Event:
    defaults: dict[str, Any] = {
        "uuid": new_uuid7(),
        "slug": f"event-{new_code(6).lower()}",
        "title": "Border Cooperation",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "zone": "Europe/Brussels",
        "city": "Brussels",
        "country": "BE",
        "registration_opens_at": OPEN - timedelta(days=365),
        "registration_closes_at": STARTS,
        "published_at": OPEN - timedelta(days=365),
        "contact_email": "contact@example.org",
    }
    return store(Event(**{**defaults, **values}))


def make_project(code: str = "BOMCA", event: Event | None = None, **values: Any) -> Project:
    project = store(Project(**{"code": code, "title": f"{code} in full", "colour": "#7a2e1f", **values}))
    if event is not None:
        store(EventProject(event_id=id_of(event), project_id=id_of(project)))
    return project


def make_room(event: Event, name: str = "Plenary", **values: Any) -> Room:
    return store(Room(event_id=id_of(event), name=name, **values))


def make_speaker(event: Event, name: str = "Aigul Sample", **values: Any) -> Speaker:
    """A speaker who agreed to be named."""
    own = {"event_id": id_of(event), "uuid": new_uuid7(), "code": new_code(6), "consented_at": OPEN}
    return store(Speaker(**{**own, "name": name, **values}))


def make_session(event: Event, title: str = "Opening", **values: Any) -> Session:
    """A session without a place; give it one by `place`."""
    at = {"created_at": OPEN, "changed_at": OPEN}
    return store(
        Session(**{"event_id": id_of(event), "uuid": new_uuid7(), "code": new_code(6), "title": title, **at, **values})
    )


def run_by(session: Session, project: Project, **values: Any) -> SessionProject:
    return store(SessionProject(session_id=id_of(session), project_id=id_of(project), **values))


def speaks_at(speaker: Speaker, session: Session, **values: Any) -> SessionSpeaker:
    return store(SessionSpeaker(session_id=id_of(session), speaker_id=id_of(speaker), **values))


def make_slot(session: Session) -> Slot:
    """A holding of the session; the first has the session's own uuid."""
    is_first = db.session.scalar(select(Slot.id).where(Slot.uuid == session.uuid)) is None
    return store(Slot(session_id=id_of(session), uuid=session.uuid if is_first else new_uuid7()))


def place(session: Session, room: Room | None, starts_at: datetime = STARTS, minutes: int = 60) -> Placement:
    """Put the session into the draft of the agenda, in a slot of its own."""
    slot_id, session_id = id_of(make_slot(session)), id_of(session)
    ends_at = starts_at + timedelta(minutes=minutes)
    room_id = id_of(room) if room else None
    return store(
        Placement(slot_id=slot_id, session_id=session_id, room_id=room_id, starts_at=starts_at, ends_at=ends_at)
    )


def make_release(event: Event, *_placements: Placement, number: int = 1) -> Release:
    """Publish the draft as it stands."""
    with transaction() as session:
        release = Release(event_id=id_of(event), number=number, published_at=OPEN)
        session.add(release)
        session.flush()
        keep_draft(session.get_one(Event, id_of(event)), release, None)
    return release


def make_category(event: Event, code: str = "participant", **values: Any) -> Category:
    return store(Category(**{"event_id": id_of(event), "code": code, "name": code.capitalize(), **values}))


def make_user(name: str = "Olga Organiser", **values: Any) -> User:
    email = f"{new_code(6).lower()}@example.org"
    return store(User(**{"email": email, "email_key": email, "name": name, "created_at": OPEN, **values}))


def make_member(event: Event, role: Role = Role.OWNER, **values: Any) -> User:
    """A user with a role at the event."""
    user = make_user(**values)
    store(Membership(user_id=id_of(user), event_id=id_of(event), role=role, created_at=OPEN))
    return user


def make_registration(event: Event, name: str = "Өмүрбек Улгу", **values: Any) -> Registration:
    """A person who registered on the form, with a ticket unless their category needs approval."""
    if find_category(id_of(event)) is None:
        make_category(event)
    person = Person(**{"name": name, "email": f"{new_code(8).lower()}@example.org", **values})
    event_id = id_of(event)
    outcome = register(event_id, person, submit_key=str(uuid4()), at=OPEN)
    return db.session.get_one(Registration, outcome.registration_id)


def store_registration(event: Event, category: Category | None = None, **values: Any) -> Registration:
    """A row in any state, past all rules; a confirmed one has its ticket. `category`: else the event's first."""
    category = category or find_category(id_of(event)) or make_category(event)
    code, uuid = values.pop("code", new_code()), new_uuid7()
    row = Registration(**{
        "event_id": id_of(event), "category_id": id_of(category), "uuid": uuid, "code": code, "state": "confirmed",
        "name": "Ada Sample", "national_name": "", "organisation": "", "email": f"{code.lower()}@example.org",
        "link_digest": digest(new_link(uuid, 1)), "created_at": OPEN, "changed_at": OPEN, **values,
    })  # fmt: skip
    row.email_key = email_key(row.email)
    row.name_key = name_key(row.name, row.national_name, row.organisation, row.email)
    if row.state == "confirmed":
        row.tickets.append(new_ticket(1, OPEN))
    with transaction() as session:
        session.add(row)
        session.flush()
        if row.holds_place:
            event_row = session.get_one(Event, row.event_id)
            if row.mode == Mode.ONLINE:
                event_row.online_taken += 1
            else:
                event_row.places_taken += 1
            session.get_one(Category, row.category_id).places_taken += 1
    return row


def store_message(event: Event, state: str = "sent", **values: Any) -> Message:
    return store(
        Message(**{
            "kind": "registration.confirmed", "subject_id": 0, "event_id": id_of(event), "to_email": "ada@example.org",
            "to_name": "Ada Sample", "language": "en", "message_id": f"<{new_uuid7()}@localhost>", "state": state,
            "created_at": OPEN, "next_try_at": OPEN, **values,
        })
    )  # fmt: skip


def find_category(event_id: int) -> Category | None:
    query = select(Category).where(Category.event_id == event_id).order_by(Category.position, Category.id)
    return db.session.scalars(query.limit(1)).one_or_none()


def make_point(event: Event, name: str = "Entrance", **values: Any) -> CheckPoint:
    return store(CheckPoint(**{"event_id": id_of(event), "code": new_code(6), "name": name, **values}))


def make_device(point: CheckPoint, name: str = "Entrance A", **values: Any) -> Device:
    of_list = {"event_id": point.event_id, "point_id": id_of(point)}
    seen = {"created_at": OPEN, "last_seen_at": OPEN}
    return store(Device(**{"code": new_code(10), "name": name, **of_list, **seen, **values}))


def let_in(registration: Registration, device: Device, at: datetime = OPEN) -> Scan:
    """Somebody came in at the device's point."""
    person, ident = id_of(registration), new_uuid7()
    place = {"event_id": device.event_id, "point_id": device.point_id, "registration_id": person}
    kind = {"kind": "entry", "via": "camera", "outcome": "admit"}
    scan = store(Scan(id=ident, device_id=id_of(device), scanned_at=at, received_at=at, **place, **kind))
    first = {"is_inside": True, "first_at": at, "first_scan_id": ident}
    store(Presence(last_at=at, last_kind="entry", last_scan_id=ident, **place, **first))
    return scan
