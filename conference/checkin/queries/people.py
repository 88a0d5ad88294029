"""Whose badge it is, and who of the event is in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from conference.core.codes import digest
from conference.core.db import db, execute
from conference.core.text import fold
from conference.events.models import Mode
from conference.registration.models import Category, Registration, RegistrationState, Ticket
from conference.signup.models import SignUp, SignUpState

from ..models import CAME, CheckPoint, DoorNote, DoorRecord, DoorState, Presence, Scan
from ..rules import Noted, Reason, notes_of
from ..shown import Shown
from .notes import REFUSES_PHOTOS

MOST_FOUND = 10


@dataclass(frozen=True)
class Holder:
    """The ticket that was read, whose it is, and everything that decides."""

    ticket_id: int | None
    revoked_at: datetime | None
    registration_id: int
    event_id: int
    state: str
    mode: str
    category_id: int
    category: str  # code
    rights: Mapping[str, Any]

    @property
    def badge_state(self) -> str:
        return badge_state(self.state, self.mode, is_revoked=self.revoked_at is not None)


def badge_state(state: str, mode: str, *, is_revoked: bool) -> str:
    """What lists say of a badge: "ok", or the reason why it opens nothing."""
    if state != RegistrationState.CONFIRMED:
        return state
    if is_revoked:  # its own person is confirmed, so a newer ticket took its place
        return Reason.REPLACED
    return Reason.ONLINE if mode == Mode.ONLINE else "ok"


COLUMNS: tuple[Any, ...] = (
    Ticket.id, Ticket.revoked_at, Registration.id, Registration.event_id, Registration.state, Registration.mode,
    Category.id, Category.code, Category.rights,
)  # fmt: skip
BY_TICKET = (
    select(*COLUMNS)
    .select_from(Ticket)
    .join(Registration, Registration.id == Ticket.registration_id)
    .join(Category, Category.id == Registration.category_id)
)
BY_PERSON = (
    select(*COLUMNS)
    .select_from(Registration)
    .outerjoin(Ticket, (Ticket.registration_id == Registration.id) & Ticket.revoked_at.is_(None))
    .join(Category, Category.id == Registration.category_id)
)


def _both(query: Select[Any]) -> dict[bool, Select[Any]]:
    """The query without and with a lock, put together once."""
    return {False: query, True: query.with_for_update(of=Registration, key_share=True)}


BY_CODE = _both(BY_TICKET.where(Ticket.code_digest == bindparam("digest")))
BY_LOOKUP = _both(
    BY_TICKET.join(DoorRecord, DoorRecord.ticket_id == Ticket.id).where(
        DoorRecord.event_id == bindparam("event"), DoorRecord.lookup == bindparam("lookup")
    )
)
BY_REGISTRATION = _both(
    BY_PERSON.where(Registration.event_id == bindparam("event"), Registration.code == bindparam("code"))
)


def _one(query: Select[Any], values: dict[str, Any]) -> Holder | None:
    row = execute(query, values).one_or_none()
    return Holder(*row) if row else None


def holder_by_code(code: str, *, locked: bool = False) -> Holder | None:
    """The holder of a ticket code, of whichever event; `locked`: nobody else decides about them meanwhile."""
    return _one(BY_CODE[locked], {"digest": digest(code)})


def holder_by_lookup(event_id: int, lookup: str, *, locked: bool = False) -> Holder | None:
    """The holder of the ticket that devices know under that look-up id."""
    return _one(BY_LOOKUP[locked], {"event": event_id, "lookup": lookup})


def holder_by_registration(event_id: int, code: str, *, locked: bool = False) -> Holder | None:
    """The holder found by name: the registration's public code, at this event only."""
    return _one(BY_REGISTRATION[locked], {"event": event_id, "code": code})


SHOWN: Any = (
    select(
        Registration.code, Registration.name, Registration.national_name, Registration.organisation,
        Registration.language, Category.code, Registration.answers, REFUSES_PHOTOS, CheckPoint.notes, DoorNote.kind,
        DoorNote.text,
    )
    .join(Category, Category.id == Registration.category_id)
    .outerjoin(CheckPoint, CheckPoint.id == bindparam("point"))
    .outerjoin(DoorNote, DoorNote.registration_id == Registration.id)
    .where(Registration.id == bindparam("registration"))
)  # fmt: skip


