"""Pictures that other sites show of a page, 1200 × 630: drawn with the fonts of the pages, in any script they write."""

import io
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .colours import words_on
from .fonts import SUBSETS, code_points
from .pdf.faces import face_folder, family_of

SIZE = (1200, 630)
PAPER, INK, MUTED, ACCENT = "#faf7f1", "#1d1b18", "#5c564d", "#8f3d10"
LEFT, RIGHT, TOP, BOTTOM = 96, 1136, 64, 566  # where words are; the rail stands at the left edge
TITLE_SIZES = (76, 68, 60, 52, 46, 40)
MOST_TITLE_LINES = 4
LINE_HEIGHT = 1.18
WEB = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")


@dataclass(frozen=True, slots=True)
class ShareImage:
    """What it says. `eyebrow` stands above the title, `lines` below; marks: (code, #rrggbb) of projects."""

    eyebrow: str
    title: str
    lines: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one file draws in one direction."""

    font: Any
    text: str
    is_from_right: bool

    @property
    def width(self) -> float:
        return float(self.font.getlength(self.text, **_direction(is_from_right=self.is_from_right)))


def draw_share_image(image: ShareImage) -> bytes:
    """A PNG of at most some 60 kB."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - few processes draw

    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, SIZE[0], 14), fill=INK)
    _rail(draw, image.marks)
    y = _paragraph(draw, TOP, image.eyebrow, ("commissioner", 28), MUTED, most=1) + 18
    size = _title_size(image.title, room=BOTTOM - y - 52 * (len(image.lines) + bool(image.marks)))
    y = _paragraph(draw, y, image.title, ("vollkorn", size), INK, most=MOST_TITLE_LINES, is_struck=image.is_struck) + 20
    for number, line in enumerate(image.lines):
        colour = MUTED if number else ACCENT
        y = _paragraph(draw, y, line, ("commissioner-bold" if not number else "commissioner", 32), colour, most=1) + 6
    _tabs(draw, image.marks)
    out = io.BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _rail(draw: Any, marks: Sequence[tuple[str, str]]) -> None:
    """The stripe in the projects' colours, as sessions have it on every page."""
    height = (SIZE[1] - 14) / (len(marks) or 1)
    for place, (_code, colour) in enumerate(marks or (("", ACCENT),)):
        draw.rectangle((0, 14 + place * height, 32, 14 + (place + 1) * height), fill=colour)


def _tabs(draw: Any, marks: Iterable[tuple[str, str]]) -> None:
    x = float(LEFT)
    for code, colour in marks:
        runs = _runs(code, ("commissioner-bold", 26))
        width = sum(run.width for run in runs) + 36
        if x + width > RIGHT:
            break
        draw.rectangle((x, BOTTOM - 40, x + width, BOTTOM + 4), fill=colour)
        _line(draw, x + 18, BOTTOM - 9, runs, words_on(colour))
        x += width + 16


def _title_size(title: str, room: float) -> int:
    """The largest size at which the title fits into its lines and its height."""
    for size in TITLE_SIZES:
        lines = _lines(title, ("vollkorn", size), RIGHT - LEFT)
        if len(lines) <= MOST_TITLE_LINES and len(lines) * size * LINE_HEIGHT <= room:
            return size
    return TITLE_SIZES[-1]


def _paragraph(
    draw: Any, y: float, text: str, face: tuple[str, int], colour: str, *, most: int, is_struck: bool = False
) -> float:
    """Draw at most `most` lines from `y` down; returns where the next one may begin."""
    lines = _lines(text, face, RIGHT - LEFT)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join([lines[most - 1], "…"]), face)]
    is_from_right = bool(lines) and _is_from_right(lines[0])
    for line in lines:
        runs = _runs(line, face)
        width = sum(run.width for run in runs)
        x = RIGHT - width if is_from_right else LEFT
        y += face[1] * LINE_HEIGHT
        _line(draw, x, y - face[1] * 0.28, runs[::-1] if is_from_right else runs, colour)
        if is_struck:
            draw.rectangle((x, y - face[1] * 0.56, x + width, y - face[1] * 0.56 + 4), fill=colour)
    return y


def _cut(text: str, face: tuple[str, int]) -> str:
    """The words that fit on one line, with an ellipsis when some do not."""
    words = text.split()
    while len(words) > 1 and _width(" ".join(words), face) > RIGHT - LEFT:
        words = [*words[:-2], "…"]
    return " ".join(words)


def _line(draw: Any, x: float, y: float, runs: Iterable[Run], colour: str) -> None:
    for run in runs:
        direction = _direction(is_from_right=run.is_from_right)
        draw.text((x, y), run.text, font=run.font, fill=colour, anchor="ls", **direction)
        x += run.width


def _lines(text: str, face: tuple[str, int], most: float) -> list[str]:
    """The text broken between words; a word longer than a line is broken inside."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, face) <= most:
            lines[-1] = longer
            continue
        rest = word
        while len(rest) > 1 and _width(rest, face) > most:
            fits = max(1, bisect_right(range(1, len(rest)), most, key=lambda number: _width(rest[:number], face)))
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines


def _width(text: str, face: tuple[str, int]) -> float:
    return sum(run.width for run in _runs(text, face))


def _is_from_right(text: str) -> bool:
    """By the first letter, as browsers decide it."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def _runs(text: str, face: tuple[str, int]) -> list[Run]:
    """The text by the file that has its letters; a space stays with letters of a face that has one."""
    family, size = face
    found: list[tuple[str, str]] = []
    for char in text:
        file = _file_of(char, family)
        if found and (file == found[-1][0] or (char.isspace() and found[-1][0].startswith("Noto"))):
            found[-1] = (found[-1][0], found[-1][1] + char)
        else:
            found.append((file, char))
    return [Run(_font(file, size, bold=family.endswith("-bold")), words, "Arabic" in file) for file, words in found]


VARIABLE = "latin"  # the only letters whose file holds several weights, see `fonts.FAMILIES`


@lru_cache(maxsize=4096)
def _file_of(char: str, family: str) -> str:
    """The first of our files that has the letter: of the pages' own font, else of the faces for papers."""
    base = family.removesuffix("-bold")
    point = ord(char)
    for subset in WEB:
        if point in _points(subset):
            return f"{base if subset == VARIABLE else family}-{subset}.woff2"
    weight = "Regular" if family == "commissioner" else "Bold"
    return f"{family_of(char)}-{weight}.ttf"


@lru_cache(maxsize=8)
def _points(subset: str) -> frozenset[int]:
    return frozenset(code_points(SUBSETS[subset]))


@lru_cache(maxsize=128)
def _font(file: str, size: int, *, bold: bool) -> Any:
    from PIL import ImageFont  # noqa: PLC0415

    papers = face_folder()
    path = papers / file if file.endswith(".ttf") else Path(papers.parent, "fonts", file)
    font = ImageFont.truetype(str(path), size)
    if file == f"commissioner-{VARIABLE}.woff2":
        font.set_variation_by_axes([650 if bold else 400])
    return font


@lru_cache(maxsize=1)
def _shapes_well() -> bool:
    from PIL import features  # noqa: PLC0415

    return bool(features.check("raqm"))


def _direction(*, is_from_right: bool) -> dict[str, str]:
    """Only a library that joins letters takes a direction; without it Latin and Cyrillic are right all the same."""
    return {"direction": "rtl" if is_from_right else "ltr"} if _shapes_well() else {}
