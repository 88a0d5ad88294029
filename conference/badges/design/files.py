"""Designs as files: the document with its pictures inside, and back, trusting nothing. Pure."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from .model import Design, Element, Image
from .pictures import CleanPicture, clean_picture
from .reading import BadDesign, Problem, read_design
from .writing import as_json

MOST_BYTES = 12 * 1024 * 1024
MOST_PICTURES = 20
EVENT_PICTURE = "event"


def as_file(design: Design, pictures: Mapping[str, bytes]) -> bytes:
    """The design for another event or another installation."""
    inside = {name: b64encode(data).decode() for name, data in sorted(pictures.items())}
    return json.dumps({**as_json(design), "pictures": inside}, ensure_ascii=False, indent=1).encode()


def from_file(data: bytes) -> tuple[Design, list[CleanPicture]]:
    """(the design, its pictures made anew). Raises BadDesign, NotAnImage or NotADrawing."""
    if len(data) > MOST_BYTES:
        raise refused(_("Choose a file of at most 12 MB"))
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise refused(_("This is not a design of a badge: choose a file that was saved by “Save as a file”")) from error
    inside = found.pop("pictures", {}) if isinstance(found, dict) else {}
    design = read_design(found)
    if not isinstance(inside, dict) or len(inside) > MOST_PICTURES:
        raise refused(_("A design has at most %(most)d pictures", most=MOST_PICTURES))
    pictures = {name: clean_picture(_decoded(inside.get(name))) for name in sorted(design.pictures)}
    names = {name: picture.name for name, picture in pictures.items()}
    return with_names(design, names), list(pictures.values())


def pictures_in(data: Mapping[str, Any]) -> set[str]:
    """The names of the pictures that a stored document shows."""
    return {part["picture"] for side in ("front", "back") for part in data[side] if part["kind"] == Image.kind}


def _decoded(text: Any) -> bytes:
    try:
        return b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        return b""


def with_names(design: Design, names: Mapping[str, str]) -> Design:
    """The design with its pictures under other names."""
    return replace(design, front=_renamed(design.front, names), back=_renamed(design.back, names))


def _renamed(elements: tuple[Element, ...], names: Mapping[str, str]) -> tuple[Element, ...]:
    return tuple(
        replace(element, picture=names.get(element.picture, element.picture)) if isinstance(element, Image) else element
        for element in elements
    )


def refused(words: str) -> BadDesign:
    return BadDesign([Problem("", "format", words)])
