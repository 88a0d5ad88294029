"""Which releases there are."""

from collections.abc import Sequence

from sqlalchemy import func, select

from conference.core.db import db

from ..models import Placement, Release, Session


def newest_release(event_id: int) -> Release | None:
    query = select(Release).where(Release.event_id == event_id).order_by(Release.number.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def newest_releases(event_ids: Sequence[int]) -> dict[int, int]:
    """The newest release's id of each event that has one, by the event's id."""
    newest = (
        select(Release.event_id, func.max(Release.number).label("number"))
        .where(Release.event_id.in_(event_ids))
        .group_by(Release.event_id)
        .subquery()
    )
    query = select(Release.event_id, Release.id).join(
        newest, (Release.event_id == newest.c.event_id) & (Release.number == newest.c.number)
    )
    return {row.event_id: row.id for row in db.session.execute(query)}


def find_release(event_id: int, number: int) -> Release | None:
    query = select(Release).where(Release.event_id == event_id, Release.number == number)
    return db.session.scalars(query).one_or_none()


def releases_of_event(event_id: int) -> list[Release]:
    """Newest first."""
    return list(db.session.scalars(select(Release).where(Release.event_id == event_id).order_by(Release.number.desc())))


def has_draft(event_id: int) -> bool:
    query = select(Placement.id).join(Session).where(Session.event_id == event_id, Placement.release_id.is_(None))
    return db.session.scalar(query.limit(1)) is not None
