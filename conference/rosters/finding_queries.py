"""Who of an event may be registered twice, at once: what was found when its people were last compared.

Comparing thousands takes a second, so a worker does it. Few are compared on the spot: what is said of them is exact.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from conference.core.db import db
from conference.events.models import Event
from conference.registration.models import ALIVE, Registration

from .comparing_queries import SETTLED
from .likeness import Pair, Why
from .models import DifferentPeople, PossibleTwin, TwinLook
from .twin_queries import pairs_of_event

MOST_AT_ONCE = 300  # people compared within a request
PAUSE = timedelta(minutes=1)  # between two comparisons of an event


def is_possible_twin(event_id: int) -> ColumnElement[bool]:
    """On Registration: who holds a place or waits for one, and may be the same person as another."""
    if is_out_of_date(event_id) and count_alive(event_id) <= MOST_AT_ONCE:
        return Registration.id.in_(twins_now(event_id))
    either = (_found(event_id, PossibleTwin.first_id), _found(event_id, PossibleTwin.second_id))
    return and_(Registration.id.in_(union_all(*either)), Registration.state.in_(ALIVE))


def pairs_now(event_id: int) -> list[Pair]:
    """All who look alike: of few exactly, of many as they were last compared."""
    looked = select(TwinLook.event_id).where(TwinLook.event_id == event_id)
    if count_alive(event_id) <= MOST_AT_ONCE or db.session.scalar(looked) is None:
        return pairs_of_event(event_id)
    columns = PossibleTwin.first_id, PossibleTwin.second_id, PossibleTwin.why
    rows = db.session.execute(_found(event_id, *columns).order_by(*columns))
    return [Pair(first, second, Why(why)) for first, second, why in rows]


def _found(event_id: int, *columns: Any) -> Select[Any]:
    """Of the pairs that were found, those where both are still there and nobody has said that they are two."""
    first, second = aliased(Registration), aliased(Registration)
    are_different = exists().where(
        DifferentPeople.first_id == PossibleTwin.first_id, DifferentPeople.second_id == PossibleTwin.second_id
    )
    return (
        select(*columns)
        .join(first, first.id == PossibleTwin.first_id)
        .join(second, second.id == PossibleTwin.second_id)
        .where(PossibleTwin.event_id == event_id, first.state.in_(ALIVE), second.state.in_(ALIVE), ~are_different)
    )


def twins_now(event_id: int) -> set[int]:
    return {ident for pair in pairs_of_event(event_id) for ident in (pair.first, pair.second)}


def is_out_of_date(event_id: int) -> bool:
    newest = select(func.max(Registration.changed_at)).where(Registration.event_id == event_id).scalar_subquery()
    looked = select(TwinLook.looked_at).where(TwinLook.event_id == event_id).scalar_subquery()
    row: Any = db.session.execute(select(newest, looked)).one()
    return is_changed_since(row[0], row[1])


def is_changed_since(changed_at: datetime | None, looked_at: datetime | None) -> bool:
    return changed_at is not None and (looked_at is None or changed_at > looked_at - SETTLED)


def count_alive(event_id: int) -> int:
    alive = select(func.count()).where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
    return db.session.scalar(alive) or 0


def events_to_look_at(at: datetime) -> list[int]:
    """Events whose people have changed since they were compared, and that a worker compared a while ago."""
    newest = (
        select(func.max(Registration.changed_at)).where(Registration.event_id == Event.id).correlate(Event)
    ).scalar_subquery()
    query = (
        select(Event.id, newest, TwinLook.looked_at)
        .outerjoin(TwinLook, TwinLook.event_id == Event.id)
        .where(or_(TwinLook.looked_at.is_(None), TwinLook.looked_at <= at - PAUSE))
    )
    rows: Any = db.session.execute(query)
    return [event_id for event_id, changed_at, looked_at in rows if is_changed_since(changed_at, looked_at)]
