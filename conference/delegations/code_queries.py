"""What access codes an event has."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from conference.core.db import db

from .models import AccessCode


def codes_of(event_id: int) -> list[AccessCode]:
    query = select(AccessCode).where(AccessCode.event_id == event_id).options(selectinload(AccessCode.categories))
    return list(db.session.scalars(query.order_by(AccessCode.ended_at.is_not(None), AccessCode.id)))


def find_code(event_id: int, key: str) -> AccessCode | None:
    query = select(AccessCode).where(AccessCode.event_id == event_id, AccessCode.code == key)
    return db.session.scalars(query.options(selectinload(AccessCode.categories))).one_or_none()
