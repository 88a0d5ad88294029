"""What access codes an event has."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db

from .models import AccessCode, AccessCodeUse


def codes_of(event_id: int) -> list[AccessCode]:
    query = (
        select(AccessCode)
        .where(AccessCode.event_id == event_id)
        .options(selectinload(AccessCode.categories), joinedload(AccessCode.event))
    )
    return list(db.session.scalars(query.order_by(AccessCode.ended_at.is_not(None), AccessCode.id)))


def find_code(event_id: int, key: str) -> AccessCode | None:
    query = select(AccessCode).where(AccessCode.event_id == event_id, AccessCode.code == key)
    return db.session.scalars(query.options(selectinload(AccessCode.categories))).one_or_none()


def count_uses(code_id: int) -> int:
    """Registrations that came by it, alive or not."""
    query = select(func.count()).where(AccessCodeUse.access_code_id == code_id)
    return db.session.scalar(query) or 0


def used_codes(event_id: int) -> set[int]:
    """Ids of the codes that somebody came by."""
    query = select(AccessCodeUse.access_code_id).join(AccessCode).where(AccessCode.event_id == event_id).distinct()
    return set(db.session.scalars(query))
