"""PDFs: from HTML of our own templates, drawn in a process of its own that can open nothing and harm nobody.

`render_pdf` draws a document, `stamp_pdf` many pieces on shared backgrounds. Both raise PdfFailed, a normal
exception, whatever a document does to the process.
"""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any, BinaryIO

from ..spool import Spool
from .faces import family_of_line, is_from_right, missing_glyphs, printable, text_width
from .process import PdfFailed, renderer
from .sheets import Background, CodeMark, Page, Piece, Sheet, TextBlock, TextLine, encoded

__all__ = [
    "Background",
    "CodeMark",
    "Page",
    "PdfFailed",
    "Piece",
    "Sheet",
    "TextBlock",
    "TextLine",
    "encoded",
    "family_of_line",
    "is_from_right",
    "missing_glyphs",
    "printable",
    "render_pdf",
    "stamp_pdf",
    "text_width",
]

NO_ASSETS: Mapping[str, bytes] = {}


def render_pdf(
    html: str, *, title: str, lang: str, assets: Mapping[str, bytes] = NO_ASSETS, seconds: int = 30
) -> bytes:
    """Draw a tagged PDF (PDF/UA-1) of `html`, a whole document with its style inside.

    `assets` are PNG, JPEG, WebP or SVG pictures by name, shown by the address `asset:NAME`; nothing else is loaded.
    """
    options = {"title": title, "lang": lang, "sheet": None}
    drawn = BytesIO()
    _ask(html, drawn, options, assets=assets, seconds=seconds)
    return drawn.getvalue()


def stamp_pdf(
    into: BinaryIO,
    sheet: Sheet,
    backgrounds: str,
    *,
    title: str,
    lang: str,
    assets: Mapping[str, bytes] = NO_ASSETS,
    seconds: int = 120,
) -> None:
    """Write a tagged PDF of many pieces. `backgrounds` is HTML with one page of a piece's size for each background."""
    options = {"title": title, "lang": lang, "sheet": sheet.as_json()}
    _ask(backgrounds, into, options, pages=sheet.pages, assets=assets, seconds=seconds)


def _ask(
    html: str,
    into: BinaryIO,
    options: dict[str, Any],
    *,
    pages: Spool | None = None,
    assets: Mapping[str, bytes],
    seconds: int,
) -> None:
    head = {**options, "seconds": seconds, "assets": list(assets)}
    question = [json.dumps(head).encode(), html.encode(), *assets.values()]
    renderer.ask(question, into, pages=pages, seconds=seconds)
