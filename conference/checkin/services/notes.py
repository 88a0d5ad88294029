"""What organisers want the door to know of people: set for one, or for many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event
from conference.registration.models import Registration
from conference.registration.rules import stale_details

from ..models import DoorNote
from ..queries.notes import marks_of

CHUNK = 1000


def set_notes(
    registration_id: int, notes: Mapping[str, str], *, version: int, actor: audit.Actor, at: datetime
) -> None:
    """The person has these notes {kind: words for staff} and no others. Raises StaleEdit for another `version`."""
    with transaction() as session:
        registration = lock(Registration, registration_id)
        if registration.version != version:
            raise stale_details()
        before = marks_of([registration_id]).get(registration_id, {})
        if before == notes:
            return
        session.execute(delete(DoorNote).where(DoorNote.registration_id == registration_id))
        for kind, text in notes.items():
            session.add(DoorNote(registration_id=registration_id, kind=kind, text=text, noted_at=at))
        registration.changed_at = at  # another version: devices get the record anew
        kinds = {"before": sorted(before), "after": sorted(notes)}
        audit.record(
            "registration.door_notes", registration, actor=actor, event_id=registration.event_id, at=at, **kinds
        )


def mark_many(
    event_id: int, ids: Sequence[int], kind: str, text: str, *, is_set: bool, actor: audit.Actor, at: datetime
) -> int:
    """Give many people of the event one note, or take it from them; returns of how many that changed something."""
    changed = 0
    with transaction() as session:
        for start in range(0, len(ids), CHUNK):
            changed += len(_mark(ids[start : start + CHUNK], kind, text if is_set else None, at))
        noted = {"kind": kind, "is_set": is_set, "number": changed}
        event = session.get_one(Event, event_id)
        audit.record("registrations.door_note", event, actor=actor, event_id=event_id, at=at, **noted)
    return changed


def _mark(ids: Sequence[int], kind: str, text: str | None, at: datetime) -> list[int]:
    """Whose notes are others now; `text` None takes the note away.

    The registrations are locked in the order in which everybody locks them.
    """
    locked = db.session.scalars(
        select(Registration.id).where(Registration.id.in_(ids)).order_by(Registration.id).with_for_update()
    ).all()
    before = marks_of(locked)
    moved = [ident for ident in locked if before.get(ident, {}).get(kind) != text]
    of_kind = (DoorNote.registration_id.in_(moved), DoorNote.kind == kind)
    without_sync: Any = {"synchronize_session": False}
    db.session.execute(delete(DoorNote).where(*of_kind), execution_options=without_sync)
    if text is not None and moved:
        rows = [{"registration_id": ident, "kind": kind, "text": text, "noted_at": at} for ident in moved]
        db.session.execute(insert(DoorNote), rows)
    changed = update(Registration).where(Registration.id.in_(moved))
    db.session.execute(changed.values(version=Registration.version + 1, changed_at=at), execution_options=without_sync)
    return moved


def forget_notes(registration_id: int) -> None:
    """Inside a transaction: the person is erased."""
    db.session.execute(delete(DoorNote).where(DoorNote.registration_id == registration_id))
