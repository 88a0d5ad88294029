"""Keeping views of the table of registrations. What concerns the team stands in the history of the event."""

from datetime import datetime, timedelta
from typing import Any

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import db, lock, transaction
from conference.events.models import Event

from .. import table_queries
from ..models import TableHabit, TableView
from ..rules.table_views import Keeper, ViewValues, why_not_change, why_not_keep

KEPT_DELETED = timedelta(days=30)  # after it is deleted


def keep_view(event_id: int, values: ViewValues, keeper: Keeper, *, actor: audit.Actor, at: datetime) -> str:
    """Store a new view; returns its code. Raises a Refused of rules.table_views."""
    with transaction() as session:
        lock(Event, event_id)
        _refuse(event_id, values.name, keeper, is_shared=values.is_shared)
        view = TableView(event_id=event_id, code=new_code(), owner_id=keeper.user_id, created_at=at, changed_at=at,
                         **vars(values))  # fmt: skip
        session.add(view)
        session.flush()
        _note("added", view, actor, at, is_shared=view.is_shared)
        return view.code


def rename_view(view_id: int, name: str, keeper: Keeper, *, is_shared: bool, actor: audit.Actor, at: datetime) -> None:
    """Call the view otherwise, or share it, or keep it to its owner. Raises a Refused of rules.table_views."""
    with transaction() as session:
        view = _view_of(view_id, keeper)
        _refuse(view.event_id, name, keeper, is_shared=is_shared, but=view_id)
        told = view.is_shared or is_shared
        changed = [key for key, value in (("name", name), ("is_shared", is_shared)) if getattr(view, key) != value]
        view.name, view.is_shared, view.changed_at = name, is_shared, at
        session.flush()
        if changed:
            _note("changed", view, actor, at, is_shared=told, fields=changed)


def redefine_view(
    view_id: int, query: dict[str, Any], columns: list[str], keeper: Keeper, *, actor: audit.Actor, at: datetime
) -> None:
    """Let the view show what the table shows now. Raises ViewOfAnother."""
    with transaction():
        view = _view_of(view_id, keeper)
        changed = [key for key, value in (("query", query), ("columns", columns)) if getattr(view, key) != value]
        view.query, view.columns, view.changed_at = query, columns, at
        if changed:
            _note("changed", view, actor, at, is_shared=view.is_shared, fields=changed)


def delete_view(view_id: int, keeper: Keeper, *, actor: audit.Actor, at: datetime) -> None:
    """Take the view out of everybody's lists; for a month it can be brought back. Raises ViewOfAnother."""
    with transaction():
        view = _view_of(view_id, keeper)
        if view.deleted_at is None:
            view.deleted_at = at
            _note("deleted", view, actor, at, is_shared=view.is_shared)


def restore_view(view_id: int, keeper: Keeper, *, actor: audit.Actor, at: datetime) -> None:
    """Bring a deleted view back. Raises ViewOfAnother, or ViewNameTaken when another has its name by now."""
    with transaction():
        view = _view_of(view_id, keeper)
        if view.deleted_at is not None:
            is_shared = view.is_shared and keeper.may_share
            _refuse(view.event_id, view.name, keeper, is_shared=is_shared, but=view_id)
            view.deleted_at = None
            _note("restored", view, actor, at, is_shared=view.is_shared)


def open_with(event_id: int, user_id: int, view_id: int | None) -> None:
    """Let the person's table open with the view, or with everybody."""
    with transaction():
        _habit(event_id, user_id).view_id = view_id


def keep_columns(event_id: int, user_id: int, columns: list[str]) -> None:
    """Remember which columns the person is used to; none: the usual ones."""
    with transaction():
        _habit(event_id, user_id).columns = columns


def forget_views(at: datetime) -> int:
    """Delete for good what nobody brought back in a month; says how many."""
    with transaction() as session:
        gone = table_queries.forgettable_views(at - KEPT_DELETED)
        for view in gone:
            session.delete(view)
        return len(gone)


def _habit(event_id: int, user_id: int) -> TableHabit:
    lock(Event, event_id)
    habit = table_queries.habit_of(event_id, user_id)
    if habit is None:
        habit = TableHabit(event_id=event_id, user_id=user_id, columns=[])
        db.session.add(habit)
    return habit


def _view_of(view_id: int, keeper: Keeper) -> TableView:
    event_id = db.session.get_one(TableView, view_id).event_id
    lock(Event, event_id)
    view = lock(TableView, view_id)
    if refusal := why_not_change(view, keeper):
        raise refusal
    return view


def _refuse(event_id: int, name: str, keeper: Keeper, *, is_shared: bool, but: int | None = None) -> None:
    others = [view for view in table_queries.views_of(event_id, keeper.user_id) if view.id != but]
    if refusal := why_not_keep(name, is_shared=is_shared, keeper=keeper, others=others):
        raise refusal


def _note(deed: str, view: TableView, actor: audit.Actor, at: datetime, *, is_shared: bool, **detail: Any) -> None:
    """A view that is somebody's own concerns nobody else."""
    if is_shared:
        audit.record(f"table_view.{deed}", view, actor=actor, event_id=view.event_id, at=at, **detail)
