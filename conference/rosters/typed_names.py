"""Organisations as people typed them: which of them are one, and which entry of the directory they are. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conference.core.text import fold
from conference.organisations.names import Entry, known

from .likeness import sound


@dataclass(frozen=True)
class Group:
    """Names that sound alike in whichever script, the most frequent first; `like`: an entry that sounds so too."""

    names: Sequence[tuple[str, int]]
    like: str = ""

    @property
    def people(self) -> int:
        return sum(number for _name, number in self.names)


@dataclass(frozen=True)
class Joined:
    """A name that the directory knows as another name of an entry."""

    name: str
    people: int
    entry: Entry


def unknown_groups(typed: Mapping[str, int], entries: Sequence[Entry]) -> list[Group]:
    """What the directory does not know, the most people first."""
    by_name = known(entries)
    by_sound = {sound(name): entry.name for entry in reversed(entries) for name in reversed(entry.names)}
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, number in typed.items():
        if fold(name) not in by_name:
            groups[sound(name) or name].append((name, number))
    found = [
        Group(sorted(names, key=lambda one: (-one[1], one[0])), by_sound.get(key, "")) for key, names in groups.items()
    ]
    return sorted(found, key=lambda group: (-group.people, group.names))


def joined_names(typed: Mapping[str, int], entries: Sequence[Entry]) -> list[Joined]:
    """What the directory knows under another name, by entry."""
    by_name = known(entries)
    found = [
        Joined(name, number, entry)
        for name, number in typed.items()
        if (entry := by_name.get(fold(name))) is not None and fold(entry.name) != fold(name)
    ]
    return sorted(found, key=lambda one: (fold(one.entry.name), one.name))
