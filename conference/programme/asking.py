"""What a visitor asks of an agenda, by choices and by words: read from an address, and narrowed to. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Protocol

from conference.core.text import fold
from conference.core.times import to_zone

from .agenda import Item, Mark, working

LONGEST_WORDS = 100  # of a search; more finds nothing that less would not
MOST_VALUES = 40  # of one choice


class Arguments(Protocol):
    """The part of an address after the question mark, as the framework hands it over."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted; nothing of a kind is everything of it. Within a kind any value fits, between kinds all must.

    day: 2024-11-20; project: by code; room: by code or name; track: by name; language: spoken or interpreted into;
    kind: of session; q: words that must all be found.
    """

    day: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    q: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def words(self) -> list[str]:
        """Everything asked for, as it was written."""
        values = [value for name in CHOICES for value in getattr(self, name)]
        return [*values, self.q] if self.q else values

    def but(self, **changes: Any) -> dict[str, Any]:
        """The same with `changes`, as arguments of an address; what is not asked for is left out."""
        return {name: value or None for name, value in asdict(replace(self, **changes)).items()}

    def has(self, name: str, value: str) -> bool:
        return value.casefold() in map(str.casefold, getattr(self, name))


CHOICES = tuple(field.name for field in fields(Asked) if field.name != "q")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for, in the order of the agenda; of tracks and rooms the value and the words."""

    days: tuple[date, ...]
    projects: tuple[Mark, ...]
    tracks: tuple[tuple[str, str], ...]
    rooms: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    kinds: tuple[str, ...]


def read(arguments: Arguments) -> Asked:
    """What the address asks for; what it does not know is left alone."""
    chosen = {name: tuple(filter(None, arguments.getlist(name)[:MOST_VALUES])) for name in CHOICES}
    return Asked(**chosen, q=" ".join(arguments.getlist("q")[:1])[:LONGEST_WORDS].strip())


def choices(items: Iterable[Item], zone: str) -> Choices:
    items = list(items)
    projects = {run.project.code: run.project for item in items for run in item.run_by}
    rooms = {item.room_code or item.room: item for item in items if item.room}
    spoken = {code for item in items if not item.is_set_back for code in (*item.languages, *item.interpretation)}
    return Choices(
        days=tuple(dict.fromkeys(to_zone(item.starts_at, zone).date() for item in items)),
        projects=tuple(projects[code] for code in sorted(projects)),
        tracks=tuple(
            dict.fromkeys(
                (item.track_key or item.track, item.track) for item in sorted(items, key=track_order) if item.track
            )
        ),
        rooms=tuple(
            (code, item.room) for code, item in sorted(rooms.items(), key=lambda pair: room_order(pair[1]))
        ),
        languages=tuple(sorted(spoken)),
        kinds=tuple(dict.fromkeys(item.kind for item in items)),
    )  # fmt: skip


def track_order(item: Item) -> tuple[int, str]:
    return item.track_position, item.track.casefold()


def room_order(item: Item) -> tuple[int, str]:
    return item.room_position, item.room


def narrowed(items: Iterable[Item], asked: Asked, zone: str) -> list[Item]:
    """The items that fit everything asked for; capital letters make no difference, for words no accents either."""
    of = _values(zone)
    wanted = [(of[name], {value.casefold() for value in getattr(asked, name)}) for name in CHOICES]
    tests = [(values, chosen) for values, chosen in wanted if chosen]
    words = fold(asked.q).split()
    found = [item for item in items if all(not chosen.isdisjoint(values(item)) for values, chosen in tests)]
    if asked.q and not words:  # signs alone, which nobody writes into a title
        return []
    return [item for item in found if _has_words(item, words)] if words else found


def _values(zone: str) -> dict[str, Callable[[Item], Iterable[str]]]:
    """What an item has of each choice, without capital letters."""
    return {
        "day": lambda item: (to_zone(item.starts_at, zone).date().isoformat(),),
        "project": lambda item: (run.project.code.casefold() for run in item.run_by),
        "track": lambda item: (item.track.casefold(), item.track_key.casefold()),
        "room": lambda item: (item.room.casefold(), item.room_code.casefold()),
        "language": lambda item: (*item.languages, *item.interpretation),
        "kind": lambda item: (item.kind,),
    }


def _has_words(item: Item, words: Iterable[str]) -> bool:
    """Tell whether all words are there: in the title, among the people, in the room, in the abstract."""
    names = " ".join(part.name for part in item.people)
    text = fold(f"{item.title} {item.subtitle} {names} {item.track} {item.room} {item.abstract}")
    return all(word in text for word in words)


def count_by_project(items: Iterable[Item], asked: Asked, zone: str) -> Counter[str]:
    """How many sessions of each project fit all the rest that is asked for, counted as `agenda.share_of` does."""
    fitting = narrowed(items, replace(asked, project=()), zone)
    pairs = {(run.project.code, item.code) for item in working(fitting) for run in item.run_by}
    return Counter(code for code, _session in pairs)
