"""Sheets of printed pieces (badges, place cards): what stands where. Lengths in mm from the top left corner."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from ..spool import Spool

LINE = ("text", "x", "y", "size", "bold", "colour", "turn")
CODE = ("rows", "x", "y", "side", "spoken")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, never broken: `x` is where it begins, `y` its baseline, `size` in points, `turn` degrees clockwise."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    colour: str = "#000000"
    turn: int = 0


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
class Background:
    """What many pieces share, drawn once: a page of the document, `bleed` larger on each side than the piece."""

    width: float
    height: float
    bleed: float = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One badge: the number of its background, where its corner is on the page, and what is its own."""

    background: int
    x: float
    y: float
    spoken: str  # the texts of the background, for screen readers
    lang: str
    blocks: tuple[TextBlock, ...]
    codes: tuple[CodeMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """`cuts` are lines to cut along, from x, y to x, y."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    cuts: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`pages` are encoded as they are made, so that ten thousand badges need hardly more memory than one."""

    backgrounds: tuple[Background, ...]
    pages: Spool

    def as_json(self) -> dict[str, Any]:
        """What all pages share, and how many they are."""
        return {"backgrounds": [asdict(background) for background in self.backgrounds], "pages": len(self.pages)}


def encoded(page: Page) -> bytes:
    """The page as a line of JSON; by hand, as the library's way copies each value and takes as long as all the rest."""
    pieces = [_piece(piece) for piece in page.pieces]
    return json.dumps({"width": page.width, "height": page.height, "cuts": page.cuts, "pieces": pieces}).encode()


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "background": piece.background,
        "x": piece.x,
        "y": piece.y,
        "spoken": piece.spoken,
        "lang": piece.lang,
        "blocks": [
            {
                "lang": block.lang,
                "role": block.role,
                "lines": [[getattr(line, name) for name in LINE] for line in block.lines],
            }
            for block in piece.blocks
        ],
        "codes": [{name: getattr(code, name) for name in CODE} for code in piece.codes],
    }
