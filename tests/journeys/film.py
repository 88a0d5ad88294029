"""Films for the browser's fake camera: a badge, as the application rendered it, held before a lens.

Chromium plays an .mjpeg file (JPEG frames end to end, nothing else) in a loop as its camera:
`--use-fake-device-for-media-stream --use-fake-ui-for-media-stream --use-file-for-fake-video-capture=FILE`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

FRAME = (1280, 720)
FRAMES_PER_SECOND = 30  # what Chromium takes an .mjpeg file for
DPI = 200
GROUND = (64, 70, 68)  # a jacket in a hall


@dataclass(frozen=True)
class Look:
    """How the badge stands before the camera, and how good the camera is.

    height: of the badge, in frame heights. angle: degrees in the picture plane. tilt: of its upper edge away from
    the lens, 0 to 1. light: 1 is a lit hall, 0.2 a dark one. noise: standard deviation, of 255. blur: radius, pixels.
    """

    height: float = 0.9
    angle: float = 6.0
    tilt: float = 0.15
    light: float = 0.9
    noise: float = 6.0
    blur: float = 0.8
    inverted: bool = False


@dataclass(frozen=True)
class Scene:
    """`badge` in view for `seconds`; None is an empty hall. `drawn`: so many frames at most are drawn, and repeated."""

    badge: Image.Image | None
    seconds: float
    look: Look = Look()
    drawn: int = FRAMES_PER_SECOND


def read_badge(source: Path | bytes, page: int = 0) -> Image.Image:
    """The picture of a badge: a page of a PDF at 200 dpi, or an image file."""
    data = source.read_bytes() if isinstance(source, Path) else source
    if not data.startswith(b"%PDF"):
        return Image.open(BytesIO(data)).convert("RGB")
    with pypdfium2.PdfDocument(data) as document:
        picture: Image.Image = document[page].render(scale=DPI / 72).to_pil()
        return picture.convert("RGB")


def write_film(target: Path, scenes: Sequence[Scene], *, seed: int = 0) -> Path:
    """Write the scenes one after the other as one .mjpeg file."""
    rng = np.random.default_rng(seed)
    with target.open("wb") as file:
        for scene in scenes:
            for frame in _frames(scene, rng):
                file.write(frame)
    return target


def film_of(badge: Path | bytes, target: Path, *, seconds: float = 3.0, empty: float = 1.0) -> Path:
    """The usual film: an empty hall, the badge, an empty hall.

    With `empty` over 1.25 s the door sees the badge leave between two rounds of the loop and scans it again.
    """
    picture = read_badge(badge)
    return write_film(target, [Scene(None, empty), Scene(picture, seconds), Scene(None, empty)])


def frame_of(
    badge: Image.Image | None, look: Look, rng: np.random.Generator, shift: tuple[float, float] = (0, 0)
) -> Image.Image:
    """One frame; `shift` moves the badge, in pixels, as a hand does."""
    frame = Image.new("RGB", FRAME, GROUND)
    if badge is not None:
        picture = Image.eval(badge, lambda value: 255 - value) if look.inverted else badge
        corners = _corners(picture.size, look, shift)
        scene = picture.transform(
            FRAME, Image.Transform.PERSPECTIVE, _coefficients(corners, picture.size), Image.Resampling.BICUBIC
        )
        shape = Image.new("L", picture.size, 255).transform(
            FRAME, Image.Transform.PERSPECTIVE, _coefficients(corners, picture.size)
        )
        frame.paste(scene, mask=shape)
    if look.blur:
        frame = frame.filter(ImageFilter.GaussianBlur(look.blur))
    values = np.asarray(frame, dtype=np.float32) * look.light + rng.normal(0, look.noise, (FRAME[1], FRAME[0], 1))
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def _frames(scene: Scene, rng: np.random.Generator) -> Iterator[bytes]:
    """JPEG pictures of a scene. Drawing is slow, so one second of it at most is drawn and repeated."""
    count = round(scene.seconds * FRAMES_PER_SECOND)
    unlike = min(
        count, scene.drawn, FRAMES_PER_SECOND if scene.badge else 4
    )  # an empty hall differs by its noise alone
    drawn = []
    for index in range(unlike):
        sway = 2 * np.pi * index / unlike
        shift = (float(14 * np.sin(sway)), float(9 * np.cos(2 * sway)))
        jpeg = BytesIO()
        frame_of(scene.badge, scene.look, rng, shift).save(jpeg, "JPEG", quality=80)
        drawn.append(jpeg.getvalue())
    yield from islice(cycle(drawn), count)


def _corners(size: tuple[int, int], look: Look, shift: tuple[float, float]) -> list[tuple[float, float]]:
    """Where the badge's corners (clockwise from the upper left) fall in the frame."""
    half = FRAME[1] * look.height / 2
    wide = half * size[0] / size[1]
    turn = np.deg2rad(look.angle)
    corners = []
    for x, y in ((-wide, -half), (wide, -half), (wide, half), (-wide, half)):
        near = 1 - look.tilt * (1 - y / half) / 4  # the upper edge is further away, so smaller
        px, py = x * near, y * near
        corners.append(
            (
                float(FRAME[0] / 2 + shift[0] + px * np.cos(turn) - py * np.sin(turn)),
                float(FRAME[1] / 2 + shift[1] + px * np.sin(turn) + py * np.cos(turn)),
            )
        )
    return corners


def _coefficients(corners: Sequence[tuple[float, float]], size: tuple[int, int]) -> list[float]:
    """The eight numbers by which Pillow maps a point of the frame back onto the picture."""
    width, height = size
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows), np.array(values))]
