"""Blank badges: how they stand, and what devices are to be told of those that nobody has."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.registration.models import Registration, Ticket

from ..models import BlankBadge, BlankUse, DoorRecord

PAGE = 100
OWN_TICKET = Ticket.uuid == BlankBadge.uuid
STATES: dict[str, ColumnElement[bool]] = {
    "unused": and_(Ticket.id.is_(None), BlankBadge.voided_at.is_(None)),
    "given": Ticket.id.is_not(None),
    "void": and_(Ticket.id.is_(None), BlankBadge.voided_at.is_not(None)),
}


@dataclass(frozen=True)
class Blanks:
    """`counts`: how many are in each of STATES. `rows`: (blank, state, whose it is) of one page."""

    counts: dict[str, int]
    rows: list[tuple[BlankBadge, str, Registration | None]]
    pages: int


def blanks_of_event(event_id: int, state: str, page: int) -> Blanks:
    """`state`: one of STATES, or "" for all."""
    counts = counts_of(event_id)
    total = counts[state] if state else sum(counts.values())
    word = case(*((condition, name) for name, condition in STATES.items()))
    query = (
        select(BlankBadge, word, Registration)
        .outerjoin(Ticket, OWN_TICKET)
        .outerjoin(Registration, Registration.id == Ticket.registration_id)
        .where(BlankBadge.event_id == event_id, *([STATES[state]] if state else []))
        .order_by(BlankBadge.number)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    rows = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    return Blanks(counts, rows, max(1, -(-total // PAGE)))


def counts_of(event_id: int) -> dict[str, int]:
    numbers = [func.count(case((condition, 1))) for condition in STATES.values()]
    query = (
        select(*numbers).select_from(BlankBadge).outerjoin(Ticket, OWN_TICKET).where(BlankBadge.event_id == event_id)
    )
    return dict(zip(STATES, db.session.execute(query).one(), strict=True))


def are_there(event_id: int) -> bool:
    """Say whether any may still be given."""
    free = exists().where(BlankBadge.event_id == event_id, BlankBadge.voided_at.is_(None), ~exists().where(OWN_TICKET))
    return bool(db.session.scalar(select(free)))


def last_number(event_id: int) -> int:
    return db.session.scalar(select(func.max(BlankBadge.number)).where(BlankBadge.event_id == event_id)) or 0


def unused(event_id: int, numbers: Iterable[range]) -> list[BlankBadge]:
    """Those that may still be given, in the order of their numbers."""
    within = [BlankBadge.number.between(one.start, one.stop - 1) for one in numbers]
    query = select(BlankBadge).outerjoin(Ticket, OWN_TICKET).where(BlankBadge.event_id == event_id, STATES["unused"])
    return list(db.session.scalars(query.where(or_(*within)).order_by(BlankBadge.number))) if within else []


def find_blank(event_id: int, lookup: str) -> BlankBadge | None:
    return db.session.scalars(
        select(BlankBadge).where(BlankBadge.event_id == event_id, BlankBadge.lookup == lookup)
    ).one_or_none()


def find_by_number(event_id: int, number: int) -> BlankBadge | None:
    return db.session.scalars(
        select(BlankBadge).where(BlankBadge.event_id == event_id, BlankBadge.number == number)
    ).one_or_none()


def find_state(event_id: int, *, lookup: str | None = None, digest: str | None = None) -> str | None:
    """What devices are told of a badge that is nobody's, "blank" or "void"; None for what is no blank badge here."""
    which = BlankBadge.lookup == lookup if digest is None else BlankBadge.code_digest == digest
    query = select(BlankBadge.voided_at).where(BlankBadge.event_id == event_id, which)
    row = db.session.execute(query).one_or_none()
    return None if row is None else "blank" if row[0] is None else "void"


def ticket_of(blank: BlankBadge) -> Ticket | None:
    """The ticket that the badge has become."""
    return db.session.scalars(select(Ticket).where(Ticket.uuid == blank.uuid)).one_or_none()


def lock_by_lookup(event_id: int, lookups: Collection[str]) -> dict[str, tuple[int, int]]:
    """{look-up id: (ticket, registration)} of blank badges that somebody has; nobody is given them meanwhile."""
    mine = (BlankBadge.event_id == event_id, BlankBadge.lookup.in_(lookups))
    if (
        not lookups
        or not db.session.scalars(
            select(BlankBadge.id).where(*mine).order_by(BlankBadge.id).with_for_update(of=BlankBadge)
        ).all()
    ):
        return {}
    query = select(BlankBadge.lookup, Ticket.id, Ticket.registration_id).join(Ticket, OWN_TICKET).where(*mine)
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class StaleBlank:
    """A blank badge of which devices do not hold how it stands."""

    id: int
    number: int
    uuid: str
    code_digest: str
    lookup: str
    voided_at: datetime | None


def stale_blanks(event_id: int) -> list[StaleBlank]:
    query = (
        select(
            BlankBadge.id, BlankBadge.number, BlankBadge.uuid, BlankBadge.code_digest, BlankBadge.lookup,
            BlankBadge.voided_at,
        )
        .outerjoin(Ticket, OWN_TICKET)
        .outerjoin(DoorRecord, DoorRecord.blank_id == BlankBadge.id)
        .where(BlankBadge.event_id == event_id, Ticket.id.is_(None))
        .where(or_(DoorRecord.lookup.is_(None), DoorRecord.is_revoked != BlankBadge.voided_at.is_not(None)))
        .order_by(BlankBadge.id)
    )  # fmt: skip
    return [StaleBlank(*row) for row in db.session.execute(query)]


def uses_of(blank_id: int) -> Sequence[BlankUse]:
    query = select(BlankUse).where(BlankUse.blank_id == blank_id).options(joinedload(BlankUse.registration))
    return db.session.scalars(query).all()


CONTESTED: Any = and_(
    BlankUse.settled_at.is_(None),
    or_(Ticket.id.is_(None), Ticket.registration_id != BlankUse.registration_id),
)


def _contested(query: Select[Any], event_id: int) -> Select[Any]:
    return (
        query.select_from(BlankUse)
        .join(BlankBadge, BlankBadge.id == BlankUse.blank_id)
        .outerjoin(Ticket, OWN_TICKET)
        .where(BlankBadge.event_id == event_id, CONTESTED)
    )


def count_contested(event_id: int) -> Select[Any]:
    """How many blank badges wait for a person to say whose they are."""
    return _contested(select(func.count(BlankUse.blank_id.distinct())), event_id)


@dataclass(frozen=True)
class Contest:
    """A blank badge and everybody who was given it; `holder`: whose it is now."""

    blank: BlankBadge
    uses: Sequence[BlankUse]
    holder: int | None


def contests(event_id: int) -> list[Contest]:
    """Blank badges that somebody holds whose they are not."""
    waiting = _contested(select(BlankUse.blank_id), event_id)
    query = (
        select(BlankUse, Ticket.registration_id)
        .join(BlankBadge, BlankBadge.id == BlankUse.blank_id)
        .outerjoin(Ticket, OWN_TICKET)
        .where(BlankUse.blank_id.in_(waiting))
        .options(joinedload(BlankUse.blank), joinedload(BlankUse.registration), joinedload(BlankUse.device))
        .order_by(BlankBadge.number, BlankUse.used_at, BlankUse.registration_id)
    )
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(query):
        found.setdefault(row[0].blank_id, []).append(row)
    return [Contest(rows[0][0].blank, [row[0] for row in rows], rows[0][1]) for rows in found.values()]
