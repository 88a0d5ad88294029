"""Programmes as lines on paper: an event's, a person's, a room's of one day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import select

from conference.core.db import db
from conference.core.times import clock, day, local_day
from conference.events.models import Event
from conference.programme.agenda import Item
from conference.registration.models import Registration
from conference.signup.models import SignUp, SignUpState

from .cards import AgendaLine
from .queries import among


def lines_of(items: Iterable[Item], event: Event) -> tuple[AgendaLine, ...]:
    """The sessions in order of time, under their days where there are several."""
    held = sorted(
        (item for item in items if not item.is_cancelled), key=lambda item: (item.starts_at, item.room_position)
    )
    days = {local_day(item.starts_at, event.zone) for item in held}
    lines: list[AgendaLine] = []
    shown: date | None = None
    for item in held:
        on = local_day(item.starts_at, event.zone)
        if len(days) > 1 and on != shown:
            lines.append(AgendaLine("", day(on)))
        shown = on
        lines.append(AgendaLine(clock(item.starts_at, event.zone), item.title, item.room))
    return tuple(lines)


def own_lines(
    registration_ids: Collection[int], items: Sequence[Item], event: Event
) -> dict[int, tuple[AgendaLine, ...]]:
    """The sessions in which each person has a place."""
    by_slot = {item.slot_id: item for item in items}
    return {
        ident: lines_of([by_slot[slot] for slot in slots if slot in by_slot], event)
        for ident, slots in own_sessions(event.id, registration_ids).items()
    }


def own_sessions(event_id: int, registration_ids: Collection[int]) -> dict[int, list[int]]:
    """The slots in which each person has a place."""
    query = (
        select(SignUp.registration_id, SignUp.slot_id)
        .join(SignUp.registration)
        .where(
            Registration.event_id == event_id,
            among(SignUp.registration_id, registration_ids),
            SignUp.state == SignUpState.TAKEN,
        )
    )
    chosen: dict[int, list[int]] = defaultdict(list)
    for registration_id, slot_id in db.session.execute(query):
        chosen[registration_id].append(slot_id)
    return chosen


def rooms_and_days(items: Iterable[Item], event: Event) -> dict[tuple[str, date], list[Item]]:
    """The sessions by room and day, in the rooms' order."""
    found: dict[tuple[str, date], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (item.room_position, item.room, item.starts_at)):
        if item.room and not item.is_cancelled:
            found[item.room, local_day(item.starts_at, event.zone)].append(item)
    return found
