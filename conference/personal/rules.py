"""What holds for an agenda of one's own. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from conference.core.errors import Refused
from conference.programme.agenda import Item

MOST_PICKS = 500


class TooManyPicks(Refused):
    code: ClassVar[str] = "too_many"


@dataclass(frozen=True)
class Ways:
    """How long it takes from room to room. buildings: of each room, by its code."""

    room_minutes: int
    building_minutes: int
    buildings: Mapping[str, str]

    def minutes(self, here: str, there: str) -> int:
        """0 within a room, and where a room is not known."""
        if not here or not there or here == there:
            return 0
        is_one_building = self.buildings.get(here, "") == self.buildings.get(there, "")
        return self.room_minutes if is_one_building else self.building_minutes


@dataclass(frozen=True)
class Hint:
    """Two that nobody can go to in full. `given`: the minutes between them, None when they overlap."""

    before: Item
    after: Item
    needed: int = 0
    given: int | None = None


def hints(items: Iterable[Item], ways: Ways) -> list[Hint]:
    """What cannot be gone to one after the other, in order of time; cancelled sessions are in nobody's way."""
    going = sorted((item for item in items if not item.is_cancelled), key=lambda item: (item.starts_at, item.slot_id))
    longest = timedelta(minutes=max(ways.room_minutes, ways.building_minutes, 0))
    found = []
    for place, before in enumerate(going):
        for after in going[place + 1 :]:
            if after.starts_at >= before.ends_at + longest:
                break
            if hint := _between(before, after, ways):
                found.append(hint)
    return found


def _between(before: Item, after: Item, ways: Ways) -> Hint | None:
    if after.starts_at < before.ends_at:
        return Hint(before, after)
    needed = ways.minutes(before.room_code, after.room_code)
    given = int((after.starts_at - before.ends_at).total_seconds() // 60)
    return Hint(before, after, needed, given) if given < needed else None


def read_codes(text: str) -> list[str]:
    """The codes of sessions in what a device sent: letters and digits between commas, each once."""
    codes = (code.strip().upper() for code in text.split(","))
    return list(dict.fromkeys(code for code in codes if code.isalnum() and code.isascii()))[:MOST_PICKS]
