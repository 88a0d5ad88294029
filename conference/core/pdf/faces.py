"""The typefaces of PDFs: which letters they have, how wide a text is, how its glyphs stand.

A PDF may hold these faces and no others, so every text is measured and checked against them before it is drawn.
"""

import os
import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb
from anyascii import anyascii

ROOT = Path(__file__).resolve().parents[3]
LATIN, GEORGIAN, ARMENIAN, ARABIC = "NotoSans", "NotoSansGeorgian", "NotoSansArmenian", "NotoNaskhArabic"
FAMILIES = (LATIN, GEORGIAN, ARMENIAN, ARABIC)  # a character is drawn by the first that has it
UPRIGHT = (LATIN, GEORGIAN, ARMENIAN)  # they agree about Latin letters and signs, so that each may draw a mixed line
# The ranges whose letters stand from left to right without being joined or reordered.
PLAIN = re.compile(
    "[\x20-\u058f\u10a0-\u10ff\u1c90-\u1cbf\u1e00-\u20cf\u2100-\u214f\u2c60-\u2c7f\u2d00-\u2d2f\ua720-\ua7ff]*"
)
JOINED_DIRECTIONS = frozenset(("AL", "NSM", "WS", "BN", "ES"))  # a hyphen goes the way of the letters around it
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class FacesMissing(RuntimeError):
    """The typefaces of PDFs are not installed."""


class Glyph(NamedTuple):
    """A glyph of a face; lengths in the face's units, 1,000 to the em."""

    number: int
    advance: int
    x_offset: int
    y_offset: int


class Cluster(NamedTuple):
    """The glyphs, from left to right, that together stand for `text`: mostly one each, but letters may carry dots."""

    text: str
    glyphs: list[Glyph]


def face_folder() -> Path:
    """Where `flask assets build` puts the faces."""
    folder = Path(os.environ.get("STATIC_BUILD_DIR", ROOT / "var" / "static")) / "fonts-pdf"
    if not folder.is_dir():
        raise FacesMissing(f"{folder} is missing. Run: flask --app wsgi assets build")
    return folder.resolve()


@lru_cache(maxsize=2 * len(FAMILIES))
def face(family: str, *, bold: bool) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(face_folder() / f"{family}-{'Bold' if bold else 'Regular'}.ttf")))


@lru_cache(maxsize=2 * len(FAMILIES))
def font(family: str, *, bold: bool) -> hb.Font:
    return hb.Font(face(family, bold=bold))


@lru_cache(maxsize=len(FAMILIES))
def letters(family: str) -> frozenset[str]:
    """Every character that the family has, in both weights."""
    regular, bold = (set(face(family, bold=is_bold).unicodes) for is_bold in (False, True))
    return frozenset(map(chr, regular & bold))


def missing_glyphs(text: str) -> set[str]:
    """The characters of `text` that none of our faces has; they would print as empty boxes."""
    visible = {char for char in text if char not in INVISIBLE and not char.isspace()}
    return visible.difference(*map(letters, FAMILIES))


@lru_cache(maxsize=2048)
def printable(text: str) -> str:
    """`text` as our faces can print it, never with an empty box.

    A word with a letter that they lack is written in Latin letters ("中村" becomes "ZhongCun"); pictures and other
    signs that they lack are left out. The answer is empty when nothing of the text can be printed.
    """
    text = unicodedata.normalize("NFC", text)
    if not missing_glyphs(text):
        return text
    return " ".join(filter(None, (_printable_word(word) for word in text.split())))


def _printable_word(word: str) -> str:
    lacking = missing_glyphs(word)
    if not lacking:
        return word
    if any(char.isalpha() for char in lacking):
        return anyascii(word).strip()
    return "".join(char for char in word if char not in lacking and char not in INVISIBLE)


def family_of_line(text: str) -> str | None:
    """The family that draws all of `text` in one direction; None when it takes two, or digits among Arabic letters."""
    if PLAIN.fullmatch(text):
        return next((family for family in UPRIGHT if letters(family).issuperset(text)), None)
    joined = all(unicodedata.bidirectional(char) in JOINED_DIRECTIONS for char in text)
    return ARABIC if joined and letters(ARABIC).issuperset(text) else None


def is_from_right(text: str) -> bool:
    """Whether a line runs from right to left, by its first letter, as browsers decide it."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


@lru_cache(maxsize=4096)
def text_width(text: str, *, bold: bool = False) -> float:
    """The width of `text` on one line, in em of its type size."""
    if letters(LATIN).issuperset(text):
        return _advance(text, LATIN, bold=bold)
    return sum(_advance("".join(run), family, bold=bold) for family, run in groupby(text, key=family_of))


def _advance(text: str, family: str, *, bold: bool) -> float:
    positions = _shaped(text, family, bold=bold).glyph_positions or ()
    return sum(place.x_advance for place in positions) / face(family, bold=bold).upem


def _shaped(text: str, family: str, *, bold: bool) -> hb.Buffer:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.guess_segment_properties()
    hb.shape(font(family, bold=bold), buffer)
    return buffer


def shape(text: str, family: str, *, bold: bool) -> list[Cluster]:
    """The glyphs of a text of one direction, from left to right, kerned and joined as the face says."""
    buffer = _shaped(text, family, bold=bold)
    glyphs = list(zip(buffer.glyph_infos or [], buffer.glyph_positions or [], strict=True))
    starts = sorted({info.cluster for info, _position in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return [
        Cluster(
            text[start : ends[start]],
            [Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset) for info, place in members],
        )
        for start, members in groupby(glyphs, key=lambda glyph: glyph[0].cluster)
    ]


def family_of(char: str) -> str:
    """Spaces and signs stay with Latin: they are as wide in every face, near enough for measuring."""
    return next((family for family in FAMILIES if char in letters(family)), LATIN)
