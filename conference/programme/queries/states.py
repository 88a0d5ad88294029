"""Agendas as states that can be compared."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from conference.core.db import db
from conference.events.models import Event

from ..changes import Changes, Held, State, carried, changes_between
from ..models import Placement, Release, Session
from .items import contents_of_release, draft_contents
from .releases import newest_release

NOTHING = State()


def state_of_release(release: Release | None, session_ids: Collection[int] | None = None) -> State:
    """What visitors saw, of all sessions or of some; nothing before the first release."""
    if release is None:
        return NOTHING
    held, contents = _held(Placement.release_id == release.id), contents_of_release(release.id)
    if session_ids is None:
        return State(held, contents)
    return State(
        {slot: row for slot, row in held.items() if row.session_id in session_ids},
        {session_id: said for session_id, said in contents.items() if session_id in session_ids},
    )


def state_of_draft(event: Event, before: State = NOTHING) -> State:
    """The agenda as it would be, were the draft published when visitors see `before`."""
    drafted = _held(Placement.release_id.is_(None), Session.event_id == event.id)
    return carried(before, State(drafted, draft_contents(event)))


def changes_of_draft(event: Event) -> Changes:
    """What publishing the draft would change for visitors."""
    before = state_of_release(newest_release(event.id))
    return changes_between(before, state_of_draft(event, before))


def changes_of_release(release: Release, before: Release | None) -> Changes:
    """What visitors saw change when `release` followed `before`; everything is new in the first."""
    return changes_between(state_of_release(before), state_of_release(release))


def places_of_release(release: Release | None) -> dict[int, Held]:
    """Where and when each slot is in it, by the slot's id."""
    return _held(Placement.release_id == release.id) if release else {}


def draft_places(session_id: int) -> dict[int, tuple[int | None, datetime, datetime]]:
    """(room, start, end) of each slot of a session that has a place in the draft."""
    held = _held(Placement.release_id.is_(None), Placement.session_id == session_id)
    return {slot: row.place for slot, row in held.items()}


def _held(*where: Any) -> dict[int, Held]:
    query = (
        select(
            Placement.slot_id, Placement.session_id, Placement.room_id, Placement.starts_at, Placement.ends_at,
            Placement.is_cancelled,
        )
        .join(Session, Session.id == Placement.session_id)
        .where(*where)
        .order_by(Placement.slot_id)
    )  # fmt: skip
    return {
        row.slot_id: Held(row.session_id, row.room_id, row.starts_at, row.ends_at, row.is_cancelled)
        for row in db.session.execute(query)
    }
