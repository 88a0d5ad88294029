"""The views of the table that somebody sees, and what they are used to."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from conference.core.db import db

from .models import TableHabit, TableView


def views_of(event_id: int, user_id: int) -> list[TableView]:
    """Their own and those of the team, by name."""
    query = (
        select(TableView)
        .where(TableView.event_id == event_id, TableView.deleted_at.is_(None))
        .where(or_(TableView.owner_id == user_id, TableView.is_shared))
        .options(joinedload(TableView.owner))
    )
    return list(db.session.scalars(query.order_by(func.lower(TableView.name), TableView.id)))


def deleted_views(event_id: int, user_id: int, *, may_share: bool) -> list[TableView]:
    """Those that this person may bring back, the last deleted first."""
    theirs = TableView.owner_id == user_id
    query = (
        select(TableView)
        .where(TableView.event_id == event_id, TableView.deleted_at.is_not(None))
        .where(or_(theirs, TableView.is_shared) if may_share else theirs)
        .options(joinedload(TableView.owner))
    )
    return list(db.session.scalars(query.order_by(TableView.deleted_at.desc(), TableView.id.desc())))


def find_view(event_id: int, user_id: int, code: str) -> TableView | None:
    """A view that this person sees, or saw before it was deleted."""
    query = (
        select(TableView)
        .where(TableView.event_id == event_id, TableView.code == code)
        .where(or_(TableView.owner_id == user_id, TableView.is_shared))
    )
    return db.session.scalars(query).one_or_none()


def habit_of(event_id: int, user_id: int) -> TableHabit | None:
    query = select(TableHabit).where(TableHabit.event_id == event_id, TableHabit.user_id == user_id)
    return db.session.scalars(query).one_or_none()


def forgettable_views(before: datetime) -> list[TableView]:
    return list(db.session.scalars(select(TableView).where(TableView.deleted_at < before)))
