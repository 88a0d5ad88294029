"""One step of the machine with all that hangs on it, and a free place to whoever waits for it.

All of it inside the caller's transaction. Locks are taken in one order: the registration, then the numbers of the event
(`places.hold_all`), then those who wait, whom nobody waits for: a registration that somebody else is changing in this
moment is passed over, and a job looks at the line once more.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from conference.core import audit
from conference.core.db import db
from conference.core.jobs import enqueue
from conference.events.models import Event, Mode

from .. import hooks, line_queries, places, queries, room_queries, rules
from ..models import ALIVE, Registration, RegistrationSettings, RegistrationState, RoomWish, WaitingList
from .letters import mail
from .room_moves import follow, serve_wishes
from .secrets import confirm_ticket, end_ticket

Claim = tuple[int, int, str]  # id, category, mode of somebody who waits
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
        deed = confirm_ticket(registration, at)
    told = {name: value for name, value in detail.items() if value}
    audit.record(
        action, registration, actor=actor, event_id=registration.event_id, at=at, before=before, after=target, **told
    )
    mail(registration, at=at, once=deed or f"{target} {registration.version}", not_before=mail_at)
    hooks.follow(registration, before, at)
    is_kept = hooks.is_kept(registration, before, at)
    change_places(registration, at, held=held, kept=(is_kept, is_kept))


def change_places(
    registration: Registration,
    at: datetime,
    *,
    held: bool,
    mode: str = "",
    old_category: int = 0,
    kept: tuple[bool, bool] = (False, False),
) -> None:
    """Take what the registration needs now and did not need before, give back what it held; serve who waits.

    `mode`, `old_category`: in which it held its place, when those change too. `kept`: whether its old place
    stays counted, and whether its new one was counted before. Raises a Full.
    """
    db.session.flush()
    event_id, category_id, now_in = registration.event_id, registration.category_id, registration.mode
    holds, old_mode, was_of = registration.holds_place, mode or now_in, old_category or category_id
    wish = room_queries.find_wish(registration.id) if Mode.ONLINE in (old_mode, now_in) else None
    # who comes back to the line may find a place that nobody else in it could have
    waits = registration.state == RegistrationState.WAITING and not (holds or any(kept))
    if (holds, now_in, category_id) == (held, old_mode, was_of) and wish is None and not waits:
        return
    old = numbers_of(was_of, old_mode, wish, holds=held and not kept[0])
    if wish is not None:
        follow(registration, wish, at)
    new = numbers_of(category_id, now_in, wish, holds=holds and not kept[1])
    if old - new or waits:
        places.hold_all(event_id)
    for number in sorted(old - new):
        places.free(event_id, number)
    for number in sorted(new - old):
        places.take(event_id, number)
    if old - new or waits:
        serve(event_id, at)


def numbers_of(category_id: int, mode: str, wish: RoomWish | None, *, holds: bool) -> Counter[places.Number]:
    """What the person counts at; a place in the room may be kept for them beside their own."""
    own = places.numbers(category_id, mode) if holds else Counter()
    if wish is not None and wish.offered_until is not None:
        own[places.IN_ROOM] += 1
    return own


def serve(event_id: int, at: datetime) -> int:
    """Under `places.hold_all`: give what is free to those who wait, in their order; returns how many got something.

    What is left in the room then goes to those online who asked for it, and what they leave to the line once more.
    """
    settings = queries.settings_of(event_id) or rules.default_settings()
    event = db.session.get_one(Event, event_id)
    if at >= event.ends_at or not (rules.may_wait(settings) or rules.is_moving(event, settings)):
        return 0
    free = line_queries.free_places(event_id)
    served, was_busy = serve_line(event, settings, free, at, most=MOST_AT_ONCE)
    moved, is_busy = serve_wishes(event, settings, free, at, most=MOST_AT_ONCE - served)
    if moved and settings.to_room == WaitingList.DIRECT:
        again, was_busy = serve_line(event, settings, free, at, most=MOST_AT_ONCE - served - moved)
        served += again
    if was_busy or is_busy or served + moved >= MOST_AT_ONCE:
        enqueue("registration.serve_line", {"event_id": event_id}, at=at)
    return served + moved


def serve_line(
    event: Event, settings: RegistrationSettings, free: rules.Free, at: datetime, *, most: int
) -> tuple[int, bool]:
    """The waiting list: how many got something, and whether somebody was passed over as another is changing them."""
    if not rules.may_wait(settings):
        return 0, False
    served, busy, passed, goes_on = 0, set[int](), set[int](), True
    while goes_on and served < most:
        line = line_queries.next_in_line(
            event.id, free, by_priority=settings.waits_by_priority, skip=busy | passed, limit=most - served
        )
        before = len(passed)
        claims = list(claims_of(event.id, line, passed))
        goes_on = len(passed) > before  # groups that find no places for all make way for those behind them
        for members in claims:
            if not free.take_all(member[1:] for member in members):
                continue
            goes_on = True
            can_have = len(members) == 1 or are_free(members)
            for member in members:
                if can_have and give_to(member[0], event, settings, at):
                    served += 1
                else:
                    busy.add(member[0])
                    free.give(*member[1:])
    return served, bool(busy)


def claims_of(event_id: int, line: list[Claim], passed: set[int]) -> Iterator[list[Claim]]:
    """Those in line, each alone or with the group that waits together, once: it is in `passed` from then on."""
    blocks = line_queries.blocks_of([ident for ident, _category, _mode in line]) if line else {}
    for claim in line:
        if (key := blocks.get(claim[0])) is None:
            yield [claim]
        elif claim[0] not in passed:
            members = line_queries.block_members(event_id, key)
            passed.update(member[0] for member in members)
            yield members


def are_free(members: list[Claim]) -> bool:
    """Nobody else is changing any of them; they are locked by then."""
    idents = [member[0] for member in members]
    query = select(Registration.id).where(Registration.id.in_(idents), line_queries.WAITS).order_by(Registration.id)
    locked = db.session.scalars(query.with_for_update(of=Registration, key_share=True, skip_locked=True)).all()
    return len(locked) == len(idents)


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
