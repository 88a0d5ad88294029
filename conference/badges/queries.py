from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.delegations.models.delegations import Delegation
from conference.delegations.models.invitations import Invitation
from conference.events.models import Mode
from conference.registration.models import Category, Registration, RegistrationState

MOST_NAMED = 500  # in one select
CONFIRMED = RegistrationState.CONFIRMED
COMES = (Registration.state == CONFIRMED, Registration.mode != Mode.ONLINE)  # who takes part online needs no badge


def _with_all(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Registration.category), selectinload(Registration.tickets))


def confirmed_registrations(event_id: int, category_id: int | None) -> list[Registration]:
    """Who gets a badge, by name; with category and tickets, in as many queries for one as for a thousand."""
    query = select(Registration).where(Registration.event_id == event_id, *COMES)
    if category_id is not None:
        query = query.where(Registration.category_id == category_id)
    return list(db.session.scalars(_with_all(query).order_by(Registration.name_key, Registration.id)))


def find_registration(event_id: int, code: str) -> Registration | None:
    query = select(Registration).where(Registration.event_id == event_id, Registration.code == code.upper())
    return db.session.scalars(_with_all(query)).one_or_none()


def among(column: Any, ids: Collection[Any]) -> Any:
    """That the column is one of them; nothing where they are too many to name, as for all of an event."""
    return column.in_(ids) if len(ids) <= MOST_NAMED else true()


def delegations_of(event_id: int, registration_ids: Collection[int]) -> dict[int, str]:
    """The name of the delegation that named each person."""
    query = (
        select(Invitation.registration_id, Delegation.name)
        .join(Delegation, Delegation.id == Invitation.delegation_id)
        .where(Invitation.event_id == event_id, among(Invitation.registration_id, registration_ids))
        .order_by(Invitation.id)
    )
    return {ident: name for ident, name in db.session.execute(query) if ident is not None}


def confirmed_by_category(event_id: int) -> list[tuple[Category, int]]:
    """(category, confirmed people in it) of an event, in the organisers' order."""
    is_confirmed = and_(Registration.category_id == Category.id, *COMES)
    query = (
        select(Category, func.count(Registration.id))
        .outerjoin(Registration, is_confirmed)
        .where(Category.event_id == event_id)
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
