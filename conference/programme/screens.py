"""What a screen at a room's door shows: all it needs for the whole event, so that it goes on without a network.

Entries are ready to be shown and to be sent as JSON; instants are seconds since 1970. Pure but for the words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from flask_babel import gettext as _

from conference.core.times import clock, day, local_day

from .agenda import Item
from .changes import Held
from .notes import Note

MOST_PEOPLE = 5  # named on a screen; more cannot be read from afar


class Mark(TypedDict):
    code: str
    colour: str


class Entry(TypedDict):
    """One slot. `day` is 2024-11-20, `day_words` Wednesday, 20 November 2024; `room` is where it is now."""

    id: int
    title: str
    lang: str
    starts: int
    ends: int
    start: str
    end: str
    day: str
    day_words: str
    room: str
    people: str
    marks: list[Mark]
    note: str
    is_cancelled: bool
    is_set_back: bool


@dataclass(frozen=True)
class Moment:
    """What a screen says at one time: going on, what comes first after it, what else is left of that day."""

    going_on: tuple[Entry, ...] = ()
    coming: tuple[Entry, ...] = ()
    rest: tuple[Entry, ...] = ()


def entries(items: Iterable[Item], notes: Mapping[int, Note], zone: str) -> list[Entry]:
    return [_entry(item, notes.get(item.slot_id), zone) for item in items]


def of_room(items: Iterable[Item], room_id: int) -> list[Item]:
    """What concerns those in front of the room: its own sessions, and what is for everybody."""
    return [item for item in items if item.room_id == room_id or (item.is_set_back and item.room_id is None)]


def moved_away(items: Iterable[Item], before: Mapping[int, Held], room_id: int, zone: str) -> list[Entry]:
    """Sessions that were to be in the room and are elsewhere or at another time now, for who comes to the old place.

    Their times are the old ones, so that they are shown as long as somebody may come.
    """
    found = []
    for item in items:
        was = before.get(item.slot_id)
        if was is None or was.room_id != room_id or item.room_id == room_id or item.is_cancelled:
            continue
        when = clock(item.starts_at, zone)
        if local_day(item.starts_at, zone) != local_day(was.starts_at, zone):
            when = f"{day(item.starts_at, zone)}, {when}"
        place = item.room or _("another room")
        entry = _entry(item, None, zone)
        entry["note"] = _("now %(when)s, %(room)s", when=when, room=place)
        entry["starts"], entry["ends"] = _seconds(was.starts_at), _seconds(was.ends_at)
        entry["start"], entry["day"] = clock(was.starts_at, zone), local_day(was.starts_at, zone).isoformat()
        found.append(entry)
    return found


def moment(known: Sequence[Entry], at: datetime) -> Moment:
    """The state at `at`; screens work it out by the same rule, second by second."""
    second = _seconds(at)
    on = [entry for entry in known if not entry["is_cancelled"]]
    going_on = [entry for entry in on if entry["starts"] <= second < entry["ends"]]
    later = [entry for entry in on if entry["starts"] > second]
    coming = [entry for entry in later if entry["starts"] == later[0]["starts"]]
    today = next((entry["day"] for entry in (*going_on, *coming)), "")
    shown = {entry["id"] for entry in (*going_on, *coming)}
    rest = [entry for entry in known if entry["day"] == today and entry["ends"] > second and entry["id"] not in shown]
    return Moment(tuple(going_on), tuple(coming), tuple(rest))


def _entry(item: Item, note: Note | None, zone: str) -> Entry:
    names = [part.name for part in item.people]
    people = ", ".join(names[:MOST_PEOPLE])
    marks: dict[str, str] = {run.project.code: run.project.colour for run in item.run_by}
    return Entry(
        id=item.slot_id,
        title=item.title,
        lang=item.title_language,
        starts=_seconds(item.starts_at),
        ends=_seconds(item.ends_at),
        start=clock(item.starts_at, zone),
        end=clock(item.ends_at, zone),
        day=local_day(item.starts_at, zone).isoformat(),
        day_words=day(item.starts_at, zone),
        room=item.room,
        people=f"{people} …" if len(names) > MOST_PEOPLE else people,
        marks=[] if item.is_set_back else [Mark(code=code, colour=colour) for code, colour in marks.items()],
        note=_("Cancelled") if item.is_cancelled else note.words if note else "",
        is_cancelled=item.is_cancelled,
        is_set_back=item.is_set_back,
    )


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
