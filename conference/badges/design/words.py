"""What the parts and fields of a design are called."""

from typing import Any

from flask_babel import lazy_gettext as _l

KIND_WORDS: dict[str, Any] = {
    "text": _l("Text"),
    "code": _l("QR code"),
    "image": _l("Picture"),
    "shape": _l("Shape"),
    "band": _l("Band of the category"),
    "marks": _l("Marks of the projects"),
    "funding": _l("Emblem and funding statement"),
    "agenda": _l("Agenda"),
}
FIELD_WORDS: dict[str, Any] = {
    "id": _l("Name of the element"),
    "x": _l("From the left, mm"),
    "y": _l("From the top, mm"),
    "w": _l("Width, mm"),
    "h": _l("Height, mm"),
    "turn": _l("Turned clockwise, degrees"),
    "categories": _l("Only for these categories"),
    "languages": _l("Only in these languages"),
    "align": _l("Aligned"),
    "valign": _l("Aligned in height"),
    "texts": _l("Texts"),
    "text": _l("Text with fields"),
    "largest": _l("Largest type, points"),
    "smallest": _l("Smallest type, points"),
    "lines": _l("Lines at most"),
    "bold": _l("Bold"),
    "colour": _l("Colour"),
    "leading": _l("Line spacing"),
    "gap": _l("Space above, mm"),
    "high": _l("Height at most, mm (0: what its lines need)"),
    "grows": _l("Takes the room that is left"),
    "breaks": _l("Breaks words rather than going below, points"),
    "shorten": _l("When nothing else helps"),
    "heading": _l("Is the heading for screen readers"),
    "changes": _l("Different for a category"),
    "category": _l("Category"),
    "picture": _l("Picture"),
    "spoken": _l("What screen readers say"),
    "form": _l("Shape"),
    "fill": _l("Filling"),
    "edge": _l("Edge"),
    "thickness": _l("Thickness of the edge, mm"),
    "radius": _l("Rounded corners, mm"),
    "margin": _l("Space inside, mm"),
    "tallest": _l("Tallest mark, mm"),
    "emblem": _l("Height of the emblem, mm"),
    "with_disclaimer": _l("With the disclaimer, where it fits"),
    "of": _l("Whose agenda"),
    "title": _l("Heading"),
    "with_rooms": _l("With rooms"),
    "name": _l("Name of the design"),
    "kind": _l("What it is for"),
    "width": _l("Paper width, mm"),
    "height": _l("Paper height, mm"),
    "bleed": _l("Bleed, mm"),
    "folds": _l("Folds"),
    "axis": _l("Direction of the fold"),
    "at": _l("Place of the fold, mm"),
    "front": _l("Front"),
    "back": _l("Reverse side"),
}


def kind_word(kind: str) -> str:
    return str(KIND_WORDS.get(kind, kind))


def field_word(name: str) -> str:
    return str(FIELD_WORDS.get(name, name))
