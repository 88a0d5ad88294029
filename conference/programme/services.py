"""Publishing the agenda."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, insert, select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event

from . import hooks, queries, rules
from .changes import State, changes_between
from .hooks import Published
from .models import Placement, Release, ReleasedSession


def release_agenda(event_id: int, note: str, *, actor: audit.Actor, at: datetime, tells: bool = False) -> Release:
    """Show visitors the draft as it stands now, as the next release; the releases before it stay as they are.

    tells: mail the people concerned. Raises EmptyDraft when no session has a place, NothingChanged when visitors
    would see what they see already. Two at once get two numbers, or the second has nothing to change any more.
    """
    with transaction():
        return add_release(lock(Event, event_id), note, actor=actor, at=at, tells=tells)


def add_release(event: Event, note: str, *, actor: audit.Actor, at: datetime, tells: bool) -> Release:
    """The same in the caller's transaction, which has locked the event."""
    if not queries.has_draft(event.id):
        raise rules.EmptyDraft(_("Give at least one session a time before you publish the agenda"))
    last = queries.newest_release(event.id)
    before = queries.state_of_release(last)
    after = queries.state_of_draft(event, before)
    changes = changes_between(before, after)
    if last is not None and not changes:
        raise rules.NothingChanged(
            _("Nothing has changed since release %(number)d, so there is nothing to publish", number=last.number)
        )
    release = Release(
        event_id=event.id, number=_next_number(event.id), note=note, published_at=at, published_by=actor.label
    )
    db.session.add(release)
    db.session.flush()
    keep_state(release, after, last, before)
    event.version += 1
    counts = {str(what): count for what, count in changes.counts.items()}
    audit.record(
        "agenda.released", release, actor=actor, event_id=event.id, at=at, number=release.number,
        sessions=len(after.slots), told=tells, **counts,
    )  # fmt: skip
    for joined in hooks.RELEASED:
        joined(Published(event, release, last, before, after, changes, at, tells))
    return release


def _next_number(event_id: int) -> int:
    return (db.session.scalar(select(func.max(Release.number)).where(Release.event_id == event_id)) or 0) + 1


def keep_draft(event: Event, release: Release, last: Release | None) -> None:
    """In the caller's transaction: keep what the draft says in `release`, which follows `last`; nobody is told."""
    before = queries.state_of_release(last)
    keep_state(release, queries.state_of_draft(event, before), last, before)


def keep_state(release: Release, state: State, last: Release | None, before: State) -> None:
    """In the caller's transaction: write what `release` shows. `before` is the state of `last`.

    `sequence` counts the releases that changed time, room or state; `changed_at` also follows the text.
    """
    counted, at = _counted(last), release.published_at
    rows = []
    for slot, held in state.slots.items():
        sequence, changed_at = counted.get(slot, (0, at))
        is_moved = slot in before.slots and held != before.slots[slot]
        is_same_text = before.contents.get(held.session_id) == state.contents[held.session_id]
        facts: dict[str, Any] = {
            "sequence": sequence + is_moved,
            "changed_at": changed_at if is_same_text and not is_moved else at,
            "version": 1,
        }
        place = {
            name: getattr(held, name) for name in ("session_id", "room_id", "starts_at", "ends_at", "is_cancelled")
        }
        rows.append({"release_id": release.id, "slot_id": slot, **place, **facts})
    if not rows:
        return
    db.session.execute(insert(Placement), rows)
    db.session.execute(
        insert(ReleasedSession),
        [
            {"release_id": release.id, "session_id": session_id, "content": said.as_json()}
            for session_id, said in sorted(state.contents.items())
        ],
    )


def _counted(release: Release | None) -> dict[int, tuple[int, datetime | None]]:
    """(sequence, changed_at) of each slot of a release."""
    if release is None:
        return {}
    query = select(Placement.slot_id, Placement.sequence, Placement.changed_at)
    rows = db.session.execute(query.where(Placement.release_id == release.id))
    return {row.slot_id: (row.sequence, row.changed_at) for row in rows}
