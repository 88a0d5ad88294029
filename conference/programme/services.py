"""Publishing the agenda."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, insert, select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event

from . import hooks, queries, rules
from .models import Placement, Release, ReleasedSession, Session


def release_agenda(event_id: int, note: str, *, actor: audit.Actor, at: datetime) -> Release:
    """Show visitors the draft as it stands now, as the next release; the releases before it stay as they are.

    Raises EmptyDraft when no session has a place. Two at once get two numbers. What joined `hooks.RELEASED` is
    called before the transaction ends.
    """
    with transaction() as session:
        event = lock(Event, event_id)
        if not queries.has_draft(event_id):
            raise rules.EmptyDraft(_("Give at least one session a time before you publish the agenda"))
        before = queries.newest_release(event_id)
        last = session.scalar(select(func.max(Release.number)).where(Release.event_id == event_id))
        release = Release(
            event_id=event_id, number=(last or 0) + 1, note=note, published_at=at, published_by=actor.label
        )
        session.add(release)
        session.flush()
        placed = keep_draft(event, release, before)
        event.version += 1
        audit.record(
            "agenda.released", release, actor=actor, event_id=event_id, at=at, number=release.number, sessions=placed
        )
        for joined in hooks.RELEASED:
            joined(event, release, before, at)
    return release


def keep_draft(event: Event, release: Release, before: Release | None) -> int:
    """In the caller's transaction: keep what the draft says in `release`; returns how many slots it has.

    A slot of the release before that the draft has no longer stays, cancelled.
    """
    contents = queries.draft_contents(event)
    said = queries.contents_of_release(before.id) if before else {}
    drafted = _placements(Session.event_id == event.id, Placement.release_id.is_(None))
    earlier = _placements(Placement.release_id == before.id) if before else {}
    cancelled = {slot for slot in earlier if slot not in drafted}
    rows = []
    for slot, row in {**earlier, **drafted}.items():
        now = contents[row.session_id]
        place = {"room_id": row.room_id, "starts_at": row.starts_at, "ends_at": row.ends_at,
                 "is_cancelled": slot in cancelled or now.is_cancelled}  # fmt: skip
        kept = {"release_id": release.id, "slot_id": slot, "session_id": row.session_id, "version": 1, **place}
        was = earlier.get(slot)
        rows.append(kept | _counted(place, was, release.published_at, is_same_text=said.get(row.session_id) == now))
    sessions = {row["session_id"] for row in rows}
    db.session.execute(insert(Placement), rows)
    db.session.execute(
        insert(ReleasedSession),
        [
            {"release_id": release.id, "session_id": session_id, "content": contents[session_id].as_json()}
            for session_id in sorted(sessions)
        ],
    )
    return len(rows)


def _placements(*where: Any) -> dict[int, Any]:
    """The placements by their slot, in the order of slots."""
    query = (
        select(
            Placement.slot_id, Placement.session_id, Placement.room_id, Placement.starts_at, Placement.ends_at,
            Placement.sequence, Placement.changed_at, Placement.is_cancelled,
        )
        .join(Session, Session.id == Placement.session_id)
        .where(*where)
        .order_by(Placement.slot_id)
    )  # fmt: skip
    return {row.slot_id: row for row in db.session.execute(query)}


def _counted(place: Mapping[str, Any], was: Any, at: datetime, *, is_same_text: bool) -> dict[str, Any]:
    """`sequence` counts one more where time, room or state changed; `changed_at` also follows the text."""
    if was is None:
        return {"sequence": 0, "changed_at": at}
    stays = all(getattr(was, name) == value for name, value in place.items())
    return {
        "sequence": was.sequence if stays else was.sequence + 1,
        "changed_at": was.changed_at if stays and is_same_text else at,
    }
