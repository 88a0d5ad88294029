from sqlalchemy import select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.programme.models import Session

from ..models import CheckPoint


def points_of_event(event_id: int, *, closed: bool = False) -> list[CheckPoint]:
    """In their order; `closed`: also those out of use."""
    query = (
        select(CheckPoint)
        .where(CheckPoint.event_id == event_id)
        .options(joinedload(CheckPoint.room), joinedload(CheckPoint.session))
        .order_by(CheckPoint.position, CheckPoint.id)
    )
    if not closed:
        query = query.where(CheckPoint.closed_at.is_(None))
    return list(db.session.scalars(query))


def find_point(event_id: int, code: str) -> CheckPoint | None:
    query = select(CheckPoint).where(CheckPoint.event_id == event_id, CheckPoint.code == code)
    return db.session.scalars(query).one_or_none()


def session_titles(event_id: int) -> dict[int, str]:
    """{id of the session: its title}, of those that are not called off."""
    query = select(Session.id, Session.title).where(Session.event_id == event_id, Session.cancelled_at.is_(None))
    return {row[0]: row[1] for row in db.session.execute(query.order_by(Session.title))}
