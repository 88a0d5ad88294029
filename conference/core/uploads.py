"""What a form's file field brought along."""

from flask import request

from .files import CleanFile, clean_file
from .images import CleanImage, clean_image


def uploaded_image(name: str) -> CleanImage | None:
    """The picture of the field, made anew; None when nothing was chosen. Raises NotAnImage."""
    file = request.files.get(name)
    return clean_image(file.stream) if file is not None and file.filename else None


def uploaded_file(name: str) -> CleanFile | None:
    """The file of the field, looked at; None when nothing was chosen. Raises NotAFile or NotAnImage."""
    file = request.files.get(name)
    return clean_file(file.stream, file.filename) if file is not None and file.filename else None
