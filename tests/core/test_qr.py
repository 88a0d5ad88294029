"""QR codes as an independent decoder reads them."""

import io
import secrets
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import MODE_ALPHA_NUM, QRData

from conference.core.codes import ALPHABET
from conference.core.qr import SIGNS, qr_matrix, qr_png, qr_svg


def some_code() -> str:
    return "T" + "".join(secrets.choice(ALPHABET) for _place in range(28))


def read(png: bytes) -> list[tuple[str, str]]:
    image = Image.open(io.BytesIO(png))
    return [(code.text, code.ec_level) for code in zxingcpp.read_barcodes(image.convert("L"))]


def test_ticket_code_is_version_2_at_level_q_and_reads_back():
    for _round in range(50):
        code = some_code()
        assert len(qr_matrix(code)) == 25
        assert read(qr_png(code, 4)) == [(code, "Q")]


@pytest.mark.parametrize("module_px", [1, 2, 3, 5, 8])
def test_png_is_one_bit_a_pixel_with_a_quiet_zone_of_four_modules(module_px):
    image = Image.open(io.BytesIO(qr_png(some_code(), module_px)))

    assert (image.mode, image.size) == ("1", (33 * module_px, 33 * module_px))
    dark = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert dark == (4 * module_px, 4 * module_px, 29 * module_px, 29 * module_px)


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "HTTPS://EVENTS.EXAMPLE.ORG/T/4K7Q",
        "https://events.example.org/door/#p=ab",
        "Ўзбекистон oʻ",
        "é" * 500,
    ],
)
def test_other_texts_read_back_from_the_smallest_version(text):
    assert [found for found, _level in read(qr_png(text, 3))] == [text]


def test_a_longer_text_takes_a_larger_code():
    assert len(qr_matrix("A")) == 21
    assert len(qr_matrix("https://events.example.org/door/#p=ab")) > 25


@pytest.mark.parametrize("text", ["", "x" * 3000])
def test_a_text_no_code_holds_is_refused(text):
    with pytest.raises(ValueError, match="QR code"):
        qr_matrix(text)


def test_svg_draws_exactly_the_matrix_in_one_path_without_style():
    code = some_code()
    svg = ET.fromstring(qr_svg(code, "Ticket <T>"))  # noqa: S314 - our own text

    title, white, dark = list(svg)
    assert (title.text, svg.get("role")) == ("Ticket <T>", "img")
    assert "style" not in qr_svg(code)
    assert white.get("fill") == "#fff"
    assert painted(str(dark.get("d"))) == {
        (x + 4, y + 4) for y, row in enumerate(qr_matrix(code)) for x, is_dark in enumerate(row) if is_dark
    }


def test_svg_without_a_title_is_decoration():
    assert 'aria-hidden="true"' in qr_svg(some_code())


def painted(path: str) -> set[tuple[int, int]]:
    """The modules that the runs of a path cover."""
    modules = set()
    for run in path.split("M")[1:]:
        start, length = run.split("v")[0].split("h")
        x, y = map(int, start.split())
        modules |= {(x + step, y) for step in range(int(length))}
    return modules


@settings(max_examples=60)
@given(text=st.text(SIGNS, min_size=29, max_size=29))
def test_the_quick_way_draws_what_the_library_draws(text):
    library = QRCode(version=2, error_correction=ERROR_CORRECT_Q, mask_pattern=2)
    mode: Any = MODE_ALPHA_NUM
    library.add_data(QRData(text, mode=mode), optimize=0)
    library.make(fit=False)

    assert qr_matrix(text) == tuple(tuple(map(bool, row)) for row in library.modules)
