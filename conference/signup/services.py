"""Signing up for sessions, changing one's mind, and what follows from a registration that moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.core.i18n import LANGUAGES, language
from conference.core.jobs import enqueue
from conference.events.models import Event
from conference.mail.erase_services import forget_messages
from conference.mail.services import post
from conference.registration.models import HOLDS_PLACE, Registration

from . import counters, queries, rules
from .models import SignUp, SignUpState


@dataclass(frozen=True)
class Chosen:
    """What became of choices: ids of slots."""

    taken: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


def choose(registration_id: int, wanted: Mapping[str, int], *, actor: audit.Actor, at: datetime) -> Chosen:
    """Be in these sessions and in no others that are open: {uuid of the slot: rank}.

    Where every place is taken the person waits. Raises a Refused when one of them is not open for joining or leaving.
    """
    with transaction() as session:
        registration = lock(Registration, registration_id)
        event = session.get_one(Event, registration.event_id)
        return set_choices(registration, event, wanted, actor=actor, at=at)


def give_back(registration_id: int, slot_uuid: str, *, actor: audit.Actor, at: datetime) -> None:
    """Leave a session that has not begun, whether people can still sign up for it or not.

    Nothing happens to who is not in it. Raises SignUpClosed.
    """
    with transaction() as session:
        registration = lock(Registration, registration_id)
        event = session.get_one(Event, registration.event_id)
        items = {item.slot_uuid: item for item in queries.items_of(event, language())}
        item = items.get(slot_uuid)
        if item is None:
            return
        if refusal := rules.why_not_give_back(item, at):
            raise refusal
        counters.hold([item.slot_id], {})
        row = next((one for one in queries.sign_ups_of(registration_id) if one.slot_id == item.slot_id), None)
        if row is not None:
            leave_session(registration, row, item.code, actor, at)


def fulfil(registration: Registration, wish: dict[str, int], at: datetime) -> None:
    """In the transaction that registers the person: what they chose in the form."""
    event = db.session.get_one(Event, registration.event_id)
    set_choices(registration, event, wish, actor=audit.ATTENDEE, at=at)


def set_choices(
    registration: Registration, event: Event, wanted: Mapping[str, int], *, actor: audit.Actor, at: datetime
) -> Chosen:
    """Inside a transaction, the registration locked or new."""
    offers = {offer.key: offer for offer in queries.offers(event, language())}  # a refusal names them
    by_slot = {offer.slot_id: offer for offer in offers.values()}
    now_in = {row.slot_id: row for row in queries.sign_ups_of(registration.id)}
    asked = {offers[key].slot_id: rank for key, rank in wanted.items() if key in offers}
    if set(wanted) - set(offers):
        raise rules.not_there()
    joins = [slot_id for slot_id in asked if slot_id not in now_in]
    leaves = [slot_id for slot_id in now_in if slot_id not in asked and slot_id in by_slot]
    for slot_id in (*joins, *leaves):
        if refusal := rules.why_not_choose(by_slot[slot_id], at):
            raise refusal
    for slot_id in joins:
        if refusal := rules.why_not_from_there(by_slot[slot_id], event, registration.mode):
            raise refusal
    ranked = [slot_id for slot_id, rank in asked.items() if slot_id in now_in and now_in[slot_id].rank != rank]
    counters.hold((*joins, *leaves, *ranked), {slot_id: by_slot[slot_id].capacity for slot_id in joins})
    now_in = {row.slot_id: row for row in queries.sign_ups_of(registration.id)}
    for slot_id in (slot_id for slot_id in leaves if slot_id in now_in):
        leave_session(registration, now_in[slot_id], by_slot[slot_id].item.code, actor, at)
    is_wish = queries.settings_of(event.id).by_preference
    states = {slot_id: _join(registration, slot_id, asked[slot_id], at, is_wish=is_wish) for slot_id in joins}
    for slot_id, state in states.items():
        note("sign_up.joined", registration, by_slot[slot_id].item.code, actor, at, state=str(state))
    for slot_id in ranked:
        if slot_id in now_in:
            now_in[slot_id].rank = asked[slot_id]
    db.session.flush()
    return Chosen(
        tuple(s for s, state in states.items() if state == SignUpState.TAKEN),
        tuple(s for s, state in states.items() if state == SignUpState.WAITING),
        tuple(leaves),
    )


def _join(registration: Registration, slot_id: int, rank: int, at: datetime, *, is_wish: bool) -> SignUpState:
    """Under the lock of the slot's row. Whoever waits for a place at the event waits for one in the session, too."""
    state = SignUpState.WISHED
    if not is_wish:
        has_place = registration.state in HOLDS_PLACE and counters.take(slot_id)
        state = SignUpState.TAKEN if has_place else SignUpState.WAITING
    db.session.add(
        SignUp(registration_id=registration.id, slot_id=slot_id, state=state, rank=rank, since=at, created_at=at)
    )
    return state


