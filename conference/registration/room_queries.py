"""Who takes part online and would rather come to the room: how it stands, and who is next."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from conference.core.db import db
from conference.core.paging import Page, page_of
from conference.events.models import Mode

from .models import Category, Registration, RegistrationState, RoomWish


def find_wish(registration_id: int) -> RoomWish | None:
    """As stored now; a service that holds the registration holds its wish."""
    return db.session.get(RoomWish, registration_id, populate_existing=True)


def _in_line(event_id: int, *columns: Any, by_priority: bool) -> Select[Any]:
    """Of those whom a place may be offered: they have one online, and their category has both; the next one first."""
    query: Select[Any] = (
        select(*columns)
        .select_from(RoomWish)
        .join(RoomWish.registration)
        .join(Registration.category)
        .where(
            RoomWish.event_id == event_id,
            RoomWish.moved_at.is_(None),
            RoomWish.offered_until.is_(None),
            RoomWish.offer_ended_at.is_(None),
            Registration.state == RegistrationState.CONFIRMED,
            Registration.mode == Mode.ONLINE,
            Category.modes == "",
        )
    )
    first = ((Category.priority + Registration.priority).desc(),) if by_priority else ()
    return query.order_by(*first, RoomWish.asked_at, Registration.id)


def next_in_line(event_id: int, *, by_priority: bool, skip: Collection[int], limit: int) -> list[int]:
    """Ids of the registrations that are next to be offered a place in the room."""
    query = _in_line(event_id, Registration.id, by_priority=by_priority)
    return list(db.session.scalars(query.where(Registration.id.not_in(skip)).limit(limit)))


def position_in_line(registration_id: int, event_id: int, *, by_priority: bool) -> int | None:
    """1 for the first; None for who is not in it."""
    ids = list(db.session.scalars(_in_line(event_id, Registration.id, by_priority=by_priority)))
    return ids.index(registration_id) + 1 if registration_id in ids else None


def page_of_line(event_id: int, number: int, *, by_priority: bool) -> Page[RoomWish]:
    query = _in_line(event_id, RoomWish, by_priority=by_priority)
    return page_of(query.options(contains_eager(RoomWish.registration).contains_eager(Registration.category)), number)


def open_offers(event_id: int) -> list[RoomWish]:
    """Who was offered a place in the room and has not answered, the first to end first."""
    return _with_people(event_id, RoomWish.offered_until)


def ended_offers(event_id: int) -> list[RoomWish]:
    """Who did not answer an offer and still takes part online, the newest last."""
    return [wish for wish in _with_people(event_id, RoomWish.offer_ended_at) if wish.registration.holds_place]


def _with_people(event_id: int, column: InstrumentedAttribute[datetime | None]) -> list[RoomWish]:
    query = (
        select(RoomWish)
        .where(RoomWish.event_id == event_id, column.is_not(None))
        .options(joinedload(RoomWish.registration).joinedload(Registration.category))
        .order_by(column, RoomWish.registration_id)
    )
    return list(db.session.scalars(query))
