"""One step of the machine with all that hangs on it, and a free place to whoever waits for it.

All of it inside the caller's transaction. Locks are taken in one order: the registration, then the numbers of the event
(`places.hold_all`), then those who wait, whom nobody waits for: a registration that somebody else is changing in this
moment is passed over, and a job looks at the line once more.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from conference.core import audit
from conference.core.db import db
from conference.core.jobs import enqueue
from conference.events.models import Event

from .. import hooks, line_queries, places, queries, rules
from ..models import ALIVE, Registration, RegistrationSettings, RegistrationState, WaitingList
from .letters import mail
from .secrets import end_ticket, replace_ticket

MOST_AT_ONCE = 100  # served in one transaction; a job does the others


def move(
    registration: Registration,
    target: RegistrationState,
    action: str,
    actor: audit.Actor,
    at: datetime,
    *,
    mail_at: datetime | None = None,
    **detail: Any,
) -> None:
    """Change the state: ticket, history, letter, and last of all the place, which goes to the next in line.

    `mail_at`: the letter is held until then. `detail`: what more the history tells. Raises a Full when the target
    needs a place and none is left.
    """
    if registration.erased_at is not None and target in ALIVE:
        raise rules.wrong_state(registration.state)  # nobody is there any more
    before, held = registration.state, registration.holds_place
    registration.state = target
    registration.changed_at = at
    if target != RegistrationState.WAITING:
        registration.offered_until = None
        registration.offer_ended_at = None
    if target not in ALIVE:
        registration.submit_key = None  # the same form, sent again, is a new wish
        end_ticket(registration, at, target)
    deed = ""
    if target == RegistrationState.CONFIRMED:
        deed = f"ticket {replace_ticket(registration, at).version}"
    told = {name: value for name, value in detail.items() if value}
    audit.record(
        action, registration, actor=actor, event_id=registration.event_id, at=at, before=before, after=target, **told
    )
    mail(registration, at=at, once=deed or f"{target} {registration.version}", not_before=mail_at)
    hooks.follow(registration, before, at)
    if not hooks.is_kept(registration, before, at):
        change_places(registration, at, held=held)


def change_places(registration: Registration, at: datetime, *, held: bool, mode: str = "") -> None:
    """Take what the registration needs now and did not need before, give back what it held; serve who waits.

    `mode`: in which it held its place, when that changes too.
    """
    db.session.flush()
    event_id, category_id, now_in = registration.event_id, registration.category_id, registration.mode
    old, holds = mode or now_in, registration.holds_place
    if holds == held and old == now_in:
        return
    waits = registration.state == RegistrationState.WAITING and not holds
    if held or waits:
        places.hold_all(event_id)
    if held:
        places.free_place(event_id, category_id, old)
    if holds:
        places.take_place(event_id, category_id, now_in)
    if held or waits:
        serve(event_id, at)


def serve(event_id: int, at: datetime) -> int:
    """Under `places.hold_all`: give what is free to those who wait, in their order; returns how many got something."""
    settings = queries.settings_of(event_id) or rules.default_settings()
    if not rules.may_wait(settings):
        return 0
    event = db.session.get_one(Event, event_id)
    if at >= event.ends_at:
        return 0
    free = line_queries.free_places(event_id)
    served, busy, goes_on = 0, set[int](), True
    while goes_on and served < MOST_AT_ONCE:
        goes_on = False
        for ident, category_id, mode in line_queries.next_in_line(
            event_id, free, by_priority=settings.waits_by_priority, skip=busy, limit=MOST_AT_ONCE - served
        ):
            if not free.take(category_id, mode):
                continue
            goes_on = True
            if give_to(ident, event, settings, at):
                served += 1
            else:
                busy.add(ident)
                free.give(category_id, mode)
    if busy or served >= MOST_AT_ONCE:
        enqueue("registration.serve_line", {"event_id": event_id}, at=at)
    return served


def give_to(registration_id: int, event: Event, settings: RegistrationSettings, at: datetime) -> bool:
    """Offer the place or confirm it, as the event has it. False when somebody else is changing this registration."""
    query = select(Registration).where(Registration.id == registration_id, line_queries.WAITS)
    registration = db.session.scalars(
        query.with_for_update(of=Registration, key_share=True, skip_locked=True).execution_options(
            populate_existing=True
        )
    ).one_or_none()
    if registration is None:
        return False
    if settings.waiting_list == WaitingList.DIRECT:
        move(registration, state_with_place(registration, settings), "registration.promoted", audit.SYSTEM, at)
        ask_to_verify(registration, settings, at)
    else:
        offer_to(registration, event, settings, at, actor=audit.SYSTEM)
    return True


def offer_to(
    registration: Registration, event: Event, settings: RegistrationSettings, at: datetime, *, actor: audit.Actor
) -> None:
    """Keep a place for the person until they answer, or the time is over. Raises a Full."""
    until = rules.offer_ends(event, settings.offer_hours, at)
    registration.offered_until = until
    registration.offer_ended_at = None
    audit.record("registration.offered", registration, actor=actor, event_id=event.id, at=at, until=until.isoformat())
    mail(registration, at=at, kind="registration.offer", once=until.isoformat())
    enqueue("registration.offer_ends", {"registration_id": registration.id}, at=at, run_at=until)
    db.session.flush()
    places.take_place(registration.event_id, registration.category_id, registration.mode)


def state_with_place(registration: Registration, settings: RegistrationSettings) -> RegistrationState:
    """What somebody who waited is, once there is a place: nobody slips past an approval or a confirmed address."""
    is_unproved = rules.is_unproved(registration, settings)
    return rules.first_state(registration.category.needs_approval, needs_verification=is_unproved)


def ask_to_verify(registration: Registration, settings: RegistrationSettings, at: datetime) -> None:
    """Let the place go after some hours, unless the address is confirmed by then. The letter asks for it."""
    if registration.state == RegistrationState.PENDING and rules.is_unproved(registration, settings):
        until = at + timedelta(hours=settings.verify_hours)
        enqueue("registration.verify_ends", {"registration_id": registration.id}, at=at, run_at=until)
