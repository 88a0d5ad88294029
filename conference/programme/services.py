"""Publishing the agenda."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, insert, literal, select

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event

from . import queries, rules
from .models import Placement, Release, Session


def release_agenda(event_id: int, note: str, *, actor: audit.Actor, at: datetime) -> Release:
    """Show visitors the draft as it stands now, as the next release; the releases before it stay as they are.

    Raises EmptyDraft when no session has a place. Two at once get two numbers.
    """
    with transaction() as session:
        event = lock(Event, event_id)
        if not queries.has_draft(event_id):
            raise rules.EmptyDraft(_("Give at least one session a time before you publish the agenda"))
        last = session.scalar(select(func.max(Release.number)).where(Release.event_id == event_id))
        release = Release(
            event_id=event_id, number=(last or 0) + 1, note=note, published_at=at, published_by=actor.label
        )
        session.add(release)
        session.flush()
        placed = copy_draft(event_id, release.id)
        event.version += 1
        audit.record(
            "agenda.released", release, actor=actor, event_id=event_id, at=at, number=release.number, sessions=placed
        )
    return release


def copy_draft(event_id: int, release_id: int) -> int:
    """In the caller's transaction: give the release a copy of each draft placement, and say how many."""
    draft = (
        select(literal(release_id), Placement.session_id, Placement.room_id, Placement.starts_at, Placement.ends_at)
        .join(Session, Session.id == Placement.session_id)
        .where(Session.event_id == event_id, Placement.release_id.is_(None))
    )
    columns = ["release_id", "session_id", "room_id", "starts_at", "ends_at"]
    db.session.execute(insert(Placement).from_select(columns, draft))
    copied = select(func.count()).select_from(Placement).where(Placement.release_id == release_id)
    return db.session.scalar(copied) or 0
