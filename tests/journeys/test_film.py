"""The films of the fake camera must show what they claim, or a journey proves nothing."""

from dataclasses import replace

import numpy as np
import pytest
import qrcode
import zxingcpp
from PIL import Image

from tests.journeys.film import FRAME, Look, Scene, frame_of, read_badge, write_film

CODE = "T0123456789ABCDEFGHJKMNPQRSTV"
LOOK = Look()


@pytest.fixture
def badge():
    """An A6 card with a 35 mm code on it, 8 pixels a millimetre."""
    card = Image.new("RGB", (840, 1184), "white")
    code = qrcode.make(CODE, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    card.paste(code.get_image().convert("RGB").resize((280, 280)), (280, 780))
    return card


def codes_in(picture):
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    "look",
    [
        LOOK,
        replace(LOOK, angle=75, tilt=0.5),
        replace(LOOK, light=0.3, noise=10),
        replace(LOOK, inverted=True),
        replace(LOOK, height=0.6),
    ],
    ids=["usual", "turned", "dark", "inverted", "small"],
)
def test_frame_with_badge_can_be_read(badge, look):
    frame = frame_of(badge, look, np.random.default_rng(1))

    assert frame.size == FRAME
    assert codes_in(frame) == [CODE]


def test_film_is_jpeg_frames_end_to_end_with_the_badge_where_it_belongs(badge, tmp_path):
    film = write_film(tmp_path / "film.mjpeg", [Scene(None, 0.1), Scene(badge, 0.2), Scene(None, 0.1)])

    frames = film.read_bytes().split(b"\xff\xd8\xff")

    assert frames[0] == b""
    assert all(frame.endswith(b"\xff\xd9") for frame in frames[1:])
    assert [codes_in(picture(frame)) for frame in frames[1:]] == [[]] * 3 + [[CODE]] * 6 + [[]] * 3


def test_badge_is_read_from_pdf_and_from_picture(badge, tmp_path):
    badge.save(tmp_path / "badge.pdf", resolution=203)
    badge.save(tmp_path / "badge.png")

    for name in ("badge.pdf", "badge.png"):
        assert codes_in(read_badge(tmp_path / name)) == [CODE]


def picture(frame):
    return read_badge(b"\xff\xd8\xff" + frame)
