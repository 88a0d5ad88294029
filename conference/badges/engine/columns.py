"""Texts one below the other: each as large as the room allows, none ever outside the box. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from conference.core.pdf import TextBlock, text_width

from ..design import Words
from ..fitting import POINT, Box, Fitted, breaks_a_word, fit, is_whole, with_initials
from .frames import Frame

BASELINE = 0.888  # em from the top of a line of leading 1 to its baseline, in Noto Sans
SMALLER = 0.7  # of the type in which words are broken: a small name is better than half a name
# One after the other until all is well: what share of their room the smaller texts may take, how large, as a share of
# what is wanted, the growing ones must be, and whether these may be shortened.
ATTEMPTS = (
    (1, 1, False), (0.85, 1, False), (0.7, 1, False), (0.55, 1, False),
    (0.7, SMALLER, False), (0.4, SMALLER, False), (0.55, SMALLER, True), (0.3, SMALLER, True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its words already in place."""

    words: Words
    text: str
    colour: str
    lang: str

    @property
    def high(self) -> float:
        """The most mm it takes when nothing presses."""
        words = self.words
        return words.high or words.lines * words.largest * words.leading * POINT

    @property
    def line(self) -> float:
        """The mm of one line in its smallest type."""
        return self.words.smallest * self.words.leading * POINT + 0.01


@dataclass(frozen=True, slots=True)
class Part:
    """A fitted text and how it looks; `gap` mm stand before it when there is something above."""

    fitted: Fitted
    colour: str
    lang: str
    gap: float = 0
    bold: bool = False
    role: str = "P"


def column(texts: Sequence[Said], frame: Frame, align: str, valign: str) -> list[TextBlock]:
    """The texts, fitted and placed; those that are empty take no room."""
    said = [text for text in texts if text.text]
    return placed(_fitted(said, frame.width, frame.height), frame, align, valign)


def _fitted(texts: Sequence[Said], width: float, height: float) -> list[Part]:
    """The smaller texts give way first; names become initials only when that was not enough."""
    best: list[Part] = []
    for squeeze, enough, may_shorten in ATTEMPTS:
        parts, is_good = _attempt(texts, width, height, squeeze, enough, may_shorten=may_shorten)
        if is_good:
            return parts
        if len([part for part in parts if part.fitted.lines]) >= len([part for part in best if part.fitted.lines]):
            best = parts
    return best


def _attempt(
    texts: Sequence[Said], width: float, height: float, squeeze: float, enough: float, *, may_shorten: bool
) -> tuple[list[Part], bool]:
    """The texts with the smaller ones in a share of what they want; and whether all had room enough."""
    found: dict[int, Fitted] = {}
    left = height - sum(text.words.gap for text in texts[1:])
    growing = [number for number, text in enumerate(texts) if text.words.grows]
    is_good = True
    for number, text in enumerate(texts):
        if number not in growing:
            room = max(0, min(max(text.high * squeeze, text.line), left))
            found[number], _is_good = fit_words(text, width, room)
            left -= found[number].height
            is_good = is_good and bool(found[number].lines)
    for place, number in enumerate(growing):
        text, share = texts[number], max(0, left) / (len(growing) - place)
        room = min(share, text.words.high or share)
        fitted, is_fine = fit_words(text, width, room, enough, may_shorten=may_shorten)
        found[number] = fitted
        left -= fitted.height
        is_good = is_good and is_fine
    parts = [
        Part(
            found[number], text.colour, text.lang, text.words.gap, text.words.bold,
            "H1" if text.words.heading else "P",
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return parts, is_good


def fit_words(
    said: Said, width: float, height: float, enough: float = 1, *, may_shorten: bool = True
) -> tuple[Fitted, bool]:
    """One text in its room, shortened by its rule when nothing else helps; and whether it looks as it should."""
    words = said.words
    by_initials = words.shorten == "initials"
    wanted = min(words.breaks, words.largest)
    box = Box(
        width, height, words.largest, words.smallest, words.lines, words.leading, bold=words.bold,
        breaks_below=wanted * (SMALLER if by_initials else 1),
    )  # fmt: skip
    fitted = fit(said.text, box)
    if fitted.lines == ("…",):
        return Fitted((), words.largest, words.leading), False
    is_fine = is_whole(fitted, said.text) and not breaks_a_word(fitted, said.text) and fitted.size >= wanted * enough
    if is_fine or not (may_shorten and by_initials):
        return fitted, is_fine
    shorter = with_initials(said.text, box, fitted)
    return shorter, shorter is not fitted


def placed(parts: Sequence[Part], frame: Frame, align: str, valign: str) -> list[TextBlock]:
    """One below the other, in a box that has room for all of them."""
    shown = [part for part in parts if part.fitted.lines]
    taken = sum(part.fitted.height for part in shown) + sum(part.gap for part in shown[1:])
    spare = frame.height - taken
    top = {"top": 0.0, "middle": spare / 2, "bottom": spare}[valign]
    blocks = []
    for number, part in enumerate(shown):
        top += part.gap if number else 0
        blocks.append(_block(part, frame, top, align))
        top += part.fitted.height
    return blocks


def _block(part: Part, frame: Frame, top: float, align: str) -> TextBlock:
    size, leading = part.fitted.size, part.fitted.leading
    step = size * leading * POINT
    first = top + (leading - 1) / 2 * size * POINT + baseline(size)
    lines = tuple(
        frame.line(
            text,
            indent(text, size, frame.width, align, bold=part.bold),
            first + number * step,
            size,
            part.colour,
            bold=part.bold,
        )
        for number, text in enumerate(part.fitted.lines)
    )
    return TextBlock(lines, part.lang, part.role)


def indent(text: str, size: float, width: float, align: str, *, bold: bool) -> float:
    """Where a line begins, in mm from the left of its box."""
    if align == "left":
        return 0
    spare = width - text_width(text, bold=bold) * size * POINT
    return spare if align == "right" else spare / 2


def baseline(size: float) -> float:
    """How far below its top, in mm, a line of `size` points has its baseline."""
    return BASELINE * size * POINT
