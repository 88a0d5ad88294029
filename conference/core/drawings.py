"""SVG drawings that people upload: read strictly and written anew, with shapes and colours alone.

Nothing that could run, be fetched or be written with a font survives: elements and attributes that are not listed are
refused or left out, and of references only those to a gradient of the same drawing are kept.
"""

import re
from dataclasses import dataclass
from typing import ClassVar
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from flask_babel import gettext as _

from .errors import Refused

MOST_BYTES = 500_000
MOST_ELEMENTS = 5000
MOST_DEPTH = 30
LARGEST = 1e6  # units a side
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset((
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "linearGradient",
    "radialGradient", "stop",
))  # fmt: skip
IGNORED = frozenset(("title", "desc", "metadata"))  # with all that is in them
ATTRIBUTES = frozenset((
    "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height",
    "viewBox", "transform", "gradientTransform", "gradientUnits", "spreadMethod", "offset", "id", "preserveAspectRatio",
    "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity", "stop-color",
    "stop-opacity", "display",
))  # fmt: skip
PLAIN = re.compile(r"[\w\s#.,+%()-]*", re.ASCII)
REFERENCE = re.compile(r"url\(\s*['\"]?(#[A-Za-z][\w.-]*)['\"]?\s*\)")
LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|mm|cm|in|pt)?\s*")
UNITS = {"px": 1.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72}


class NotADrawing(Refused):
    code: ClassVar[str] = "not_a_drawing"


@dataclass(frozen=True)
class CleanDrawing:
    """A drawing made anew. Sizes are in its own unit: only their ratio means something."""

    data: bytes
    width: float
    height: float


def is_drawing(data: bytes) -> bool:
    return b"<svg" in data[:4096].lower()


def clean_svg(data: bytes) -> CleanDrawing:
    """The drawing with nothing in it but shapes. Raises NotADrawing, which says what to do."""
    if len(data) > MOST_BYTES:
        raise NotADrawing(_("Choose a drawing of at most 500 kB"))
    try:
        text = data.decode("utf-8-sig")  # in another encoding, entities could hide from the next line
        if "<!ENTITY" in text:
            raise NotADrawing(_("This drawing refers to other things: save it as plain SVG, or as PNG"))
        root = ET.fromstring(text)  # noqa: S314 - without entities, and expat fetches nothing
    except (ET.ParseError, ValueError, LookupError) as error:
        raise NotADrawing(_("This is not an SVG drawing that we can read: save it as plain SVG, or as PNG")) from error
    if root.tag != f"{SVG}svg":
        raise NotADrawing(_("This is not an SVG drawing that we can read: save it as plain SVG, or as PNG"))
    width, height = _size(root)
    writer = _Writer()
    writer.write(root, 0)
    return CleanDrawing("".join(writer.parts).encode(), width, height)


def _size(root: ET.Element) -> tuple[float, float]:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    sizes = (
        box[2:] if len(box) == len(("x", "y", "width", "height")) else [root.get("width", ""), root.get("height", "")]
    )
    found = []
    for size in sizes:
        match = LENGTH.fullmatch(size)
        number = float(match[1]) * UNITS[match[2] or "px"] if match else 0
        if not 0 < number < LARGEST:
            raise NotADrawing(_("This drawing does not say how large it is: save it anew with a width and a height"))
        found.append(number)
    return found[0], found[1]


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._count = 0

    def write(self, element: ET.Element, depth: int) -> None:
        name = str(element.tag).removeprefix(SVG)
        if name in IGNORED or "}" in name:
            return
        self._count += 1
        if self._count > MOST_ELEMENTS or depth > MOST_DEPTH:
            raise NotADrawing(_("This drawing has too many parts: save it as PNG"))
        if name not in SHAPES:
            words = _(
                "This drawing holds “%(name)s”: turn texts and effects into paths, or save it as PNG", name=name[:40]
            )
            raise NotADrawing(words)
        attributes = "".join(f" {key}={quoteattr(value)}" for key, value in self._attributes(element, depth).items())
        self.parts.append(f"<{name}{attributes}>")
        for child in element:
            self.write(child, depth + 1)
        self.parts.append(f"</{name}>")

    def _attributes(self, element: ET.Element, depth: int) -> dict[str, str]:
        found = dict(element.attrib)
        for part in found.pop("style", "").split(";"):
            key, _colon, value = part.partition(":")
            found[key.strip()] = value.strip()
        kept = {"xmlns": SVG.strip("{}")} if depth == 0 else {}
        for key, value in found.items():
            if key in ATTRIBUTES and (clean := _value(value)) is not None:
                kept[key] = clean
        return kept


def _value(value: str) -> str | None:
    """The value when it is plain, a reference inside the drawing; else None."""
    if reference := REFERENCE.fullmatch(value.strip()):
        return f"url({reference[1]})"
    return value if PLAIN.fullmatch(value) and "url" not in value.lower() else None
