"""QR codes: as a matrix, as a PNG, as an SVG. The only module that knows `qrcode`."""

import struct
import zlib
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.util import MODE_ALPHA_NUM, QRData

from .codes import TICKET_LENGTH

Matrix = tuple[tuple[bool, ...], ...]  # rows of modules, True is dark, without the quiet zone

QUIET_ZONE = 4  # modules of white around a code: ISO/IEC 18004
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # in the order of the standard
ALPHANUMERIC = frozenset(SIGNS)
PAIR_BITS, SINGLE_BITS = 11, 6
TICKET_VERSION, TICKET_SIDE = 2, 25  # 25 modules hold 29 alphanumeric characters at level Q
SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" {role}>'
    '{name}<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
)
MASK = 2  # any mask reads as well as the best one, and choosing it costs nine times the rest


@lru_cache(maxsize=2048)
def qr_matrix(text: str) -> Matrix:
    """Draw `text`: ticket codes always version 2 level Q, other texts as small as they fit at level M.

    Raises ValueError for a text no QR code holds (nothing, or more than about 2,300 bytes).
    """
    if not text:
        raise ValueError("a QR code needs a text")
    if len(text) == TICKET_LENGTH and ALPHANUMERIC.issuperset(text):
        return tuple(tuple(bit == "1" for bit in row) for row in _ticket_rows(text))
    return _drawn(text, is_ticket=False)


def qr_rows(text: str) -> tuple[str, ...]:
    """The modules of `text` by rows, "1" is dark. Raises ValueError as `qr_matrix`."""
    if len(text) == TICKET_LENGTH and ALPHANUMERIC.issuperset(text):
        return _ticket_rows(text)
    return tuple("".join("1" if dark else "0" for dark in row) for row in qr_matrix(text))


def _ticket_rows(text: str) -> tuple[str, ...]:
    """The code of a ticket: tickets of the same length differ by what each of their bits turns over.

    Letters stand in pairs of eleven bits, and the correction is a linear code: so the pattern is that of the plainest
    text, turned over by a pattern for each bit that is set. It takes a twentieth of the time of drawing it.
    """
    plain, patterns = _ticket_patterns()
    for start in range(0, TICKET_LENGTH, 2):
        first, *second = (SIGNS.index(char) for char in text[start : start + 2])
        number = first * len(SIGNS) + second[0] if second else first
        for bit, pattern in enumerate(patterns[start // 2]):
            if number >> bit & 1:
                plain ^= pattern
    side = TICKET_SIDE
    bits = f"{plain:0{side * side}b}"
    return tuple(bits[row * side : (row + 1) * side] for row in range(side))


@cache
def _ticket_patterns() -> tuple[int, tuple[tuple[int, ...], ...]]:
    """(the modules of the plainest ticket as a number, what each bit of each pair turns over), made once."""
    plain = _as_number(SIGNS[0] * TICKET_LENGTH)
    found = []
    for start in range(0, TICKET_LENGTH, 2):
        width = min(2, TICKET_LENGTH - start)
        patterns = []
        for bit in range(PAIR_BITS if width > 1 else SINGLE_BITS):
            pair = "".join(SIGNS[part] for part in divmod(1 << bit, len(SIGNS)))[-width:]
            text = SIGNS[0] * start + pair + SIGNS[0] * (TICKET_LENGTH - start - width)
            patterns.append(_as_number(text) ^ plain)
        found.append(tuple(patterns))
    return plain, tuple(found)


def _as_number(ticket: str) -> int:
    return int("".join("1" if dark else "0" for row in _drawn(ticket, is_ticket=True) for dark in row), 2)


def _drawn(text: str, *, is_ticket: bool) -> Matrix:
    code = QRCode(
        version=TICKET_VERSION if is_ticket else None,
        error_correction=ERROR_CORRECT_Q if is_ticket else ERROR_CORRECT_M,
        mask_pattern=MASK,
    )
    mode: Any = MODE_ALPHA_NUM if is_ticket else None
    code.add_data(QRData(text, mode=mode), optimize=0)  # one mode for the whole text
    try:
        code.make(fit=not is_ticket)
    except (DataOverflowError, ValueError) as error:
        raise ValueError("the text is too long for a QR code") from error
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def qr_png(text: str, module_px: int, border: int = QUIET_ZONE) -> bytes:
    """Make a black and white PNG of one bit a pixel; `border` is the quiet zone in modules."""
    matrix = qr_matrix(text)
    side = (len(matrix) + 2 * border) * module_px
    blank = _scanline("1" * side)
    lines = [blank * (border * module_px)]
    for row in matrix:
        bits = "1" * (border * module_px) + "".join(("0" if dark else "1") * module_px for dark in row)
        lines.append(_scanline(bits.ljust(side, "1")) * module_px)
    lines.append(blank * (border * module_px))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"".join(lines), 6)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def qr_svg(text: str, title: str = "", border: int = QUIET_ZONE) -> Markup:
    """Make an `<svg>` to set into a page: one path, no style, dark on white; screen readers say `title`."""
    matrix = qr_matrix(text)
    side = len(matrix) + 2 * border
    steps = [
        f"M{x + border} {y + border}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for x, length in _dark_runs(row)
    ]
    name = Markup("<title>{}</title>").format(title) if title else ""
    return SVG.format(
        role=Markup('role="img"') if title else Markup('aria-hidden="true"'),
        name=name,
        side=side,
        path="".join(steps),
    )


def _scanline(bits: str) -> bytes:
    """One PNG row: filter type none, then the bits, padded with white to whole bytes."""
    padded = bits.ljust(-len(bits) % 8 + len(bits), "1")
    return b"\0" + int(padded, 2).to_bytes(len(padded) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _dark_runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    edges = [x for x in range(len(row) + 1) if (x < len(row) and row[x]) != (x > 0 and row[x - 1])]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
