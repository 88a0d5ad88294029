"""What happened to a session since the release before, as a few words on its card. Pure but for the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from conference.core.times import clock, local_day, short_day

from .agenda import Item
from .changes import Held, What, what_happened


@dataclass(frozen=True, slots=True)
class Note:
    what: What
    words: str


def notes(items: Iterable[Item], before: Mapping[int, Held], zone: str) -> dict[int, Note]:
    """The note of each slot that has one. `before`: the slots of the release before; without one nothing is new."""
    items = list(items)
    rooms = {item.room_id: item.room for item in items if item.room_id}
    found = {}
    for item in items:
        if item.is_cancelled:
            found[item.slot_id] = Note(What.CANCELLED, _("Cancelled"))
        elif before and (note := _note(item, before.get(item.slot_id), rooms, zone)):
            found[item.slot_id] = note
    return found


def _note(item: Item, was: Held | None, rooms: Mapping[int, str], zone: str) -> Note | None:
    what = what_happened(was, Held(item.session_id, item.room_id, item.starts_at, item.ends_at))
    if what is What.NEW:
        return Note(what, _("New"))
    if what is What.RESTORED:
        return Note(what, _("Takes place again"))
    if what is not What.MOVED or was is None:
        return None
    return Note(what, moved_from(item, was, rooms, zone))


def moved_from(item: Item, was: Held, rooms: Mapping[int, str], zone: str) -> str:
    """Only what is different: "Moved from 10:00", "Moved from Hall", "New end"."""
    parts = []
    if was.starts_at != item.starts_at:
        parts.append(_when(was.starts_at, item.starts_at, zone))
    if was.room_id and was.room_id != item.room_id and was.room_id in rooms:
        parts.append(rooms[was.room_id])
    return str(_("Moved from %(place)s", place=", ".join(parts))) if parts else str(_("Time or room changed"))


def _when(was: datetime, now: datetime, zone: str) -> str:
    if local_day(was, zone) == local_day(now, zone):
        return clock(was, zone)
    return f"{short_day(was, zone)}, {clock(was, zone)}"
