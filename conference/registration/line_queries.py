"""The waiting list as it stands: who waits in which order, and what is free for them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import contains_eager, joinedload

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.events.models import Event, Mode

from . import rules
from .models import Category, Registration, RegistrationState

WAITS = Registration.state == RegistrationState.WAITING


def in_order(query: Select[Any], *, by_priority: bool) -> Select[Any]:
    """The order of the line; the query has both the registration and its category."""
    first = ((Category.priority + Registration.priority).desc(),) if by_priority else ()
    # who was put on the list without a time stands at its end
    nobody_knows_when = case((Registration.waiting_since.is_(None), 1), else_=0)
    return query.order_by(*first, nobody_knows_when, Registration.waiting_since, Registration.id)


def free_places(event_id: int) -> rules.Free:
    """As counted now; inside `places.hold_all` nobody else changes it."""
    event = db.session.execute(
        select(Event.capacity, Event.places_taken, Event.online_capacity, Event.online_taken).where(
            Event.id == event_id
        )
    ).one()
    categories = db.session.execute(
        select(Category.id, Category.capacity, Category.places_taken).where(Category.event_id == event_id)
    )
    return rules.Free(
        modes={Mode.IN_PERSON: rules.left(event[0], event[1]), Mode.ONLINE: rules.left(event[2], event[3])},
        categories={ident: rules.left(capacity, taken) for ident, capacity, taken in categories},
    )


def next_in_line(
    event_id: int, free: rules.Free, *, by_priority: bool, skip: Collection[int], limit: int
) -> list[tuple[int, int, str]]:
    """(id, category, mode) of the first who wait for a place that is free; categories with places pass the others."""
    columns: tuple[Any, ...] = (Registration.id, Registration.category_id, Registration.mode)
    query = (
        select(*columns)
        .join(Registration.category)
        .where(
            Registration.event_id == event_id,
            WAITS,
            Registration.offered_until.is_(None),
            Registration.offer_ended_at.is_(None),
            Registration.category_id.in_(free.open_categories),
            Registration.mode.in_(free.open_modes),
            Registration.id.not_in(skip),
        )
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(in_order(query, by_priority=by_priority))]


def blocks_of(idents: Collection[int]) -> dict[int, str]:
    """By id, the key of the group that waits together; those who wait for themselves are left out."""
    query = select(Registration.id, Registration.group_key).where(
        Registration.id.in_(idents), Registration.waits_together, Registration.group_key.is_not(None)
    )
    return {ident: key for ident, key in db.session.execute(query) if key}


def block_members(event_id: int, group_key: str) -> list[tuple[int, int, str]]:
    """(id, category, mode) of those of a group who wait together, in the order of their form."""
    query = select(Registration.id, Registration.category_id, Registration.mode).where(
        Registration.event_id == event_id,
        Registration.group_key == group_key,
        Registration.waits_together,
        WAITS,
        Registration.offered_until.is_(None),
        Registration.offer_ended_at.is_(None),
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query.order_by(Registration.id))]


def line_ids(event_id: int, *, by_priority: bool) -> list[int]:
    """Everybody who waits and was not offered a place, the first in line first."""
    query = (
        select(Registration.id)
        .join(Registration.category)
        .where(Registration.event_id == event_id, WAITS, Registration.offered_until.is_(None))
    )
    return list(db.session.scalars(in_order(query, by_priority=by_priority)))


def position_in_line(registration: Registration, *, by_priority: bool) -> int | None:
    """1 for the first; None for who does not wait, or has an offer."""
    ids = line_ids(registration.event_id, by_priority=by_priority)
    return ids.index(registration.id) + 1 if registration.id in ids else None


def page_of_line(event_id: int, number: int, *, by_priority: bool) -> Page[Registration]:
    """Who waits and was not offered a place, the first in line first."""
    query = (
        select(Registration)
        .join(Registration.category)
        .where(Registration.event_id == event_id, WAITS, Registration.offered_until.is_(None))
        .options(contains_eager(Registration.category))
    )
    return page_of(in_order(query, by_priority=by_priority), number)


def open_offers(event_id: int) -> list[Registration]:
    """Who was offered a place and has not answered, the first to end first."""
    query = (
        select(Registration)
        .where(Registration.event_id == event_id, WAITS, Registration.offered_until.is_not(None))
        .options(joinedload(Registration.category))
        .order_by(Registration.offered_until, Registration.id)
    )
    return list(db.session.scalars(query))
