"""What a form's file field brought along."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from .files import MB, MOST_BYTES, CleanFile, clean_file, is_empty, too_large
from .images import CleanImage, NotAnImage, clean_image


def uploaded_image(name: str) -> CleanImage | None:
    """The picture of the field, made anew; None when nothing was chosen. Raises NotAnImage."""
    file = request.files.get(name)
    if file is None or not file.filename:
        return None
    if not file.stream.read(1):
        raise NotAnImage(is_empty())
    file.stream.seek(0)
    return clean_image(file.stream)


def uploaded_file(name: str) -> CleanFile | None:
    """The file of the field, looked at; None when nothing was chosen. Raises NotAFile or NotAnImage."""
    file = request.files.get(name)
    return clean_file(file.stream, file.filename) if file is not None and file.filename else None


def file_limit(most: int = MOST_BYTES, together: int = 0) -> dict[str, Any]:
    """Attributes of a file field by which its page says at once what is wrong with a file: nothing is sent then.

    most: bytes of one file; together: of all files of the form, where that is limited.
    """
    words = {
        "data-controller": "file-limit",
        "data-most": most,
        "data-too-large": too_large(most),
        "data-is-empty": is_empty(),
    }
    if together:
        words |= {
            "data-together": together,
            "data-too-many": _("Together the files may have at most %(size)d MB", size=together // MB),
        }
    return words
