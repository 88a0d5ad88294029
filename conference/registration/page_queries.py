"""The pages of the table. The pages before and after one are found by its first and last row, however deep they are."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.core.paging import PAGE_SIZE, Page

from .manage_queries import DEFAULT_SORT, RegistrationFilter, conditions, filter_conditions
from .models import Category, Registration
from .models.registrations import NAME_ORDER
from .searching import MOST_FOUND, first_ids

SORTS: dict[str, ColumnElement[Any]] = {  # none of them is null: databases disagree about the place of nothing
    "name": NAME_ORDER,
    "organisation": func.lower(Registration.organisation),
    "category": Category.position.expression,
    "status": Registration.state.expression,
    "registered": Registration.created_at.expression,
    "country": func.coalesce(Registration.country, ""),
    "changed": Registration.changed_at.expression,
}


@dataclass(frozen=True)
class Cursor:
    """The rows next to the registration with this code: those after it, or those before it."""

    code: str
    is_after: bool


@dataclass(frozen=True)
class Found(Page[Registration]):
    """A page of the table; `is_more`: there are more than `total`, nobody counted how many."""

    is_more: bool = False


def page_of_registrations(
    event_id: int, wanted: RegistrationFilter, number: int, cursor: Cursor | None = None
) -> Found:
    """A page, its ids first: rows are wide, and only those of the page are read.

    What a search finds in plenty is not counted to the end. With a cursor `number` is only what the page is called.
    """
    narrowed = filter_conditions(event_id, wanted)
    ids = first_ids(wanted.search, narrowed) if wanted.search else []
    is_more = len(ids) > MOST_FOUND
    if is_more:
        total = MOST_FOUND
    elif wanted.search:
        total = len(ids)
    else:
        total = db.session.scalar(select(func.count()).select_from(Registration).where(*narrowed)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    if is_more or not wanted.search:
        query = select(Registration.id).where(*conditions(event_id, wanted))
    else:
        query = select(Registration.id).where(Registration.id.in_(ids))
    found = ids_next_to(query, event_id, wanted.sort, cursor) if cursor else []
    if not found:
        found = ids_of_page(query, wanted.sort, number, None if is_more else total)
    return Found(rows_of(found), number, pages, total, is_more)


def ids_of_page(query: Select[Any], sort: str, number: int, total: int | None) -> list[int]:
    """Those of the page of this number, counted from the nearer end where the end is known."""
    start = (number - 1) * PAGE_SIZE
    size = PAGE_SIZE if total is None else min(PAGE_SIZE, total - start)
    if total is None or start <= total // 2:
        return list(db.session.scalars(sorted_by(query, sort).limit(PAGE_SIZE).offset(start)))
    backwards = sorted_by(query, reverse(sort)).limit(size).offset(total - start - size)
    return list(db.session.scalars(backwards))[::-1]


def ids_next_to(query: Select[Any], event_id: int, sort: str, cursor: Cursor) -> list[int]:
    """A page full of ids after or before a row; none where there is no such row, or less than a page before it."""
    column = SORTS[sort.removeprefix("-")]
    key = select(column, Registration.id).join(Registration.category)
    row: Any = db.session.execute(
        key.where(Registration.event_id == event_id, Registration.code == cursor.code)
    ).first()
    if row is None:
        return []
    value, ident = row
    way = sort if cursor.is_after else reverse(sort)
    if way.startswith("-"):
        beyond = and_(column <= value, or_(column < value, Registration.id < ident))
    else:
        beyond = and_(column >= value, or_(column > value, Registration.id > ident))
    found = list(db.session.scalars(sorted_by(query.where(beyond), way).limit(PAGE_SIZE)))
    if cursor.is_after:
        return found
    return found[::-1] if len(found) == PAGE_SIZE else []


def sorted_by(query: Select[Any], sort: str) -> Select[Any]:
    """The query of Registration in the order of a key of SORTS, "-" for downwards."""
    name = sort.removeprefix("-")
    if name == "category":
        query = query.join(Registration.category)
    if sort.startswith("-"):
        return query.order_by(SORTS[name].desc(), Registration.id.desc())
    return query.order_by(SORTS[name], Registration.id)


def reverse(sort: str) -> str:
    return sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"


def rows_of(ids: list[int]) -> list[Registration]:
    """The rows of the table, in the order of `ids`."""
    query = select(Registration).where(Registration.id.in_(ids)).options(joinedload(Registration.category))
    rows = {row.id: row for row in db.session.scalars(query)}
    return [rows[ident] for ident in ids]


def ids_of_registrations(event_id: int, wanted: RegistrationFilter) -> list[int]:
    """All that the table's filter shows, in its order."""
    query = select(Registration.id).where(*conditions(event_id, wanted))
    return list(db.session.scalars(sorted_by(query, wanted.sort)))


__all__ = ["DEFAULT_SORT", "SORTS", "Cursor", "Found", "ids_of_registrations", "page_of_registrations"]
