"""Names as people type them, and which entry of the directory they mean. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from conference.core.text import fold

folded = lru_cache(maxsize=20_000)(fold)  # an event's names are looked at again and again


@dataclass(frozen=True)
class Entry:
    """One of the directory. `names`: the full name first, then every other, all as they are written or folded."""

    ident: int
    code: str
    name: str
    names: Sequence[str]


def known(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Say which entry has a name: {folded name: entry}."""
    found: dict[str, Entry] = {}
    for entry in entries:
        for name in entry.names:
            found.setdefault(folded(name), entry)
    return found


def by_entry(typed: Mapping[str, int], entries: Sequence[Entry]) -> dict[str, int]:
    """People by organisation: all names of an entry together, under its full name; the most people first."""
    by_name, found = known(entries), defaultdict[str, int](int)
    for name, number in typed.items():
        entry = by_name.get(folded(name))
        found[entry.name if entry else name] += number
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def same(name: str, typed: Iterable[str], names: Iterable[str]) -> list[str]:
    """Those of `typed` that mean what `name` means: itself, and however an entry's `names` were written."""
    keys = {folded(one) for one in names} - {""}
    return [one for one in typed if one == name or folded(one) in keys]
