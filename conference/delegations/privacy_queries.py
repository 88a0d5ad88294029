"""What stands here about a registered person."""

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from conference.core.db import db
from conference.registration.models import Registration

from .models import AccessCode, AccessCodeUse, Invitation, RegistrationGroup


def invitations_of(registration: Registration) -> list[Invitation]:
    """Those that the person answered, and others to the same address."""
    is_theirs = or_(Invitation.registration_id == registration.id, Invitation.email_key == registration.email_key)
    query = select(Invitation).where(Invitation.event_id == registration.event_id, is_theirs).order_by(Invitation.id)
    return list(db.session.scalars(query))


def codes_of(registration_id: int) -> list[str]:
    query = (
        select(AccessCode.code)
        .join(AccessCodeUse, AccessCodeUse.access_code_id == AccessCode.id)
        .where(AccessCodeUse.registration_id == registration_id)
    )
    return list(db.session.scalars(query))


def groups_of(event_id: int) -> list[RegistrationGroup]:
    query = select(RegistrationGroup).where(RegistrationGroup.event_id == event_id)
    return list(db.session.scalars(query.options(selectinload(RegistrationGroup.members))))
