"""Places that are kept: counted as taken at the event, though nobody is registered on them yet.

All inside the caller's transaction. Locks are taken in one order: the registration, the delegation or the code, the
invitation, and last the numbers of the event (`places.hold_all`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import joinedload

from conference.core.db import Base, db
from conference.core.jobs import enqueue
from conference.events.models import Event, Mode
from conference.registration import places
from conference.registration import rules as registration_rules
from conference.registration.models import Category, Registration
from conference.registration.services.moving import serve

from .. import code_rules, rules
from ..models import AccessCode, Delegation, DelegationQuota, Invitation, InvitationState


def mode_kept(event: Event, category: Category) -> Mode:
    """How people take part on the places that are kept: in the room, where there is a choice."""
    return registration_rules.modes_offered(event, category)[0]


def adjust(delegation: Delegation, event: Event, at: datetime) -> None:
    """Keep as many places as the delegation has to give yet, or none. Raises a Full."""
    accepted = accepted_by_category(delegation.id)
    may_keep = delegation.is_reserved and rules.is_open(delegation, at)
    quotas = (
        select(DelegationQuota)
        .where(DelegationQuota.delegation_id == delegation.id)
        .options(joinedload(DelegationQuota.category))
        .order_by(DelegationQuota.category_id)
    )
    rows = list(db.session.scalars(quotas))
    targets = {row.id: max(0, row.places - accepted.get(row.category_id, 0)) if may_keep else 0 for row in rows}
    change_held([(row, row.category, targets[row.id] - row.held) for row in rows], event, at)


def accepted_by_category(delegation_id: int) -> dict[int, int]:
    query = (
        select(Invitation.category_id, func.count())
        .where(Invitation.delegation_id == delegation_id, Invitation.state == InvitationState.ACCEPTED)
        .group_by(Invitation.category_id)
    )
    return {ident: count for ident, count in db.session.execute(query)}  # noqa: C416 - rows, not pairs


def adjust_code(code: AccessCode, event: Event, at: datetime, kept_in: Category | None = None) -> None:
    """Keep the places that the code has to give yet, or none. Raises a Full.

    kept_in: the category of the places that it keeps so far, where that may be another one now.
    """
    may_keep = code.is_reserved and code_rules.why_over(code, at) is None
    target = max(0, (code.most_uses or 0) - code.used) if may_keep else 0
    category = code.categories[0]
    if kept_in is not None and kept_in is not category:
        change_held([(code, kept_in, -code.held), (code, category, target)], event, at)
    else:
        change_held([(code, category, target - code.held)], event, at)


def change_held(changes: list[tuple[Any, Category, int]], event: Event, at: datetime) -> None:
    """Take more places, or give some back to whoever waits: (the row that keeps them, of which category, how many)."""
    changes = [change for change in changes if change[2]]
    if not changes:
        return
    db.session.flush()
    places.hold_all(event.id)
    for owner, category, count in changes:
        owner.held += count
        mode = mode_kept(event, category)
        take_many(event.id, category.id, mode, count)
    db.session.flush()
    if any(count < 0 for _owner, _category, count in changes):
        serve(event.id, at)


def take_many(event_id: int, category_id: int, mode: Mode, count: int) -> None:
    """Take `count` places at once, or give -`count` back. Raises a Full; the transaction must not be committed then."""
    if not _changed(Category, category_id, "places_taken", "capacity", count):
        raise registration_rules.category_full()
    of_event = ("online_taken", "online_capacity") if mode == Mode.ONLINE else ("places_taken", "capacity")
    if not _changed(Event, event_id, *of_event, count):
        raise registration_rules.event_full(online=mode == Mode.ONLINE)


def _changed(owner: type[Base], ident: int, taken: str, capacity: str, count: int) -> bool:
    table: Any = owner.__table__
    query = update(table).where(table.c.id == ident).values({taken: table.c[taken] + count}).returning(table.c.id)
    if count > 0:
        query = query.where(or_(table.c[capacity].is_(None), table.c[taken] + count <= table.c[capacity]))
    return db.session.scalar(query) is not None


def give(owner: DelegationQuota | AccessCode, registration: Registration, event: Event, at: datetime) -> bool:
    """Pass a place that is kept to the registration; False when there is none, or none of its kind.

    Somebody who takes part another way than the places are kept for needs one of their own; the kept one is free then.
    """
    if not owner.held:
        return False
    owner.held -= 1
    db.session.flush()
    category = db.session.get_one(Category, registration.category_id)
    mode = mode_kept(event, category)
    if registration.mode == mode and registration.holds_place:
        return True
    places.free_place(event.id, category.id, mode)
    enqueue("registration.serve_line", {"event_id": event.id}, at=at)
    return False


def keep(owner: DelegationQuota | AccessCode, registration: Registration, event: Event) -> bool:
    """Take over the place that the registration leaves; False when it is of another kind."""
    return keep_in(owner, registration.category_id, registration.mode, event)


def keep_in(owner: DelegationQuota | AccessCode, category_id: int, mode: str, event: Event) -> bool:
    """The same, for a place of that category and mode."""
    if mode != mode_kept(event, db.session.get_one(Category, category_id)):
        return False
    owner.held += 1
    db.session.flush()
    return True
