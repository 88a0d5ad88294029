"""Square pictures of people: the part they chose, or the middle."""

from dataclasses import dataclass
from typing import IO

from flask import request

from .images import CleanImage, clean_image, cut_out

SIDE = 800
SMALLEST = 0.1  # of the shorter side: less would be a blur


@dataclass(frozen=True)
class Crop:
    """A square of a picture: left and top edge and side, as parts of its width, height and shorter side."""

    x: float
    y: float
    side: float


def read_crop(text: str) -> Crop | None:
    """The choice "x,y,side" as the page sends it, each from 0 to 1; None for anything else."""
    try:
        x, y, side = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (0 <= x <= 1 and 0 <= y <= 1 and SMALLEST <= side <= 1):
        return None
    return Crop(x, y, side)


def square(width: int, height: int, crop: Crop | None) -> tuple[int, int, int]:
    """(left, top, side) in pixels of the square that `crop` means, moved inside the picture.

    Without one: the middle; of an upright picture nearer the top, where the face is.
    """
    shorter = min(width, height)
    if crop is None:
        return (width - shorter) // 2, (height - shorter) // 4, shorter
    side = max(1, round(shorter * crop.side))
    left, top = round(width * crop.x), round(height * crop.y)
    return max(0, min(left, width - side)), max(0, min(top, height - side)), side


def portrait(stream: IO[bytes], crop: Crop | None = None) -> CleanImage:
    """The square of an uploaded picture, at most 800 px. Raises NotAnImage, as `clean_image` does."""
    clean = clean_image(stream)
    left, top, side = square(clean.width, clean.height, crop)
    return cut_out(clean, (left, top, left + side, top + side), SIDE)


def uploaded_portrait(name: str, crop_name: str = "crop") -> CleanImage | None:
    """The picture of the field `name`, square; None when nothing was chosen. Raises NotAnImage."""
    file = request.files.get(name)
    if file is None or not file.filename:
        return None
    return portrait(file.stream, read_crop(request.form.get(crop_name, "")))
