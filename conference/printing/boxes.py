"""Boxes in which badges wait to be picked up: who lies in which. Pure.

A box begins at a name as it is filed (Latin letters, folded) and ends where the next one begins. So whoever registers
later has a box too, and nobody's changes unless their name does.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

MOST_BOXES = 60


class Box(NamedTuple):
    """`first`: the filed name with which it begins; "" for the first box."""

    label: str
    first: str


def box_of(name: str, boxes: Sequence[Box]) -> Box:
    """The box of a filed name; names without any Latin letter lie in the last one."""
    if not name:
        return boxes[-1]
    return boxes[max(0, bisect_right(boxes, name, key=lambda box: box.first) - 1)]


def by_letters(names: Sequence[str], number: int) -> list[Box]:
    """At most that many boxes of whole letters, "A-F", as equally full as letters allow."""
    counted = Counter(_letter(name) for name in names)
    starts = _split([counted[letter] for letter in ascii_lowercase], min(number, len(ascii_lowercase)))
    ends = [*starts[1:], len(ascii_lowercase)]
    return [
        Box(_label(ascii_lowercase[start], ascii_lowercase[end - 1]), ascii_lowercase[start] if start else "")
        for start, end in zip(starts, ends, strict=True)
    ]


def by_numbers(names: Sequence[str], number: int) -> list[Box]:
    """At most that many boxes "1", "2" …, as equally full as equal names allow."""
    filed = sorted(filter(None, names))
    number = max(1, min(number, len(set(filed))))
    firsts = [""]
    for box in range(1, number):
        first = filed[round(box * len(filed) / number)]
        if first > max(firsts[-1], filed[0]):
            firsts.append(first)
    return [Box(str(place), first) for place, first in enumerate(firsts, start=1)]


def _letter(name: str) -> str:
    """Digits and signs stand before all letters, no name at all after them."""
    if not name:
        return ascii_lowercase[-1]
    return name[0] if name[0] in ascii_lowercase else ascii_lowercase[0]


def _label(first: str, last: str) -> str:
    return first.upper() if first == last else f"{first.upper()}–{last.upper()}"


class _Way(NamedTuple):
    """A division of the first letters; the smaller one is better."""

    fullest: int
    unevenness: int  # of the loads
    widths: int  # of the numbers of letters
    starts: tuple[int, ...]


def _split(weights: Sequence[int], parts: int) -> tuple[int, ...]:
    """Where each of `parts` runs begins so that the fullest is as light as can be; of equal ways the more even one."""
    sums = [0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    best = {(0, 0): _Way(0, 0, 0, ())}
    for part in range(1, parts + 1):
        for end in range(part, len(weights) - (parts - part) + 1):
            best[part, end] = min(
                _longer(best[part - 1, begin], begin, end, sums[end] - sums[begin])
                for begin in range(part - 1, end)
                if (part - 1, begin) in best
            )
    return best[parts, len(weights)].starts


def _longer(way: _Way, begin: int, end: int, load: int) -> _Way:
    width = end - begin
    return _Way(max(way.fullest, load), way.unevenness + load**2, way.widths + width**2, (*way.starts, begin))
