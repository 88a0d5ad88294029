"""What organisers look up: the table of registrations, and one of them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.events.models import Event, EventProject
from conference.organisations.hooks import Use
from conference.programme.models import Session

from .marks import MARKS
from .models import Category, Registration, RegistrationState
from .organisation_queries import is_of
from .searching import MOST_WORDS, has_word, words_of

DEFAULT_SORT = "-registered"
PLAIN = ("state", "mode", "country", "source", "language")  # columns that hold what is asked for


@dataclass(frozen=True)
class RegistrationFilter:
    """What the table shows: words searched for, values of columns, a category's code, an order ("-": downwards).

    `organisation`: one name, which stands for all that the directory has of it. `verified`: "yes" or "no" for whether
    the address was confirmed. "" asks for nothing. `marks`: keys of MARKS.
    """

    search: str = ""
    state: str = ""
    category: str = ""
    mode: str = ""
    country: str = ""
    organisation: str = ""
    source: str = ""
    language: str = ""
    verified: str = ""
    marks: tuple[str, ...] = ()
    sort: str = DEFAULT_SORT

    @property
    def is_narrow(self) -> bool:
        return any(value for name, value in vars(self).items() if name != "sort")


def conditions(event_id: int, wanted: RegistrationFilter) -> list[ColumnElement[bool]]:
    """Whom the filter means, of Registration."""
    return [*filter_conditions(event_id, wanted), *map(has_word, words_of(wanted.search))]


def filter_conditions(event_id: int, wanted: RegistrationFilter) -> list[ColumnElement[bool]]:
    """The same without the words searched for."""
    found = [Registration.event_id == event_id]
    found += [getattr(Registration, name) == value for name in PLAIN if (value := getattr(wanted, name))]
    if wanted.organisation:
        found.append(is_of(event_id, wanted.organisation))
    if wanted.category:
        known = select(Category.id).where(Category.event_id == event_id, Category.code == wanted.category)
        found.append(Registration.category_id.in_(known))
    if wanted.verified:
        is_verified = Registration.verified_at.is_not(None)
        found.append(is_verified if wanted.verified == "yes" else ~is_verified)
    return found + [MARKS[name].condition(event_id) for name in wanted.marks]


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


def find_person(event_id: int, words: str) -> Registration | None:
    """The newest registration in which all the words are found; "" finds the newest of all."""
    query = (
        select(Registration)
        .where(Registration.event_id == event_id, Registration.erased_at.is_(None))
        .where(*(has_word(word) for word in words.split()[:MOST_WORDS]))
        .options(
            joinedload(Registration.event).selectinload(Event.project_links).joinedload(EventProject.project),
            joinedload(Registration.category),
            selectinload(Registration.tickets),
        )
    )
    return db.session.scalars(query.order_by(Registration.created_at.desc(), Registration.id.desc()).limit(1)).first()
