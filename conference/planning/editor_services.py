"""Moving things about in the draft. Visitors see nothing of it before the next release, so no page is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_babel import gettext as _

from conference.core import audit, times
from conference.core.codes import new_code
from conference.core.db import db, lock, transaction
from conference.events.models import Event, Room
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import Placement, Session, Slot
from conference.programme.place_services import free_slot, put_slot, take_out
from conference.programme.rules import Place, whole_days, why_not_place

from . import editor_queries as queries
from .editor_rules import (
    BadMove,
    Done,
    Gone,
    Move,
    NewSession,
    Outcome,
    StaleMove,
    Target,
    merged_place,
    version_of,
)


@dataclass(frozen=True)
class Deed:
    """Who moves things at which locked event, when. `tab` tells the browser tabs of one person apart."""

    event: Event
    actor: audit.Actor
    at: datetime
    tab: str = ""

    def note(self, action: str, session: Session, slot_id: int, placement: Placement | None) -> None:
        where = {"slot": slot_id, "tab": self.tab}
        if placement is not None:
            where |= {"room": placement.room_id, "starts_at": placement.starts_at.isoformat()}
        audit.record(action, session, actor=self.actor, event_id=self.event.id, at=self.at, **where)


@dataclass(frozen=True)
class Found:
    """The rows that a move is about. `is_stale`: somebody else changed the same of it since it was shown."""

    move: Move
    session: Session
    slot: Slot | None
    placement: Placement | None
    place: Place | None
    is_stale: bool = False


def move_slots(event_id: int, moves: Sequence[Move], *, tab: str = "", actor: audit.Actor, at: datetime) -> Outcome:
    """Move them all, or none of them. Asked twice for the same, the second changes nothing.

    Where others changed only the room since it was shown, and this move only the time, or the other way round, both
    are kept. Raises StaleMove when both changed the same, Gone, BadMove or BadPlacement.
    """
    with transaction():
        event = lock(Event, event_id)
        before, _newest = queries.tag_of(event_id)
        deed = Deed(event, actor, at, tab)
        found = _find(event, moves)
        _refuse_stale(event, found)
        with db.session.no_autoflush:  # all new places go out at once, not one before each line of the history
            return Outcome(before, tuple(_carry_out(deed, one) for one in found))


def _find(event: Event, moves: Sequence[Move]) -> list[Found]:
    """The rows of all moves, in as many selects for many as for one. Raises what speaks against one of them."""
    sessions = queries.sessions_by_code(event.id, {move.session for move in moves})
    slots = queries.slots_with_places({move.slot for move in moves if move.slot})
    rooms = queries.rooms_by_code(event.id)
    found = []
    for move in moves:
        session, (slot, placement) = sessions.get(move.session), slots.get(move.slot or 0, (None, None))
        if session is None or (move.slot and (slot is None or slot.session_id != session.id)):
            raise Gone(_("This session is no longer there. Open the page anew."))
        target = _kept_on_the_clock(move.target, placement, event.zone)
        found.append(_merged(Found(move, session, slot, placement, _place(event, rooms, target, placement))))
    return found


def _kept_on_the_clock(target: Target | None, present: Placement | None, zone: str) -> Target | None:
    """Wall times that the slot has already mean its own instants, in an hour that occurs twice too."""
    if target is None or present is None:
        return target
    is_same = all(
        times.to_wall(wanted, zone) == times.to_wall(stored, zone)
        for wanted, stored in ((target.starts_at, present.starts_at), (target.ends_at, present.ends_at))
    )
    return replace(target, starts_at=present.starts_at, ends_at=present.ends_at) if is_same else target


def _merged(found: Found) -> Found:
    """With what others changed of the place since it was shown, and the move did not."""
    if found.slot is None:  # it was shown without a place
        is_stale = bool(drafted_placements(found.session.id)) and not (
            found.place and _twin(found.session.id, found.place)
        )
        return replace(found, is_stale=is_stale)
    if version_of(found.placement) == found.move.version or _is_there(found):
        return found
    kept = merged_place(found.place, found.placement, found.move.version) if found.place and found.placement else None
    return replace(found, place=kept or found.place, is_stale=kept is None)


def _place(
    event: Event, rooms: Mapping[str, Room], target: Target | None, present: Placement | None = None
) -> Place | None:
    """The target as rows name it. Raises what speaks against it."""
    if target is None:
        return None
    days = whole_days(event.starts_at, event.ends_at, event.zone)
    if refusal := why_not_place(target.starts_at, target.ends_at, *days):
        raise refusal
    room = rooms.get(target.room) if target.room else None
    if target.room and room is None:
        raise BadMove(_("There is no such room at this event"))
    if room and room.hidden_at and not (present and present.room_id == room.id):
        raise BadMove(_("%(room)s is out of use", room=room.name))
    return Place(room.id if room else None, target.starts_at, target.ends_at)


def _is_there(found: Found) -> bool:
    """Tell whether the slot stands already where it is to go, as when an answer was lost on its way."""
    if found.placement is None or found.place is None:
        return found.placement is None and found.place is None
    stored, wanted = found.placement, found.place
    return (stored.room_id, stored.starts_at, stored.ends_at) == (wanted.room_id, wanted.starts_at, wanted.ends_at)


def _refuse_stale(event: Event, found: Sequence[Found]) -> None:
    stale = [one for one in found if one.is_stale]
    if not stale:
        return
    first = stale[0]
    entry = queries.last_change(first.session.id, first.slot.id if first.slot else None)
    codes = {one.session.code for one in stale}
    if entry is None:
        words = _("Somebody else moved “%(title)s” in the meantime.", title=first.session.title)
        raise StaleMove(words, sessions=codes)
    sentence = _(
        "%(who)s moved “%(title)s” in the meantime, %(when)s. Your move was not saved.",
        who=audit.who(entry), title=first.session.title, when=times.instant(entry.at, event.zone),
    )  # fmt: skip
    raise StaleMove(sentence, sessions=codes, who=audit.who(entry), at=entry.at)


def _carry_out(deed: Deed, found: Found) -> Done:
    session, slot = found.session, found.slot
    if found.place is None:
        if slot is not None and found.placement is not None:
            length = found.placement.ends_at - found.placement.starts_at
            session.minutes = round(length / timedelta(minutes=1))  # it comes back as long as it was
            take_out(slot.id)
            deed.note("session.taken_out", session, slot.id, None)
        return Done(session.code, slot.id if slot else 0, version_of(None))
    if slot is None and (twin := _twin(session.id, found.place)):  # placed by the try whose answer was lost
        return Done(session.code, twin.slot_id, version_of(twin))
    slot = slot or free_slot(session)
    is_same = _is_there(found)
    placement = put_slot(slot, found.place, found.placement)
    if not is_same:
        deed.note("session.moved" if found.placement else "session.placed", session, slot.id, placement)
    return Done(session.code, slot.id, version_of(placement))


def _twin(session_id: int, place: Place) -> Placement | None:
    wanted = (place.room_id, place.starts_at, place.ends_at)
    placements = drafted_placements(session_id).values()
    return next((row for row in placements if (row.room_id, row.starts_at, row.ends_at) == wanted), None)


def repeat_session(
    event_id: int, code: str, target: Target, *, tab: str = "", actor: audit.Actor, at: datetime
) -> Outcome:
    """Hold the session once more. At the very place where it is held already nothing happens."""
    with transaction():
        event = lock(Event, event_id)
        before, _newest = queries.tag_of(event_id)
        session = queries.find_session(event_id, code)
        if session is None:
            raise Gone(_("This session is no longer there. Open the page anew."))
        place = _place(event, queries.rooms_by_code(event_id), target)
        assert place is not None
        placement = _twin(session.id, place)
        if placement is None:
            placement = put_slot(free_slot(session), place)
            Deed(event, actor, at, tab).note("session.repeated", session, placement.slot_id, placement)
        return Outcome(before, (Done(session.code, placement.slot_id, version_of(placement)),))


def add_session(event_id: int, new: NewSession, *, tab: str = "", actor: audit.Actor, at: datetime) -> Outcome:
    """Add a session, with or without a place; the same `uuid` again gives the one that was made."""
    with transaction() as db_session:
        event = lock(Event, event_id)
        before, _newest = queries.tag_of(event_id)
        known = queries.find_by_uuid(new.uuid)
        if known is not None:
            if known.event_id != event_id:
                raise BadMove(_("This session belongs to another event"))
            places = list(drafted_placements(known.id).values())
            return Outcome(before, tuple(Done(known.code, row.slot_id, version_of(row)) for row in places))
        place = _place(event, queries.rooms_by_code(event_id), new.target)
        row = Session(
            event_id=event_id, uuid=new.uuid, code=new_code(6), title=new.title, kind=new.kind, minutes=new.minutes,
            languages=[event.main_language], created_at=at, changed_at=at,
        )  # fmt: skip
        db_session.add(row)
        db.session.flush()
        placement = put_slot(free_slot(row), place) if place else None
        slot_id = placement.slot_id if placement else 0
        Deed(event, actor, at, tab).note("session.added", row, slot_id, placement)
        return Outcome(before, (Done(row.code, slot_id, version_of(placement)),))


def shift_slots(
    event_id: int, since: datetime, until: datetime, minutes: int, *, actor: audit.Actor, at: datetime
) -> int:
    """Move everything that begins from `since` on and before `until` by `minutes`; says how much that was.

    All or nothing: raises BadPlacement when one of them would leave the days of the event.
    """
    by = timedelta(minutes=minutes)
    with transaction():
        event = lock(Event, event_id)
        deed = Deed(event, actor, at)
        rows = queries.slots_from(event_id, since, until)
        days = whole_days(event.starts_at, event.ends_at, event.zone)
        for _code, row in rows:
            if refusal := why_not_place(row.starts_at + by, row.ends_at + by, *days):
                raise refusal
            row.starts_at, row.ends_at, row.version = row.starts_at + by, row.ends_at + by, row.version + 1
            deed.note("session.moved", row.session, row.slot_id, row)
        return len(rows)
