"""What organisers look up: the table of registrations, one of them, and the rows of an export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.core.text import fold
from conference.events.models import Event
from conference.organisations.hooks import Use
from conference.programme.models import Session

from .models import Category, Consent, Registration, RegistrationState

EXPORT_CHUNK = 1000
MOST_WORDS = 8  # of a search; more only cost time
DEFAULT_SORT = "-registered"
SORTS: dict[str, Any] = {
    "name": Registration.name_key,
    "organisation": func.lower(Registration.organisation),
    "category": Category.position,
    "status": Registration.state,
    "registered": Registration.created_at,
}


@dataclass(frozen=True)
class RegistrationFilter:
    """What the table shows: words searched for, a state, a category's code, a key of SORTS ("-" for descending)."""

    search: str = ""
    state: str = ""
    category: str = ""
    sort: str = DEFAULT_SORT

    @property
    def is_narrow(self) -> bool:
        return bool(self.search or self.state or self.category)


def conditions(event_id: int, wanted: RegistrationFilter) -> list[ColumnElement[bool]]:
    found = [Registration.event_id == event_id]
    if wanted.state:
        found.append(Registration.state == wanted.state)
    if wanted.category:
        found.append(Category.code == wanted.category)
    return found + [has_word(word) for word in wanted.search.split()[:MOST_WORDS]]


def has_word(word: str) -> ColumnElement[bool]:
    """The word is in a name or the organisation, in whichever script, or in the address, or starts the code."""
    ways: list[ColumnElement[bool]] = [
        Registration.email_key.contains(word.casefold(), autoescape=True),
        Registration.code.startswith(word.upper(), autoescape=True),
    ]
    if folded := fold(word):
        ways.append(Registration.name_key.contains(folded, autoescape=True))
    return or_(*ways)


def sorted_by(query: Select[Any], sort: str) -> Select[Any]:
    column = SORTS[sort.removeprefix("-")]
    if sort.startswith("-"):
        return query.order_by(column.desc(), Registration.id.desc())
    return query.order_by(column, Registration.id)


def page_of_registrations(event_id: int, wanted: RegistrationFilter, number: int) -> Page[Registration]:
    query = select(Registration).join(Registration.category).where(*conditions(event_id, wanted))
    return page_of(sorted_by(query.options(joinedload(Registration.category)), wanted.sort), number)


@dataclass(frozen=True)
class Counts:
    """How many registrations an event has, by state and by category."""

    by_state: dict[str, int]
    by_category: dict[str, int]  # code of the category -> number

    @property
    def total(self) -> int:
        return sum(self.by_state.values())


def count_registrations(event_id: int) -> Counts:
    query = (
        select(Registration.state, Category.code, func.count())
        .join(Registration.category)
        .where(Registration.event_id == event_id)
        .group_by(Registration.state, Category.code)
    )
    by_state: dict[str, int] = {}
    by_category: dict[str, int] = {}
    for state, category, number in db.session.execute(query):
        by_state[state] = by_state.get(state, 0) + number
        by_category[category] = by_category.get(category, 0) + number
    return Counts(by_state, by_category)


def categories_of_event(event_id: int) -> list[Category]:
    query = select(Category).where(Category.event_id == event_id).order_by(Category.position, Category.id)
    return list(db.session.scalars(query))


def find_registration(event_id: int, code: str) -> Registration | None:
    """A registration with everything its page shows; codes compare without case."""
    query = (
        select(Registration)
        .where(Registration.event_id == event_id, Registration.code == code.upper())
        .options(
            joinedload(Registration.category),
            selectinload(Registration.tickets),
            selectinload(Registration.consents),
        )
    )
    return db.session.scalars(query).one_or_none()


def newest_registrations(event_id: int, limit: int) -> list[Registration]:
    query = (
        select(Registration)
        .where(Registration.event_id == event_id)
        .options(joinedload(Registration.category))
        .order_by(Registration.created_at.desc(), Registration.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


def ids_of_registrations(event_id: int, wanted: RegistrationFilter) -> list[int]:
    query = select(Registration.id).join(Registration.category).where(*conditions(event_id, wanted))
    return list(db.session.scalars(sorted_by(query, wanted.sort)))


@dataclass(frozen=True)
class ExportRow:
    consents: str  # purposes agreed to and not withdrawn
    answers: dict[str, Any]
    code: str
    state: str
    category: str
    name: str
    national_name: str
    email: str
    organisation: str
    position: str
    country: str | None
    language: str
    created_at: datetime
    changed_at: datetime
    cancelled_at: datetime | None


def export_rows(ids: list[int]) -> Iterator[ExportRow]:
    """The rows in the order of `ids`, read in chunks: no transaction stays open while a slow reader loads them."""
    columns: tuple[Any, ...] = (
        Registration.id, Registration.answers, Registration.code, Registration.state, Category.name, Registration.name,
        Registration.national_name, Registration.email, Registration.organisation, Registration.position,
        Registration.country, Registration.language, Registration.created_at, Registration.changed_at,
        Registration.cancelled_at,
    )  # fmt: skip
    for start in range(0, len(ids), EXPORT_CHUNK):
        chunk = ids[start : start + EXPORT_CHUNK]
        query = select(*columns).join(Registration.category).where(Registration.id.in_(chunk))
        rows: dict[int, Any] = {row[0]: row[1:] for row in db.session.execute(query)}
        consents = consents_of(chunk)
        db.session.rollback()
        for ident in chunk:
            yield ExportRow(" ".join(consents.get(ident, ())), *rows[ident])


def consents_of(ids: list[int]) -> dict[int, list[str]]:
    """Purposes that each registration agreed to and did not take back."""
    query = select(Consent.registration_id, Consent.purpose).where(
        Consent.registration_id.in_(ids), Consent.withdrawn_at.is_(None)
    )
    found: dict[int, list[str]] = {}
    for ident, purpose in db.session.execute(query.order_by(Consent.id)):
        found.setdefault(ident, []).append(purpose)
    return found


def find_category(event_id: int, code: str) -> Category | None:
    return db.session.scalars(
        select(Category).where(Category.event_id == event_id, Category.code == code)
    ).one_or_none()


def sessions_to_choose(event_id: int) -> list[tuple[str, str]]:
    """(code, title) of the sessions that take place."""
    query = select(Session.code, Session.title).where(Session.event_id == event_id, Session.cancelled_at.is_(None))
    return [(code, title) for code, title in db.session.execute(query.order_by(Session.title, Session.code))]


def uses_of_category(category_id: int) -> list[Use]:
    """The registrations that have it, as one use."""
    query = (
        select(func.count(Registration.id), Category.code, Event.slug)
        .join(Registration.category)
        .join(Event, Event.id == Category.event_id)
        .where(Category.id == category_id)
        .group_by(Category.code, Event.slug)
    )
    return [
        Use(_("Registrations"), str(number), "manage_registrations.list", {"slug": slug, "category": code})
        for number, code, slug in db.session.execute(query)
    ]


def waiting_by_category(event_id: int) -> dict[int, int]:
    """How many wait for a place in each category."""
    query = (
        select(Registration.category_id, func.count())
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.WAITING)
        .group_by(Registration.category_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
