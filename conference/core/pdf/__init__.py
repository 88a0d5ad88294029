"""PDFs: from HTML of our own templates, drawn in a process of its own that can open nothing and harm nobody.

`render_pdf` draws a document, `stamp_pdf` many pieces on shared backgrounds. Both raise PdfFailed, a normal
exception, whatever a document does to the process.
"""

import json
from collections.abc import Mapping
from typing import Any

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
    return _ask(html, b"", options, assets=assets, seconds=seconds)


def stamp_pdf(
    sheet: Sheet,
    backgrounds: str,
    *,
    title: str,
    lang: str,
    assets: Mapping[str, bytes] = NO_ASSETS,
    seconds: int = 120,
) -> bytes:
    """Draw a tagged PDF of many pieces. `backgrounds` is HTML with one page of a piece's size for each background."""
    options = {"title": title, "lang": lang, "sheet": sheet.as_json()}
    return _ask(backgrounds, b"\n".join(sheet.pages), options, assets=assets, seconds=seconds)


def _ask(
    html: str, pages: bytes, options: dict[str, Any], *, assets: Mapping[str, bytes], seconds: int
) -> bytes:  # fmt: skip
    head = {**options, "seconds": seconds, "assets": list(assets)}
    return renderer.ask([json.dumps(head).encode(), html.encode(), pages, *assets.values()], seconds=seconds)
