"""Places taken and given back: one conditional update on each row that owns a number, in the caller's transaction.

Call it last in the transaction: on PostgreSQL everybody waits for these two rows until the commit. The category comes
before the event, always, so that nobody waits in a circle; who needs several categories takes `hold_all` first.
"""

from collections import Counter
from typing import Any

from sqlalchemy import Update, bindparam, or_, select, update

from conference.core.db import Base, db, execute
from conference.events.models import Event, Mode

from . import rules
from .models import Category

Number = tuple[str, int | str]  # ("category", id) or ("event", mode): in this order they are locked
IN_ROOM: Number = ("event", Mode.IN_PERSON)


def _statements(owner: type[Base], taken: str = "places_taken", capacity: str = "capacity") -> tuple[Update, Update]:
    """(take a place if one is left, give one back), put together once: this is the busiest row there is."""
    table: Any = owner.__table__
    change = update(table).where(table.c.id == bindparam("owner_id")).returning(table.c.id)
    is_left = or_(table.c[capacity].is_(None), table.c[taken] < table.c[capacity])
    return (
        change.where(is_left).values({taken: table.c[taken] + 1}),
        change.values({taken: table.c[taken] - 1}),
    )


TAKE_IN_CATEGORY, FREE_IN_CATEGORY = _statements(Category)
TAKE_AT_EVENT, FREE_AT_EVENT = _statements(Event)
TAKE_ONLINE, FREE_ONLINE = _statements(Event, "online_taken", "online_capacity")


def take_place(event_id: int, category_id: int, mode: str = Mode.IN_PERSON) -> None:
    """Raises CategoryFull or EventFull; the transaction must not be committed then."""
    take_in_category(category_id)
    take_at_event(event_id, mode)


def take_in_category(category_id: int) -> None:
    if not _was_changed(TAKE_IN_CATEGORY, category_id):
        raise rules.category_full()


def take_at_event(event_id: int, mode: str) -> None:
    """In the room or online alone: the category has counted the person already."""
    if not _was_changed(TAKE_ONLINE if mode == Mode.ONLINE else TAKE_AT_EVENT, event_id):
        raise rules.event_full(online=mode == Mode.ONLINE)


def numbers(category_id: int, mode: str) -> Counter[Number]:
    """What somebody counts at who takes part that way."""
    return Counter([("category", category_id), ("event", mode)])


def take(event_id: int, number: Number) -> None:
    """Raises CategoryFull or EventFull, as `take_place`."""
    if number[0] == "category":
        take_in_category(int(number[1]))
    else:
        take_at_event(event_id, str(number[1]))


def free(event_id: int, number: Number) -> None:
    if number[0] == "category":
        _was_changed(FREE_IN_CATEGORY, int(number[1]))
    else:
        free_at_event(event_id, str(number[1]))


def take_places(event_id: int, category_id: int, mode: str, number: int) -> None:
    """Several at once, all or none of them. Raises CategoryFull or EventFull, as for one."""
    owners: tuple[tuple[Any, int, str, str], ...] = (
        (Category, category_id, "places_taken", "capacity"),
        (Event, event_id, "online_taken", "online_capacity")
        if mode == Mode.ONLINE
        else (Event, event_id, "places_taken", "capacity"),
    )
    for owner, ident, taken, capacity in owners:
        table = owner.__table__
        is_left = or_(table.c[capacity].is_(None), table.c[taken] + number <= table.c[capacity])
        change = update(table).where(table.c.id == ident, is_left).values({taken: table.c[taken] + number})
        if db.session.scalar(change.returning(table.c.id)) is None:
            raise rules.category_full() if owner is Category else rules.event_full(online=mode == Mode.ONLINE)


def free_place(event_id: int, category_id: int, mode: str = Mode.IN_PERSON) -> None:
    _was_changed(FREE_IN_CATEGORY, category_id)
    free_at_event(event_id, mode)


def free_at_event(event_id: int, mode: str) -> None:
    _was_changed(FREE_ONLINE if mode == Mode.ONLINE else FREE_AT_EVENT, event_id)


def hold_all(event_id: int) -> None:
    """Keep all numbers of the event as they are until the transaction ends: categories in their order, then the event.

    To be called before any of them was changed. A free place is given to the next in line under this lock alone.
    It lets those in who only refer to these rows: whoever adds a registration does, and then waits for a number.
    """
    categories = select(Category.id).where(Category.event_id == event_id).order_by(Category.id)
    db.session.execute(categories.with_for_update(key_share=True)).all()
    db.session.execute(select(Event.id).where(Event.id == event_id).with_for_update(key_share=True)).all()


def _was_changed(statement: Update, owner_id: int) -> bool:
    return execute(statement, {"owner_id": owner_id}).scalar_one_or_none() is not None
