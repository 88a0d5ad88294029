"""Texts into boxes: as large as they fit, on as few lines as that needs, never wider, never cut off.

Shrink, then wrap, then break a word, and only as the last resort, where the caller allows it, shorten. Lengths in mm,
type sizes in points. Pure: widths come from the very faces that are printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from conference.core.pdf import text_width

POINT = 25.4 / 72  # mm
STEP = 0.25  # type sizes are multiples of this many points
PRECISION = 0.02  # em
SPACE = 0.26  # em, as wide as in both weights
LONG_WORD = 20  # characters
HANGING = re.compile(r"(.+) ([a-zà-öø-ÿа-я]{1,3}|(?<=[-–—] )\d+)")  # a word, or a number behind a dash, at the end
EVEN = 0.6  # a line as short as that beside the next one looks torn
WORTH_A_LINE = 1.18  # another line must make the type this much larger


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text must fit, and how its type may look."""

    width: float
    height: float
    largest: float
    smallest: float
    most_lines: int
    leading: float = 1.15
    bold: bool = False
    breaks_below: float = 0  # words are broken rather than set in smaller type than this


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines of a text, from top to bottom, and their type size."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * self.leading * POINT


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that stays on one line; `joint` is what stands before it when it follows another."""

    text: str
    joint: str
    width: float  # in em


def fit(text: str, box: Box) -> Fitted:
    """The largest setting of `text` that stays inside `box`.

    A text too long for the smallest type keeps as many words as there is room for, and an ellipsis.
    """
    text = " ".join(text.split())
    if not text:
        return Fitted((), box.largest, box.leading)
    fitted = _largest(text, box)
    if fitted.size < max(box.breaks_below, box.smallest):
        fitted = max(fitted, _broken(text, box), key=lambda setting: setting.size)
    return fitted if fitted.size >= box.smallest else _shortened(text, box)


def wrapped(text: str, widest: float, *, bold: bool = False) -> list[str]:
    """The text on lines of at most `widest` em; words wider than that are broken."""
    pieces = _pieces(" ".join(text.split()), bold=bold)
    return _filled(_narrow(pieces, widest, bold=bold), widest)


def _largest(text: str, box: Box) -> Fitted:
    """The line count that makes the type largest; fewer lines when more would gain little."""
    best = Fitted((), 0, box.leading)
    for count in range(1, min(box.most_lines, len(_pieces(text, bold=box.bold))) + 1):
        lines, widest = _balanced(text, count, bold=box.bold)
        room = min(box.width / widest, box.height / (len(lines) * box.leading)) / POINT
        size = min(box.largest, room // STEP * STEP)
        if size > best.size * (WORTH_A_LINE if best.size >= box.smallest else 1):
            best = Fitted(lines, size, box.leading)
    if not best.size:
        return best
    return replace(best, lines=_carried(best.lines, box.width / (best.size * POINT), bold=box.bold))


def _broken(text: str, box: Box) -> Fitted:
    """The largest setting that breaks words wherever a line ends, for words wider than any box."""
    best = Fitted((), 0, box.leading)
    upper = min(box.breaks_below, box.largest)
    fewest, most = 0, max(0, int((upper - box.smallest) / STEP))
    pieces = _pieces(text, bold=box.bold)
    while fewest <= most:
        middle = (fewest + most) // 2
        size = box.smallest + middle * STEP
        widest = box.width / (size * POINT)
        lines = _filled(_narrow(pieces, widest, bold=box.bold), widest)
        setting = Fitted(tuple(lines), size, box.leading)
        if len(setting.lines) <= box.most_lines and setting.height <= box.height:
            fewest, best = middle + 1, setting
        else:
            most = middle - 1
    return best


@lru_cache(maxsize=1024)
def _pieces(text: str, *, bold: bool) -> tuple[Piece, ...]:
    """The parts of `text` that lines may hold: words, divided behind hyphens."""
    return tuple(
        Piece(part, "" if number else " ", text_width(part, bold=bold))
        for word in text.split(" ")
        for number, part in enumerate(_parts_of(word))
    )


def _narrow(pieces: tuple[Piece, ...], widest: float, *, bold: bool) -> list[Piece]:
    """The pieces, those wider than `widest` em in parts."""
    found = []
    for piece in pieces:
        if piece.width <= widest:
            found.append(piece)
            continue
        for number, chunk in enumerate(_chunks(piece.text, widest, bold=bold)):
            found.append(Piece(chunk, "" if number else piece.joint, text_width(chunk, bold=bold)))
    return found


def _parts_of(word: str) -> list[str]:
    """Divide a word behind its hyphens and slashes, where a line may end."""
    ends = [0, *(place + 1 for place, char in enumerate(word[:-1]) if char in "-–—/" and place), len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def _chunks(word: str, widest: float, *, bold: bool) -> list[str]:
    """`word` in parts of at most `widest` em, never between a letter and its accent."""
    if text_width(word, bold=bold) <= widest:
        return [word]
    chunks = [""]
    for char in word:
        if chunks[-1] and not unicodedata.combining(char) and text_width(chunks[-1] + char, bold=bold) > widest:
            chunks.append("")
        chunks[-1] += char
    return chunks


@lru_cache(maxsize=1024)
def _balanced(text: str, count: int, *, bold: bool) -> tuple[tuple[str, ...], float]:
    """`text` on `count` lines such that the widest line is as narrow as can be, and its width in em."""
    pieces = _pieces(text, bold=bold)
    least, most = max(piece.width for piece in pieces), sum(piece.width + 0.3 for piece in pieces)
    while most - least > PRECISION:  # halving the guess is quicker than trying every way to break
        middle = (least + most) / 2
        if len(_filled(pieces, middle)) <= count:
            most = middle
        else:
            least = middle
    lines = tuple(_filled(pieces, most))
    return lines, max(text_width(line, bold=bold) for line in lines)


def _carried(set_lines: tuple[str, ...], widest: float, *, bold: bool) -> tuple[str, ...]:
    """Where there is room, "von", "of" and the day behind "–" begin a line rather than end one.

    Not where the line above would be much shorter for it: "Funded by the" stays above "European Union".
    """
    lines = list(set_lines)
    for number in reversed(range(len(lines) - 1)):
        while match := HANGING.fullmatch(lines[number]):
            longer = f"{match[2]} {lines[number + 1]}"
            width = text_width(longer, bold=bold)
            if width > widest or text_width(match[1], bold=bold) < EVEN * width:
                break
            lines[number], lines[number + 1] = match[1], longer
    return tuple(lines)


def _filled(pieces: Sequence[Piece], widest: float) -> list[str]:
    """Fill lines of at most `widest` em, one after the other."""
    lines, used = [pieces[0].text], pieces[0].width
    for piece in pieces[1:]:
        joint = SPACE if piece.joint else 0
        if used + joint + piece.width <= widest:
            lines[-1] += piece.joint + piece.text
            used += joint + piece.width
        else:
            lines.append(piece.text)
            used = piece.width
    return lines


def _shortened(text: str, box: Box) -> Fitted:
    """The beginning of `text`, as much as there is room for in the smallest type, and an ellipsis."""
    fewest, most = 0, len(text) - 1
    while fewest < most:
        middle = (fewest + most + 1) // 2
        if _broken(_cut(text, middle), box).lines:
            fewest = middle
        else:
            most = middle - 1
    return _broken(_cut(text, fewest), box)


def _cut(text: str, length: int) -> str:
    """At most `length` characters of `text`, whole words where the last of them is not very long."""
    start = text[:length]
    words, _space, broken_word = start.rpartition(" ")
    return (words if words and len(broken_word) < LONG_WORD else start).rstrip(" ,;:-–(/") + "…"


def is_whole(fitted: Fitted, text: str) -> bool:
    """Whether the lines hold all of the text."""
    return "".join(fitted.lines).replace(" ", "") == "".join(text.split())


def breaks_a_word(fitted: Fitted, text: str) -> bool:
    """Whether a line ends inside a word, where it has no hyphen."""
    words = set(text.split())
    pieces = [piece for line in fitted.lines for piece in line.split(" ")]
    return any(piece not in words and not _is_part(piece, words) for piece in pieces)


def _is_part(piece: str, words: set[str]) -> bool:
    return any(piece in _runs(_parts_of(word)) for word in words if piece in word)


def _runs(parts: list[str]) -> set[str]:
    """All that whole parts beside each other may make."""
    return {"".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)}


def with_initials(text: str, box: Box, best: Fitted) -> Fitted:
    """The setting in which as few names as possible are initials and the type is large enough; else `best`.

    The first and the last word stay whole, and so do words in small letters: "von" and "de la" are no names.
    """
    words = text.split()
    middle = [number for number in range(1, len(words) - 1) if _is_name(words[number])]
    for number in reversed(middle):
        words[number] = _initial(words[number])
        shorter = " ".join(words)
        fitted = fit(shorter, box)
        is_fine = is_whole(fitted, shorter) and not breaks_a_word(fitted, shorter)
        if is_fine and fitted.size >= min(box.breaks_below, box.largest):
            return fitted
    return best


def _is_name(word: str) -> bool:
    return word[0].isupper() and len(word) > len("A.")


def _initial(word: str) -> str:
    """Jean-Pierre becomes J.-P., which no line end takes apart."""
    return "\u2011".join(f"{part[0]}." for part in word.split("-") if part)
