"""Access codes: made and ended by organisers, used by whoever knows them."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.jobs import enqueue
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.registration.models import ALIVE, HOLDS_PLACE, Category, Registration

from .. import code_queries, code_rules
from ..models import AccessCode, AccessCodeUse
from .reserving import adjust_code, give, keep


def add_code(event_id: int, values: code_rules.CodeValues, *, actor: audit.Actor, at: datetime) -> str:
    """Returns the code. Raises BadQuota, BadCodeTimes, CodeTaken, or a Full where places are kept."""
    if refusal := code_rules.why_not_code_values(values, 0):
        raise refusal
    try:
        with transaction() as session:
            event = session.get_one(Event, event_id)
            own = {name: value for name, value in vars(values).items() if name != "category_ids"}
            code = AccessCode(event_id=event_id, used=0, held=0, created_at=at, **own)
            code.categories = [session.get_one(Category, ident) for ident in values.category_ids]
            session.add(code)
            session.flush()
            note(code, "added", actor, at)
            adjust_code(code, event, at)
            plan_end(code, at)
            return code.code
    except IntegrityError as error:
        raise code_rules.code_taken() from error


def note(code: AccessCode, deed: str, actor: audit.Actor, at: datetime) -> None:
    audit.record(f"access_code.{deed}", code, actor=actor, event_id=code.event_id, at=at)


def change_code(
    code_id: int, values: code_rules.CodeValues, *, version: int, zone: str, actor: audit.Actor, at: datetime
) -> None:
    """Save what organisers wrote; the word may change while nobody came by it. Who came stays as they are.

    Raises StaleEdit, CodeInUse, CodeTaken, BadQuota, BadCodeTimes, or a Full where places are kept.
    """
    try:
        with transaction() as session:
            code = lock(AccessCode, code_id)
            if code.version != version:
                raise stale_edit(code, zone)
            if refusal := code_rules.why_not_code_values(values, code.used):
                raise refusal
            if code.code != values.code and (refusal := code_rules.why_not_reword(code_queries.count_uses(code_id))):
                raise refusal
            _change(code, values, session.get_one(Event, code.event_id), actor, at)
    except IntegrityError as error:
        raise code_rules.code_taken() from error


def _change(code: AccessCode, values: code_rules.CodeValues, event: Event, actor: audit.Actor, at: datetime) -> None:
    kept_in = code.categories[0] if code.held else None
    was_over, word = code.expires_at, code.code
    for name, value in vars(values).items():
        if name != "category_ids":
            setattr(code, name, value)
    code.categories = [db.session.get_one(Category, ident) for ident in values.category_ids]
    code.version += 1
    db.session.flush()
    note(code, "changed" if code.code == word else "reworded", actor, at)
    adjust_code(code, event, at, kept_in)
    if code.expires_at != was_over:
        plan_end(code, at)


def plan_end(code: AccessCode, at: datetime) -> None:
    """A job for the end of its time, which looks again whether that has come."""
    if code.expires_at is not None:
        enqueue("delegations.code_ends", {"code_id": code.id}, at=at, run_at=max(at, code.expires_at))


def reopen_code(code_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take back that it was ended. Raises a Full when the places that it kept are taken by others."""
    with transaction() as session:
        code = lock(AccessCode, code_id)
        if code.ended_at is not None:
            code.ended_at = None
            code.version += 1
            note(code, "reopened", actor, at)
            adjust_code(code, session.get_one(Event, code.event_id), at)


def delete_code(code_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Take out a code that nobody came by. Raises CodeInUse."""
    with transaction() as session:
        code = lock(AccessCode, code_id)
        if refusal := code_rules.why_not_delete(code_queries.count_uses(code_id)):
            raise refusal
        code.ended_at = at
        adjust_code(code, session.get_one(Event, code.event_id), at)
        note(code, "deleted", actor, at)
        session.delete(code)


def end_code(code_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Nobody comes by it any more; places that it kept are free. Who came by it stays."""
    with transaction() as session:
        code = lock(AccessCode, code_id)
        if code.ended_at is None:
            code.ended_at = at
            code.version += 1
            note(code, "ended", actor, at)
            adjust_code(code, session.get_one(Event, code.event_id), at)


def free_when_over(code_id: int, *, at: datetime) -> None:
    """Give back what the code kept, once its time is over. It may be gone by then, or its time be longer."""
    with transaction() as session:
        if session.get(AccessCode, code_id) is None:
            return
        code = lock(AccessCode, code_id)
        if code_rules.why_over(code, at) is not None:
            adjust_code(code, session.get_one(Event, code.event_id), at)


def settle_code(code_id: int, registration: Registration, at: datetime) -> bool:
    """Inside the transaction that registers somebody: count the use; True when a place was kept. Raises CodeUsedUp."""
    code = lock(AccessCode, code_id)
    if refusal := code_rules.why_not_code(code, at):
        raise refusal
    _use(code)
    db.session.add(AccessCodeUse(registration_id=registration.id, access_code_id=code.id))
    return give(code, registration, db.session.get_one(Event, code.event_id), at)


def _use(code: AccessCode) -> None:
    table: Any = AccessCode.__table__
    is_left = table.c.most_uses.is_(None) | (table.c.used < table.c.most_uses)
    query = update(table).where(table.c.id == code.id, is_left).values(used=table.c.used + 1).returning(table.c.id)
    if db.session.scalar(query) is None:
        raise code_rules.used_up()
    db.session.refresh(code)


def follow_code(registration: Registration, before: str, at: datetime) -> bool:
    """A registration that ends gives its use back, and takes it again when it is restored. Raises CodeUsedUp."""
    was_alive, is_alive = before in ALIVE, registration.state in ALIVE
    use = db.session.get(AccessCodeUse, registration.id) if was_alive != is_alive else None
    if use is None:
        return False
    code = lock(AccessCode, use.access_code_id)
    event = db.session.get_one(Event, code.event_id)
    is_its_kind = [registration.category_id] == [category.id for category in code.categories]
    if was_alive:
        code.used -= 1
        may_keep = code.is_reserved and code_rules.why_over(code, at) is None and before in HOLDS_PLACE
        return may_keep and is_its_kind and keep(code, registration, event)
    _use(code)
    return is_its_kind and registration.state in HOLDS_PLACE and give(code, registration, event, at)
