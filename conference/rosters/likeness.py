"""Who may be the same person: by address, by name and organisation in whichever script. Pure."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from conference.core.text import email_key, fold

SOUNDS = (  # the same sound as people write it in Latin letters
    (r"shch|sch|sh", "s"), (r"zh|dzh|dj", "j"), (r"kh|gh", "h"), (r"ts|tz|ch|tch", "c"), (r"ph", "f"), (r"ks", "x"),
    (r"ck|q", "k"), (r"w", "v"), (r"[jy](?=[aeou])|(?<=[aeou])[jy]", "i"), (r"[iyj]+", "i"), (r"(.)\1+", r"\1"),
)  # fmt: skip
RULES = tuple((re.compile(pattern), sound) for pattern, sound in SOUNDS)
MOST_SPELLED = 30_000  # people whose names are compared letter by letter
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


def pairs_of(people: Sequence[Known], different: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Each pair once, with its strongest reason; without those that somebody said are `different`."""
    found: dict[tuple[int, int], Why] = {}
    for why, first, second in _all_pairs(people):
        found.setdefault((min(first, second), max(first, second)), why)
    for pair in different:
        found.pop(pair, None)
    return [Pair(first, second, why) for (first, second), why in sorted(found.items())]


def _all_pairs(people: Sequence[Known]) -> Iterator[tuple[Why, int, int]]:
    yield from _grouped(Why.ADDRESS, ((mailbox(one.email), one.ident) for one in people if one.email))
    names = {
        one.ident: {key for text in (one.name, one.national_name) if len(key := sound(text)) > 1} for one in people
    }
    sounds = {text: sound(text) for text in {one.organisation for one in people}}  # many share one
    organisations = {one.ident: sounds[one.organisation] for one in people}
    named = ((key, one.ident) for one in people for key in names[one.ident])
    for _why, first, second in _grouped(Why.NAME, named):
        if fits(organisations[first], organisations[second]):
            yield Why.NAME, first, second
    if len(people) <= MOST_SPELLED:
        spelled = (
            ((organisations[one.ident], less), one.ident)
            for one in people
            if organisations[one.ident]
            for key in names[one.ident]
            if len(key) >= LEAST_LETTERS
            for less in _without_one(key)
        )
        for _why, first, second in _grouped(Why.SPELLING, spelled):
            if any(_is_near(one, other) for one in names[first] for other in names[second]):
                yield Why.SPELLING, first, second


def fits(one: str, other: str) -> bool:
    """Whether two organisations may be one: equal, one of them unsaid, or half of their words shared."""
    first, second = set(one.split()), set(other.split())
    return not first or not second or 2 * len(first & second) >= min(len(first), len(second))


def _grouped(why: Why, keyed: Iterable[tuple[Hashable, int]]) -> Iterator[tuple[Why, int, int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for key, ident in keyed:
        if not groups[key] or groups[key][-1] != ident:
            groups[key].append(ident)
    for members in groups.values():
        for place, first in enumerate(members[:MOST_IN_GROUP]):
            for second in members[place + 1 : MOST_IN_GROUP]:
                if first != second:
                    yield why, first, second


def _without_one(key: str) -> set[str]:
    """The key, and the key without any one of its letters: two that are one letter apart share one of these."""
    return {key, *(key[:place] + key[place + 1 :] for place in range(len(key)))}


def _is_near(one: str, other: str) -> bool:
    """At most one letter is added, missing or another; digits tell people apart."""
    if one == other or abs(len(one) - len(other)) > 1 or re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return one == other
    if len(one) > len(other):
        one, other = other, one
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[place + (len(one) == len(other)) :] == other[place + 1 :]