def leave_session(
    registration: Registration,
    row: SignUp,
    code: str,
    actor: audit.Actor,
    at: datetime,
    *,
    deed: str = "sign_up.left",
    **detail: str,
) -> None:
    """Under the locks of the registration and of the slot's row; the place goes to the next in line."""
    was_in, slot_id = row.state == SignUpState.TAKEN, row.slot_id
    db.session.delete(row)
    db.session.flush()
    note(deed, registration, code, actor, at, **detail)
    if was_in:
        counters.free(slot_id)
        serve(slot_id, at)


def note(deed: str, registration: Registration, code: str, actor: audit.Actor, at: datetime, **detail: str) -> None:
    audit.record(deed, registration, actor=actor, event_id=registration.event_id, at=at, session=code, **detail)


def serve(slot_id: int, at: datetime) -> int:
    """Under the lock of the slot's row: give free places to who waits, in order; says how many got one."""
    served = 0
    if not queries.is_coming(slot_id, at):
        return served
    for row in list(db.session.scalars(queries.line(slot_id).execution_options(populate_existing=True))):
        if not counters.take(slot_id):
            break
        row.state = SignUpState.TAKEN
        served += 1
        note("sign_up.moved_up", row.registration, row.slot.session.code, audit.SYSTEM, at)
        tell(row, "signup.moved_up", at)
    db.session.flush()
    return served


def tell(row: SignUp, kind: str, at: datetime) -> None:
    person = row.registration
    post(
        kind, row.id, to_email=person.email, to_name=person.name,
        language=person.language if person.language in LANGUAGES else "en", event_id=person.event_id, at=at,
        key=f"{kind}/{row.id}/{at.isoformat()}",
    )  # fmt: skip


def tell_removed(person: Registration, at: datetime) -> None:
    """About the newest entry of the person's history, which says of which session: the sign-up itself is gone."""
    entry = audit.newest(person)
    if entry is None or not person.is_alive:
        return
    post(
        "session_place.removed", entry.id, to_email=person.email, to_name=person.name,
        language=person.language if person.language in LANGUAGES else "en", event_id=person.event_id, at=at,
        key=f"session_place.removed/{entry.id}",
    )  # fmt: skip


def follow(registration: Registration, before: str, at: datetime) -> None:
    """When a registration moves: whoever cancelled frees the places, whoever comes gets those that are left.

    A place is asked for by a job of its own: the numbers of the event are locked already when people move up in its
    line, and these rows come before them.
    """
    holds, held = registration.state in HOLDS_PLACE, before in HOLDS_PLACE
    if holds and not held:
        enqueue("signup.settle", {"registration_id": registration.id}, at=at)
    elif held and not holds:
        free_all(registration, at)


def free_all(registration: Registration, at: datetime) -> None:
    """Inside a transaction, the registration locked: its places go to others; what it wanted stays as a wish."""
    for row in _held(registration):
        if row.state == SignUpState.TAKEN:
            row.state = SignUpState.WAITING
            row.since = at
            db.session.flush()
            counters.free(row.slot_id)
            serve(row.slot_id, at)


def _held(registration: Registration) -> list[SignUp]:
    """The sign-ups of a registration, with the rows of their slots locked: nobody moves it up meanwhile."""
    counters.hold([row.slot_id for row in queries.sign_ups_of(registration.id)], {})
    return queries.sign_ups_of(registration.id)


def erase(registration: Registration, at: datetime) -> None:
    """Inside a transaction, the registration locked: nothing tells any more what the person wanted to see."""
    rows = _held(registration)
    forget_messages(registration.event_id, (), [("signup.", [row.id for row in rows])])
    for row in rows:
        slot_id, was_in = row.slot_id, row.state == SignUpState.TAKEN
        db.session.delete(row)
        db.session.flush()
        if was_in:
            counters.free(slot_id)
            serve(slot_id, at)


def settle(registration_id: int, *, at: datetime) -> None:
    """Give a registration that has a place at the event now the places in sessions that it waits for and are free."""
    with transaction():
        lock(Registration, registration_id)
        rows = queries.sign_ups_of(registration_id)
        ids = sorted(row.slot_id for row in rows if row.state == SignUpState.WAITING)
        counters.hold(ids, {})
        for slot_id in ids:
            serve(slot_id, at)
