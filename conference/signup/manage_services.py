"""What organisers decide about sign-ups: settings, who gets a place, who is taken out, the allotment of wishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.stale import stale_edit
from conference.events.models import Event
from conference.programme.models import Slot
from conference.registration.models import HOLDS_PLACE, Registration

from . import counters, queries, rules
from .models import SignUp, SignUpSettings, SignUpState
from .services import note, serve, tell, tell_removed


@dataclass(frozen=True)
class SlotValues:
    """`is_on`: None asks for sign-ups when the session has a capacity."""

    is_on: bool | None
    closes_at: datetime | None


def change_settings(
    event_id: int, *, asks_in_form: bool, by_preference: bool, version: int, actor: audit.Actor, at: datetime
) -> None:
    """Raises StaleEdit when somebody saved since `version`, 0 for settings that nobody had chosen."""
    with transaction() as session:
        event = lock(Event, event_id)
        row = session.get(SignUpSettings, event_id)
        if (row.version if row else 0) != version:
            raise stale_edit(event, event.zone)
        if row is None:
            row = SignUpSettings(event_id=event_id, version=0)
            session.add(row)
        row.asks_in_form, row.by_preference = asks_in_form, by_preference
        row.version += 1
        event.version += 1
        audit.record("sign_up.settings_changed", event, actor=actor, event_id=event_id, at=at)


def change_slot(
    event_id: int, slot_id: int, values: SlotValues, *, capacity: int | None, actor: audit.Actor, at: datetime
) -> None:
    """Whether and until when people sign up for the session; `capacity` is that of the newest release."""
    with transaction() as session:
        row = counters.hold([slot_id], {slot_id: capacity})[slot_id]
        row.is_on, row.closes_at = values.is_on, values.closes_at
        row.version += 1
        session.flush()
        where = session.get_one(Slot, slot_id).session
        audit.record("sign_up.settings_changed", where, actor=actor, event_id=event_id, at=at)
        serve(slot_id, at)
        lock(Event, event_id).version += 1


def give_place(sign_up_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """A free place to somebody who waits, past the line. Raises NoPlaceLeft, NotSignedUp."""
    with transaction():
        row = _held(sign_up_id)
        if row.state == SignUpState.TAKEN:
            return
        if row.registration.state not in HOLDS_PLACE:
            raise rules.NotSignedUp(_("This person has no place at the event yet"))
        if not counters.take(row.slot_id):
            raise rules.NoPlaceLeft(_("Every place in this session is taken: take somebody out first"))
        row.state = SignUpState.TAKEN
        note("sign_up.moved_up", row.registration, row.slot.session.code, actor, at)
        tell(row, "signup.moved_up", at)


def take_out(sign_up_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """The person is told by mail; the place goes to the next in line. Raises NotSignedUp."""
    with transaction() as session:
        row = _held(sign_up_id)
        was_in, slot_id, person = row.state == SignUpState.TAKEN, row.slot_id, row.registration
        code, slot_uuid = row.slot.session.code, row.slot.uuid
        session.delete(row)
        session.flush()
        note("sign_up.removed", person, code, actor, at, slot=slot_uuid, was=row.state)
        tell_removed(person, at)
        if was_in:
            counters.free(slot_id)
            serve(slot_id, at)


def _held(sign_up_id: int) -> SignUp:
    """The row with its registration and its slot locked."""
    found = db.session.get(SignUp, sign_up_id)
    if found is None:
        raise rules.NotSignedUp(_("This person has left the session meanwhile"))
    lock(Registration, found.registration_id)
    counters.hold([found.slot_id], {})
    row = db.session.scalars(
        select(SignUp).where(SignUp.id == sign_up_id).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise rules.NotSignedUp(_("This person has left the session meanwhile"))
    return row


def allot(event_id: int, *, actor: audit.Actor, at: datetime) -> Mapping[str, int]:
    """Give the places by the wishes, first choices first, and tell everybody; from then on first come is first served.

    Says how many got a place, wait, or have another session at that time: {"taken", "waiting", "settled"}.
    """
    with transaction() as session:
        event = session.get_one(Event, event_id)
        items = {item.slot_id: item for item in queries.items_of(event, event.main_language)}
        places = counters.hold(items, {slot_id: item.capacity for slot_id, item in items.items()})
        rows = {row.id: row for row in queries.wishes_of(event_id)}
        free = {i: None if p.capacity is None else p.capacity - p.taken for i, p in places.items()}
        wishes = [
            rules.Wish(row.id, row.registration_id, row.slot_id, row.rank)
            for row in rows.values()
            if row.slot_id in items
        ]
        taken, waiting, settled = rules.allot(wishes, free, items)
        for ident in taken:
            counters.take(rows[ident].slot_id)
            rows[ident].state = SignUpState.TAKEN
        for ident in waiting:
            rows[ident].state = SignUpState.WAITING
        told = {rows[ident].registration_id: rows[ident] for ident in (*waiting, *taken)}
        for ident in settled:
            session.delete(rows[ident])
        settings = session.get(SignUpSettings, event_id)
        if settings is not None:
            settings.by_preference, settings.allotted_at = False, at
            settings.version += 1
        event = lock(Event, event_id)
        event.version += 1
        for row in told.values():
            tell(row, "signup.allotted", at)
        numbers = {"taken": len(taken), "waiting": len(waiting), "settled": len(settled)}
        audit.record("sign_up.allotted", event, actor=actor, event_id=event_id, at=at, **numbers)
    return numbers
