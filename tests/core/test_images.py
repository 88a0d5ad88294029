"""Pictures from strangers: judged by their content, made anew, with nothing hidden in them."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from conference.core.images import NotAnImage, clean_image

pytestmark = pytest.mark.usefixtures("app_context")
KINDS = "JPEG, PNG or WebP"
SMALL = Image.new("RGB", (40, 30), "red")


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture
def app_context(app: Flask) -> object:
    with app.test_request_context() as context:
        yield context


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: encoded(Image.new("1", (9000, 9000)), "PNG"), "16 megapixels"),
        (lambda: encoded(SMALL, "GIF"), KINDS),
        (lambda: b"GIF89a/*<script>alert(1)</script>", KINDS),
        (lambda: b"%PDF-1.7 says that it is image/png", KINDS),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", KINDS),
        (lambda: encoded(SMALL, "PNG")[:50], KINDS),
        (lambda: b"", KINDS),
    ],
    ids=["too many pixels", "GIF", "GIF that is a script", "PDF", "SVG", "cut off", "empty"],
)
def test_what_is_no_picture_of_ours_is_refused_in_words(make: Callable[[], bytes], words: str):
    with pytest.raises(NotAnImage, match=words):
        clean_image(io.BytesIO(make()))


def test_what_hangs_behind_a_picture_is_gone():
    clean = clean_image(io.BytesIO(encoded(SMALL, "PNG") + b"<html><script>alert(1)</script>"))
    assert b"script" not in clean.data
    assert (clean.width, clean.height) == (40, 30)


def test_a_photo_stands_upright_and_tells_no_place():
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N", 2: (50.0, 1.0, 2.0)}  # turned; taken at a place
    clean = clean_image(io.BytesIO(encoded(SMALL, "JPEG", exif=exif)))
    assert (clean.width, clean.height) == (30, 40)
    with Image.open(io.BytesIO(clean.data)) as image:
        assert not image.getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_film_the_first_frame_is_kept(kind: str):
    more = [Image.new("RGB", (20, 20), (shade, 0, 255)) for shade in range(30)]
    clean = clean_image(
        io.BytesIO(encoded(Image.new("RGB", (20, 20), "lime"), kind, save_all=True, append_images=more))
    )
    with Image.open(io.BytesIO(clean.data)) as image:
        assert getattr(image, "n_frames", 1) == 1
        red, green, blue = image.convert("RGB").getpixel((10, 10))  # type: ignore[misc]
        assert green > 200 > red + blue
