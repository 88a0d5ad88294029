"""Who may be the same person: by address, by name and organisation in whichever script. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from conference.core.text import email_key, fold

SOUNDS = (  # the same sound as people write it in Latin letters
    (r"shch|sch|sh", "s"), (r"zh|dzh|dj", "j"), (r"kh|gh", "h"), (r"ts|tz|ch|tch", "c"), (r"ph", "f"), (r"ks", "x"),
    (r"ck|q", "k"), (r"w", "v"), (r"[jy](?=[aeou])|(?<=[aeou])[jy]", "i"), (r"[iyj]+", "i"), (r"(.)\1+", r"\1"),
)  # fmt: skip
RULES = tuple((re.compile(pattern), sound) for pattern, sound in SOUNDS)
LEAST_LETTERS = 6  # in a name where one letter may be off
MOST_IN_GROUP = 50  # who look alike; larger groups are a test file or a placeholder


class Why(StrEnum):
    ADDRESS = "address"  # the same mailbox: case and what follows a plus apart
    NAME = "name"  # the same name and organisation
    SPELLING = "spelling"  # one letter off, the same organisation


@dataclass(frozen=True)
class Known:
    ident: int
    name: str
    national_name: str
    email: str
    organisation: str


@dataclass(frozen=True)
class Heard:
    """What of a person is compared: mailbox, names and organisation as they sound."""

    ident: int
    box: str
    names: frozenset[str]
    organisation: str

    @property
    def long_names(self) -> list[str]:
        return [name for name in self.names if len(name) >= LEAST_LETTERS]

    @property
    def keys(self) -> set[int]:
        """Who looks alike shares at least one of them."""
        told = {f"name {name}" for name in self.names}
        if self.box:
            told.add(f"box {self.box}")
        if self.organisation:
            told |= {f"half {half} of {self.organisation}" for name in self.long_names for half in _halves(name)}
        return {_digest(text) for text in told}

    @property
    def mark(self) -> int:
        """Another one as soon as anything that is compared is another."""
        return _digest("\n".join([self.box, self.organisation, *sorted(self.names)]))


@dataclass(frozen=True)
class Pair:
    """`first` has the smaller id."""

    first: int
    second: int
    why: Why


def mailbox(email: str) -> str:
    """The address without case and alias: "Ada+list@x.org" is the mailbox of "ada@x.org"."""
    local, _at, host = email_key(email).rpartition("@")
    return f"{local.partition('+')[0] or local}@{host}"


def sound(text: str) -> str:
    """The words of a name as they sound, in the order of the alphabet: "Мырза Асель" and "Asel Myrza" are one."""
    words = []
    for word in re.split(r"[^a-z0-9]+", fold(text)):
        for pattern, instead in RULES:
            word = pattern.sub(instead, word)  # noqa: PLW2901 - step by step
        if word:
            words.append(word)
    return " ".join(sorted(words))


def hear(people: Iterable[Known]) -> list[Heard]:
    return [
        Heard(
            one.ident,
            mailbox(one.email) if one.email else "",
            frozenset(key for text in (one.name, one.national_name) if len(key := heard(text)) > 1),
            heard(one.organisation),
        )
        for one in people
    ]


heard = lru_cache(maxsize=20_000)(sound)  # organisations, and names that many share, are heard again and again


def pairs_of(people: Sequence[Known], different: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Each pair once, with its strongest reason; without those that somebody said are `different`."""
    by_ident = {one.ident: one for one in hear(people)}
    groups: dict[int, list[int]] = defaultdict(list)
    for one in by_ident.values():
        for key in one.keys:
            groups[key].append(one.ident)
    shared = {pair for members in groups.values() for pair in combinations(sorted(members)[:MOST_IN_GROUP], 2)}
    return list(alike(shared - set(different), by_ident))


def alike(shared: Iterable[tuple[int, int]], by_ident: Mapping[int, Heard]) -> Iterator[Pair]:
    """Those who look alike, in order, among pairs who share a key."""
    for first, second in sorted(shared):
        if why := why_alike(by_ident[first], by_ident[second]):
            yield Pair(first, second, why)


def why_alike(one: Heard, other: Heard) -> Why | None:
    """The strongest reason."""
    if one.box and one.box == other.box:
        return Why.ADDRESS
    if one.names & other.names and fits(one.organisation, other.organisation):
        return Why.NAME
    near = any(_is_near(a, b) for a in one.long_names for b in other.long_names)
    return Why.SPELLING if near and one.organisation and one.organisation == other.organisation else None


def fits(one: str, other: str) -> bool:
    """Whether two organisations may be one: equal, one of them unsaid, or half of their words shared."""
    first, second = set(one.split()), set(other.split())
    return not first or not second or 2 * len(first & second) >= min(len(first), len(second))


def _halves(name: str) -> Iterator[str]:
    """Two names that are one letter apart share one of these: what stands before the letter, or what follows it.

    As if the name had its own number of letters, and as if it had one less, like a name where one is missing.
    """
    for letters in (len(name), len(name) - 1):
        before = letters // 2
        yield f"{letters} {name[:before]}_"
        yield f"{letters} _{name[before - letters :]}"


def _digest(text: str) -> int:
    """Of 64 bits, as databases hold them. Two texts that share one by chance are told apart when they are compared."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _is_near(one: str, other: str) -> bool:
    """At most one letter is added, missing or another; digits tell people apart."""
    if one == other or abs(len(one) - len(other)) > 1 or re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return one == other
    if len(one) > len(other):
        one, other = other, one
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[place + (len(one) == len(other)) :] == other[place + 1 :]
