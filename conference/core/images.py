"""Pictures people upload: looked at by content, made anew without hidden parts, kept in the database."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, ClassVar

from flask_babel import gettext as _
from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from .codes import new_secret
from .db import Base, UtcDateTime, db
from .errors import Refused

MOST_PIXELS = 16_000_000
MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 1200
FINE = 8  # drawings are made that many times larger and made smaller, which smooths their edges


class NotAnImage(Refused):
    code: ClassVar[str] = "not_an_image"


class Picture(Base):
    """An image as we serve it. `name` is random, so that addresses tell nothing."""

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class CleanImage:
    """An uploaded image made anew, as WebP."""

    data: bytes
    width: int
    height: int


def store_picture(image: CleanImage, *, at: datetime) -> Picture:
    """Keep an image, in the caller's transaction."""
    picture = Picture(name=new_secret(), media_type="image/webp", created_at=at, **vars(image))
    db.session.add(picture)
    db.session.flush()
    return picture


def clean_image(stream: IO[bytes]) -> CleanImage:
    """The picture upright, at most 1,200 px long, first frame only, with nothing hidden in it.

    Raises NotAnImage for anything but a PNG, JPEG or WebP of at most 10 MB and 16 megapixels.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only uploads need it

    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise NotAnImage(_("Choose a picture of at most 10 MB"))
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise NotAnImage(_("Choose a picture of at most 16 megapixels"))
            upright = ImageOps.exif_transpose(image).convert("RGBA" if has_alpha(image) else "RGB")
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            upright.save(out, "WEBP", quality=85, method=4)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAnImage(_("Choose a picture: a JPEG, PNG or WebP file")) from error
    return CleanImage(out.getvalue(), upright.width, upright.height)


def has_alpha(image: object) -> bool:
    return getattr(image, "mode", "") in ("RGBA", "LA", "PA") or "transparency" in getattr(image, "info", {})


def cut_out(clean: CleanImage, box: tuple[int, int, int, int], side: int) -> CleanImage:
    """The part `box` (left, top, right, bottom) of a picture, at most `side` px long."""
    from PIL import Image  # noqa: PLC0415 - only uploads need it

    with Image.open(io.BytesIO(clean.data), formats=("WEBP",)) as image:
        part = image.crop(box)
        part.thumbnail((side, side))
        out = io.BytesIO()
        part.save(out, "WEBP", quality=88, method=4)
        return CleanImage(out.getvalue(), part.width, part.height)


def drawn_png(size: tuple[int, int], ground: str, shapes: Iterable[tuple[str, Sequence[tuple[float, float]]]]) -> bytes:
    """A PNG of `shapes`, (colour, corners in pixels) each, one above the other on `ground`; edges are smooth."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - few processes draw

    image = Image.new("RGB", (size[0] * FINE, size[1] * FINE), ground)
    draw = ImageDraw.Draw(image)
    for colour, corners in shapes:
        # the library fills the pixel at the far end too: what lies right of or below the middle is one pixel nearer
        middle = [sum(axis) / len(corners) for axis in zip(*corners, strict=True)]
        draw.polygon(
            [tuple(at * FINE - (at > mid) for at, mid in zip(xy, middle, strict=True)) for xy in corners], colour
        )
    out = io.BytesIO()
    image.resize(size, Image.Resampling.BOX).save(out, "PNG", optimize=True)
    return out.getvalue()


def small_png(data: bytes, width: int, height: int) -> bytes:
    """A picture of ours as a PNG of that size, for mail programs, which know no WebP."""
    from PIL import Image  # noqa: PLC0415 - few processes draw

    with Image.open(io.BytesIO(data)) as image:
        out = io.BytesIO()
        image.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
