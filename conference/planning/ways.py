"""From one session to the next: what cannot be gone to in full. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from conference.programme.agenda import Item


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


def overlap_words(other: Item) -> str:
    return str(_("At the same time as “%(title)s”", title=other.title))


def hint_words(hint: Hint) -> str:
    """What stands on the card of the later of the two."""
    title = hint.before.title
    if hint.given is None:
        return overlap_words(hint.before)
    return str(
        _(
            "%(given)d minutes after “%(title)s”, but the way from %(room)s takes %(needed)d",
            given=hint.given, title=title, room=hint.before.room, needed=hint.needed,
        )
    )  # fmt: skip


def hints_by_slot(found: Sequence[Hint]) -> dict[int, list[str]]:
    """What overlaps is said on both cards, a way that is too long on the later one."""
    words: dict[int, list[str]] = {}
    for hint in found:
        if hint.given is None:
            words.setdefault(hint.before.slot_id, []).append(overlap_words(hint.after))
        words.setdefault(hint.after.slot_id, []).append(hint_words(hint))
    return words