def person_shown(registration_id: int, point_id: int | None) -> Shown:
    """As staff at that point see the person: with the notes that the point is for."""
    rows = execute(SHOWN, {"registration": registration_id, "point": point_id}).all()  # one for each mark
    code, name, national_name, organisation, language, category, answers, refuses_photos, wanted, *_mark = rows[0]
    noted = Noted(category, refuses_photos, answers or {}, {row[-2]: row[-1] for row in rows if row[-2] is not None})
    return Shown(code, name, national_name, organisation, language, category, notes_of(noted, wanted or ()))


def lock_people(registration_ids: Collection[int]) -> None:
    """Nobody else decides about these people until the transaction ends. Always in the same order."""
    query = select(Registration.id).where(Registration.id.in_(registration_ids)).order_by(Registration.id)
    db.session.execute(query.with_for_update(key_share=True)).all()


def slots_of(registration_id: int) -> set[int]:
    """The slots in which a person has a place."""
    query = select(SignUp.slot_id).where(SignUp.registration_id == registration_id, SignUp.state == SignUpState.TAKEN)
    return set(db.session.scalars(query))


def count_expected(event_id: int) -> int:
    """Who has a confirmed place in the room."""
    query = (
        select(func.count())
        .select_from(Registration)
        .where(
            Registration.event_id == event_id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.mode != Mode.ONLINE,
        )
    )
    return db.session.scalar(query) or 0


def counts(event_id: int, point_id: int | None) -> dict[str, int]:
    """{"inside": who is in, "expected": who has a confirmed place}."""
    inside = (
        select(func.count()).select_from(Presence).where(Presence.point_id == point_id, Presence.is_inside)
    ).scalar_subquery()
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


NOW = select(
    select(func.count())
    .select_from(Presence)
    .where(Presence.point_id == bindparam("point"), Presence.is_inside)
    .scalar_subquery(),
    select(DoorState.expected).where(DoorState.event_id == bindparam("event"), DoorState.mark != "").scalar_subquery(),
)


def counts_now(event_id: int, point_id: int) -> dict[str, int]:
    """The same, as of the last look at the registrations (`services.refresh`): every scan asks for it."""
    inside, expected = execute(NOW, {"point": point_id, "event": event_id}).one()
    return {"inside": inside, "expected": expected if expected is not None else count_expected(event_id)}


@dataclass(frozen=True)
class Found:
    registration: Registration
    category: str
    is_inside: bool


def search_people(event_id: int, point_id: int | None, words: str) -> list[Found]:
    """People of the event whose names or organisation hold every word, in any script; at most ten, by name."""
    query = (
        select(Registration, Category.name, Presence.is_inside)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Presence, (Presence.registration_id == Registration.id) & (Presence.point_id == point_id))
        .where(Registration.event_id == event_id)
        .options(joinedload(Registration.category))
    )
    for word in fold(words).split():
        query = query.where(Registration.name_key.contains(word, autoescape=True))
    confirmed_first = (Registration.state != RegistrationState.CONFIRMED, Registration.name, Registration.id)
    rows = db.session.execute(query.order_by(*confirmed_first).limit(MOST_FOUND))
    return [Found(row[0], row[1], bool(row[2])) for row in rows]


def entries_of(registration_id: int) -> list[tuple[str, datetime]]:
    """(name of the point, when) of where a person came in."""
    query = (
        select(CheckPoint.name, Presence.first_at)
        .join(CheckPoint, CheckPoint.id == Presence.point_id)
        .where(Presence.registration_id == registration_id, CAME)
        .order_by(Presence.first_at)
    )
    return [(row[0], row[1]) for row in db.session.execute(query) if row[1] is not None]


def scans_of(registration_id: int) -> list[Scan]:
    query = select(Scan).where(Scan.registration_id == registration_id)
    query = query.options(joinedload(Scan.device), joinedload(Scan.point))
    return list(db.session.scalars(query.order_by(Scan.received_at)))
