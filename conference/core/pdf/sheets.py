"""Sheets of printed pieces (badges, place cards): what stands where. Lengths in mm from the top left corner."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, never broken: `x` is its left end, `y` its baseline, `size` in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that belong together, as a screen reader says them: a heading (`role` H1) or a paragraph (P)."""

    lines: tuple[TextLine, ...]
    lang: str
    role: str = "P"


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A QR code: rows of modules, "1" is dark; `x`, `y`, `side` without the quiet zone; `spoken` for screen readers."""

    rows: tuple[str, ...]
    x: float
    y: float
    side: float
    spoken: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One badge: a background that many share, drawn once, and what is its own."""

    background: int
    spoken: str  # the texts of the background, for screen readers
    lang: str
    blocks: tuple[TextBlock, ...]
    code: CodeMark


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pieces on pages: `places` are the corners of the pieces on each page, `cuts` lines to cut along."""

    page: tuple[float, float]
    piece: tuple[float, float]
    places: tuple[tuple[float, float], ...]
    cuts: tuple[tuple[float, float, float, float], ...]
    pieces: tuple[Piece, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
