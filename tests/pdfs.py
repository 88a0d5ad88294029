"""What a PDF holds, as an independent reader sees it."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

MM = 72 / 25.4


def pages(pdf: bytes) -> list[Any]:
    return list(pypdfium2.PdfDocument(pdf))


def texts(pdf: bytes) -> list[str]:
    """Of each page: what copying it all would give, white space folded."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages(pdf)]


def page_lines(page: Any) -> list[str]:
    return [line.strip() for line in page.get_textpage().get_text_range().splitlines()]


def title(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf).get_metadata_value("Title"))


def language(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)  # kept: its handle ends with it
    return _text(pdfium.FPDFCatalog_GetLanguage, document.raw)


def has_tags(pdf: bytes) -> bool:
    document = pypdfium2.PdfDocument(pdf)
    return bool(pdfium.FPDFCatalog_IsTagged(document.raw))


def sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    return [(round(page.get_width() / MM, 1), round(page.get_height() / MM, 1)) for page in pages(pdf)]


def picture(page: Any, dpi: int) -> Image.Image:
    return page.render(scale=dpi / 72).to_pil().convert("L")


def tones(image: Image.Image) -> list[int]:
    """The shades of grey that occur, from black (0) to white (255)."""
    return [tone for tone, pixels in enumerate(image.histogram()) if pixels]


def codes(page: Any, dpi: int) -> list[str]:
    """The QR codes of a page, from top to bottom and left to right."""
    found = zxingcpp.read_barcodes(picture(page, dpi))
    return [
        code.text for code in sorted(found, key=lambda code: (code.position.top_left.y // 50, code.position.top_left.x))
    ]


def fonts(pdf: bytes) -> set[tuple[str, bool]]:
    """(family without its subset's tag, whether it is embedded) of every font that draws a text."""
    found = set()
    for page in pages(pdf):
        for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5):
            font = pdfium.FPDFTextObj_GetFont(text.raw)
            name = _bytes(pdfium.FPDFFont_GetBaseFontName, font).decode()
            found.add((name.partition("+")[2] or name, bool(pdfium.FPDFFont_GetIsEmbedded(font))))
    return found


def letter_boxes(page: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """(letter, left, bottom, right, top) in mm of everything visible on a page."""
    words = page.get_textpage()
    for number in range(words.count_chars()):
        char = words.get_text_range(number, 1)
        if char.strip():
            left, bottom, right, top = words.get_charbox(number)
            yield char, left / MM, bottom / MM, right / MM, top / MM


def elements(page: Any) -> list[tuple[str, str, str]]:
    """(role, language, text for screen readers) of the structure of a page, in reading order."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    found: list[tuple[str, str, str]] = []
    for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        _walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), found)
    pdfium.FPDF_StructTree_Close(tree)
    return found


def _walk(element: Any, found: list[tuple[str, str, str]]) -> None:
    if not element:
        return
    said = _text(pdfium.FPDF_StructElement_GetAltText, element) or _text(
        pdfium.FPDF_StructElement_GetActualText, element
    )
    role, lang = (_text(get, element) for get in (pdfium.FPDF_StructElement_GetType, pdfium.FPDF_StructElement_GetLang))
    found.append((role, lang, said))
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        _walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, number), found)


def _text(get: Any, thing: Any) -> str:
    return _bytes(get, thing, unit=2).decode("utf-16-le").rstrip("\0")


def _bytes(get: Any, thing: Any, unit: int = 1) -> bytes:
    length = get(thing, None, 0)
    if not length:
        return b""
    buffer = ctypes.create_string_buffer(length)
    kind = ctypes.POINTER(get.argtypes[1]._type_) if unit == 2 and get.argtypes[1] is not ctypes.c_void_p else None
    get(thing, ctypes.cast(buffer, kind) if kind else buffer, length)
    return buffer.raw[: length - unit]
