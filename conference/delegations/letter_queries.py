"""Whose letter a preview shows: the newest of those found by what organisers type."""

from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.registration.searching import words_of

from .models import Delegation, DelegationQuota, Invitation, RegistrationGroup


def holds(words: str, *columns: Any) -> list[ColumnElement[bool]]:
    """Each word is in one of the columns."""
    return [
        or_(*(func.lower(column).contains(word.lower(), autoescape=True) for column in columns))
        for word in words_of(words)
    ]


def find_delegation(event_id: int, words: str) -> Delegation | None:
    query = (
        select(Delegation)
        .where(Delegation.event_id == event_id, Delegation.removed_at.is_(None))
        .where(*holds(words, Delegation.name, Delegation.focal_name, Delegation.focal_email, Delegation.code))
        .options(joinedload(Delegation.quotas).joinedload(DelegationQuota.category))
    )
    return db.session.scalars(query.order_by(Delegation.id.desc())).unique().first()


def find_invitation(event_id: int, words: str, *, is_nominated: bool | None) -> Invitation | None:
    """is_nominated: by a delegation, or by the organisers; None for either."""
    query = (
        select(Invitation)
        .where(Invitation.event_id == event_id, Invitation.email != "")
        .where(*holds(words, Invitation.name, Invitation.email, Invitation.code))
        .options(joinedload(Invitation.category), joinedload(Invitation.delegation))
    )
    if is_nominated is not None:
        query = query.where(Invitation.delegation_id.is_not(None) == is_nominated)
    return db.session.scalars(query.order_by(Invitation.id.desc()).limit(1)).first()


def find_group(event_id: int, words: str) -> RegistrationGroup | None:
    query = select(RegistrationGroup).where(RegistrationGroup.event_id == event_id, RegistrationGroup.email != "")
    found = query.where(*holds(words, RegistrationGroup.name, RegistrationGroup.email, RegistrationGroup.organisation))
    return db.session.scalars(found.order_by(RegistrationGroup.id.desc()).limit(1)).first()
