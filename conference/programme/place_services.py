"""Putting slots of a session into the draft and taking them out, in the caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import select

from conference.core.codes import new_uuid7
from conference.core.db import db

from .edit_queries import drafted_placements
from .models import Placement, Session, Slot
from .rules import Place


def new_slot(session: Session) -> Slot:
    """One more holding of the session; the first has the session's own identity in calendars."""
    query = select(Slot.id).where(Slot.uuid == session.uuid)
    uuid = session.uuid if db.session.scalar(query) is None else new_uuid7()
    slot = Slot(uuid=uuid, session_id=session.id)
    db.session.add(slot)
    db.session.flush()
    return slot


def free_slot(session: Session) -> Slot:
    """A slot without a place in the draft: one that had a place before, so that it keeps its identity, or a new one."""
    taken = drafted_placements(session.id)
    query = select(Slot).where(Slot.session_id == session.id).order_by(Slot.id)
    return next((slot for slot in db.session.scalars(query) if slot.id not in taken), None) or new_slot(session)


def put_slot(slot: Slot, place: Place, known: Placement | None = None) -> Placement:
    """Place the slot in the draft, or move it there. An equal place changes nothing, not even the version.

    known: its place in the draft, when the caller read that already; then it is written with the caller's next rows.
    """
    query = select(Placement).where(Placement.slot_id == slot.id, Placement.release_id.is_(None))
    placement = known or db.session.scalars(query).one_or_none()
    if placement is None:
        placement = Placement(slot_id=slot.id, session_id=slot.session_id, version=0)
        db.session.add(placement)
    wanted = (place.room_id, place.starts_at, place.ends_at)
    if (placement.room_id, placement.starts_at, placement.ends_at) != wanted:
        placement.room_id, placement.starts_at, placement.ends_at = wanted
        placement.version += 1
    if known is None:
        db.session.flush()
    return placement


def take_out(slot_id: int) -> None:
    """The slot keeps its identity and may get a place again."""
    query = select(Placement).where(Placement.slot_id == slot_id, Placement.release_id.is_(None))
    if placement := db.session.scalars(query).one_or_none():
        db.session.delete(placement)
        db.session.flush()


def set_places(session: Session, places: Iterable[Place]) -> None:
    """Make these the session's places in the draft; slots that are not named lose theirs."""
    places = list(places)
    known = {slot.id: slot for slot in db.session.scalars(select(Slot).where(Slot.session_id == session.id))}
    kept = {place.slot_id for place in places if place.slot_id in known}
    for slot_id in drafted_placements(session.id):
        if slot_id not in kept:
            take_out(slot_id)
    for place in places:
        slot = known.get(place.slot_id or 0) or free_slot(session)
        put_slot(slot, place)
