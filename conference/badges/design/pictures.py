"""Pictures of designs: made anew from what was uploaded, so that nothing hides in them. Pure."""

import io
from dataclasses import dataclass
from hashlib import sha256

from conference.core.drawings import clean_svg, is_drawing
from conference.core.images import clean_image

MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class CleanPicture:
    """A WebP picture or an SVG drawing."""

    data: bytes
    width: float
    height: float

    @property
    def name(self) -> str:
        return sha256(self.data).hexdigest()[:16]


def clean_picture(data: bytes) -> CleanPicture:
    """Raises NotAnImage or NotADrawing."""
    made = clean_svg(data) if is_drawing(data) else clean_image(io.BytesIO(data))
    return CleanPicture(made.data, made.width, made.height)
