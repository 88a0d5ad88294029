"""Groups and the people on their lists."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from conference.core.db import db
from conference.registration.models import Registration

from .models import GroupMember, RegistrationGroup


def members_of(group_id: int) -> list[GroupMember]:
    """In the order of the form; those who were taken off the list come last."""
    query = (
        select(GroupMember)
        .where(GroupMember.group_id == group_id)
        .options(joinedload(GroupMember.category), joinedload(GroupMember.registration))
        .order_by(GroupMember.gone_at.is_not(None), GroupMember.id)
    )
    return list(db.session.scalars(query))


def find_member(group_id: int, code: str) -> GroupMember | None:
    query = select(GroupMember).where(GroupMember.group_id == group_id, GroupMember.code == code)
    whole = query.options(joinedload(GroupMember.category), joinedload(GroupMember.registration))
    return db.session.scalars(whole).one_or_none()


def memberships(registration: Registration) -> list[tuple[GroupMember, RegistrationGroup]]:
    """Lists on which the person stands, or the address of theirs."""
    is_theirs = (GroupMember.registration_id == registration.id) | (GroupMember.email == registration.email)
    query = (
        select(GroupMember, RegistrationGroup)
        .join(RegistrationGroup, RegistrationGroup.id == GroupMember.group_id)
        .where(RegistrationGroup.event_id == registration.event_id, is_theirs)
        .order_by(GroupMember.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
