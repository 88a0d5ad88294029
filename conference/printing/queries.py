"""Who gets a badge, who has one, what is being printed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from conference.badges.queries import COMES, among
from conference.core.codes import digest
from conference.core.db import db
from conference.core.jobs import JobState
from conference.core.jobs.models import Job
from conference.delegations.models import Delegation, Invitation
from conference.registration.manage_queries import RegistrationFilter, conditions
from conference.registration.models import Category, Registration, Ticket

from .models import BadgePrint, PrintRun, Reason

MOST_RUNS = 10  # shown to organisers
CHUNK = 500  # ids in one select
FILED_BY = ("family_name", "given_name")  # answers, before the name
HAS_TICKET = exists().where(Ticket.registration_id == Registration.id, Ticket.revoked_at.is_(None))
T = TypeVar("T")


def meant(event_id: int, narrow: RegistrationFilter, delegation: str, codes: Sequence[str]) -> list[int]:
    """Ids of those with a place in the room and a ticket whom the filter means, or, where there are any, the codes."""
    query = select(Registration.id).join(Registration.category).where(*conditions(event_id, narrow), *COMES, HAS_TICKET)
    if delegation:
        query = query.where(_of_delegation(event_id, delegation))
    if not codes:
        return list(db.session.scalars(query.order_by(Registration.id)))
    found = [ident for part in _chunks(codes) for ident in db.session.scalars(query.where(Registration.code.in_(part)))]
    return sorted(found)


def _of_delegation(event_id: int, code: str) -> ColumnElement[bool]:
    named = (
        select(Invitation.registration_id)
        .join(Delegation, Delegation.id == Invitation.delegation_id)
        .where(Delegation.event_id == event_id, Delegation.code == code, Invitation.registration_id.is_not(None))
    )
    return Registration.id.in_(named)


def delegations_of(event_id: int) -> list[tuple[str, str]]:
    """(code, name) of those that named somebody who came of it."""
    has_people = select(Invitation.delegation_id).where(
        Invitation.event_id == event_id, Invitation.registration_id.is_not(None)
    )
    query = select(Delegation.code, Delegation.name).where(
        Delegation.event_id == event_id, Delegation.id.in_(has_people)
    )
    return [(code, name) for code, name in db.session.execute(query.order_by(Delegation.name, Delegation.id))]


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _whole(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Registration.category), selectinload(Registration.tickets))


def people(ids: Sequence[int]) -> list[Registration]:
    """Those of them who have a place and a ticket now, with category and tickets."""
    found: list[Registration] = []
    for part in _chunks(ids):
        query = select(Registration).where(Registration.id.in_(part), *COMES)
        found += [row for row in db.session.scalars(_whole(query)) if row.valid_ticket]
    return found


class FiledPerson(NamedTuple):
    """What of a person decides where their badge lies in a pile."""

    id: int
    name: str
    organisation: str
    answers: dict[str, Any]
    category: Category


def filed(event_id: int, ids: Collection[int] | None = None) -> Iterator[FiledPerson]:
    """Those of them, or without any all, who have a place and a ticket now; in one select for many, too."""
    categories = {row.id: row for row in categories_of(event_id)}
    names = [Registration.answers[name].as_string() for name in FILED_BY]
    query = select(
        Registration.id, Registration.name, Registration.organisation, Registration.category_id, *names
    ).where(Registration.event_id == event_id, *COMES, HAS_TICKET)
    wanted = None if ids is None else set(ids)
    if wanted is not None:
        query = query.where(among(Registration.id, wanted))
    for ident, name, organisation, category, *answers in db.session.execute(query):
        if wanted is None or ident in wanted:
            yield FiledPerson(
                ident, name, organisation, dict(zip(FILED_BY, answers, strict=True)), categories[category]
            )


def count_people(event_id: int) -> int:
    """How many have a place and a ticket now."""
    query = select(func.count(Registration.id)).where(Registration.event_id == event_id, *COMES, HAS_TICKET)
    return db.session.scalars(query).one()


def who_say(event_id: int, ids: Collection[int]) -> list[Registration]:
    """Those of them who have a place and a ticket now, with category and that ticket, in one select for many, too."""
    query = (
        select(Registration)
        .join(Ticket, and_(Ticket.registration_id == Registration.id, Ticket.revoked_at.is_(None)))
        .where(Registration.event_id == event_id, among(Registration.id, ids), *COMES)
        .options(
            joinedload(Registration.category),
            contains_eager(Registration.tickets),
        )
    )
    wanted = set(ids)
    return [row for row in db.session.scalars(query).unique() if row.id in wanted]


def holder_of(event_id: int, ticket_code: str) -> Registration | None:
    """Whose ticket that is or was, at this event."""
    query = select(Registration).join(Ticket, Ticket.registration_id == Registration.id)
    return db.session.scalars(
        query.where(Registration.event_id == event_id, Ticket.code_digest == digest(ticket_code))
    ).one_or_none()


def find_person(event_id: int, code: str) -> Registration | None:
    query = select(Registration).where(Registration.event_id == event_id, Registration.code == code.upper())
    return db.session.scalars(_whole(query)).one_or_none()


def _counted() -> ColumnElement[bool]:
    """Tests are no badges."""
    return BadgePrint.reason != Reason.TEST


def _ids_of_newest(event_id: int, ids: Collection[int]) -> Select[Any]:
    return (
        select(func.max(BadgePrint.id).label("id"))
        .where(BadgePrint.event_id == event_id, _counted(), among(BadgePrint.registration_id, ids))
        .group_by(BadgePrint.registration_id)
    )


def _newest(event_id: int, ids: Collection[int]) -> ColumnElement[bool]:
    return BadgePrint.id.in_(_ids_of_newest(event_id, ids))


class PrintStamps(NamedTuple):
    """What the badge that a person has was made of. `is_same_person`: neither registration nor ticket changed since."""

    registration_id: int
    category_id: int  # now
    shared: str | None
    beyond: str | None
    is_same_person: bool | None  # None: not known


def stamps_of_newest(event_id: int, ids: Collection[int]) -> list[PrintStamps]:
    """Of those of the people who have a place, a ticket and a badge."""
    newest = _ids_of_newest(event_id, ids).subquery()
    is_same = and_(BadgePrint.person_version == Registration.version, BadgePrint.ticket_version == Ticket.version)
    query = (
        select(Registration.id, Registration.category_id, BadgePrint.shared, BadgePrint.beyond, is_same)
        .select_from(newest)
        .join(BadgePrint, BadgePrint.id == newest.c.id)
        .join(Registration, Registration.id == BadgePrint.registration_id)
        .join(Ticket, and_(Ticket.registration_id == Registration.id, Ticket.revoked_at.is_(None)))
        .where(*COMES)
    )
    return [PrintStamps(*row) for row in db.session.execute(query) if row[0] in ids]


def newest_prints(event_id: int, ids: Collection[int]) -> dict[int, BadgePrint]:
    """The badge that each of the people has, by registration."""
    rows = db.session.scalars(select(BadgePrint).where(_newest(event_id, ids)))
    return {row.registration_id: row for row in rows if row.registration_id in ids}


def digests_of_newest(event_id: int, ids: Collection[int]) -> dict[int, str]:
    """What the badge says that each of the people has, as one digest, by registration."""
    query = select(BadgePrint.registration_id, BadgePrint.digest).where(_newest(event_id, ids))
    return {ident: digest for ident, digest in db.session.execute(query) if ident in ids}


def newest_print(registration_id: int) -> BadgePrint | None:
    query = select(BadgePrint).where(BadgePrint.registration_id == registration_id, _counted())
    return db.session.scalars(query.order_by(BadgePrint.id.desc()).limit(1)).one_or_none()


def prints_of(registration_id: int) -> list[BadgePrint]:
    """All badges of a person, newest first."""
    query = select(BadgePrint).where(BadgePrint.registration_id == registration_id)
    return list(db.session.scalars(query.order_by(BadgePrint.id.desc())))


def find_print(event_id: int, code: str) -> BadgePrint | None:
    query = select(BadgePrint).where(BadgePrint.event_id == event_id, BadgePrint.code == code)
    return db.session.scalars(query).one_or_none()


def find_run(event_id: int, code: str) -> PrintRun | None:
    query = select(PrintRun).where(PrintRun.event_id == event_id, PrintRun.code == code)
    return db.session.scalars(query.options(joinedload(PrintRun.job))).one_or_none()


def run_by_id(run_id: int) -> PrintRun | None:
    return db.session.get(PrintRun, run_id)


def runs_in_work(event_id: int) -> list[PrintRun]:
    query = (
        select(PrintRun)
        .join(Job, Job.id == PrintRun.job_id)
        .where(PrintRun.event_id == event_id, PrintRun.failure == "")
        .where(Job.state.in_((JobState.WAITING, JobState.RUNNING)))
    )
    return list(db.session.scalars(query.order_by(PrintRun.id)))


def runs_of_event(event_id: int, at: datetime) -> list[PrintRun]:
    """Those that still are to be had, newest first."""
    query = (
        select(PrintRun)
        .where(PrintRun.event_id == event_id, PrintRun.expires_at > at)
        .options(joinedload(PrintRun.job))
        .order_by(PrintRun.id.desc())
        .limit(MOST_RUNS)
    )
    return list(db.session.scalars(query))


def categories_of(event_id: int) -> list[Category]:
    query = select(Category).where(Category.event_id == event_id)
    return list(db.session.scalars(query.order_by(Category.position, Category.id)))


def everybody(event_id: int) -> list[int]:
    """Ids of all who get a badge."""
    return list(db.session.scalars(select(Registration.id).where(Registration.event_id == event_id, *COMES)))
