"""QR codes: as a matrix, as a PNG, as an SVG. The only module that knows `qrcode`."""

import struct
import zlib
from functools import lru_cache

from markupsafe import Markup
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

from .codes import TICKET_LENGTH

Matrix = tuple[tuple[bool, ...], ...]  # rows of modules, True is dark, without the quiet zone

QUIET_ZONE = 4  # modules of white around a code: ISO/IEC 18004
ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
TICKET_VERSION = 2  # 25 modules hold 29 alphanumeric characters at level Q
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
    is_ticket = len(text) == TICKET_LENGTH and ALPHANUMERIC.issuperset(text)
    code = QRCode(
        version=TICKET_VERSION if is_ticket else None,
        error_correction=ERROR_CORRECT_Q if is_ticket else ERROR_CORRECT_M,
        mask_pattern=MASK,
    )
    code.add_data(QRData(text), optimize=0)  # one mode for the whole text
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
