"""What each part of a design may be, by kind and field: forms, files and the visual designer all go by this. Pure."""

from dataclasses import dataclass
from typing import Any

from . import model
from .model import Agenda, Band, Change, Code, Fold, Funding, Image, Marks, Shape, Text, Words


@dataclass(frozen=True, slots=True)
class Number:
    least: float
    most: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    pass


@dataclass(frozen=True, slots=True)
class Colour:
    """`words`: which of the words for colours are allowed beside #rrggbb."""

    words: tuple[str, ...] = (model.CATEGORY, model.CONTRAST)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A text of one line; `placeholders`: it may hold {fields}."""

    most: int
    placeholders: bool = False
    required: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of short codes."""

    most: int


@dataclass(frozen=True, slots=True)
class Many:
    """A list of parts of a design."""

    of: type
    most: int


Spec = Number | Choice | Flag | Colour | Line | Codes | Many

SHORTEST, LONGEST = 10.0, 450.0  # mm, of a side: from a small label to A3 across
MOST_ELEMENTS, MOST_TEXTS, MOST_CHANGES, MOST_FOLDS = 40, 12, 20, 4
LENGTH = Number(0, LONGEST)
TYPE = Number(4, 400)  # points: nobody reads less on paper
ALIGN = Choice(("left", "centre", "right"))
CHANGES = Many(Change, MOST_CHANGES)
FILL = Colour((model.CATEGORY,), optional=True)

PLACE: dict[str, Spec] = {
    "id": Line(24, required=True),
    "x": LENGTH,
    "y": LENGTH,
    "w": LENGTH,
    "h": LENGTH,
    "turn": Choice((0, 90, 180, 270)),
    "categories": Codes(30),
    "languages": Codes(30),
}
SPECS: dict[type, dict[str, Spec]] = {
    Change: {
        "category": Line(20, required=True),
        "text": Line(300, placeholders=True, optional=True),
        "colour": Colour(optional=True),
    },
    Words: {
        "text": Line(300, placeholders=True, required=True),
        "largest": TYPE,
        "smallest": TYPE,
        "lines": Number(1, 10, whole=True),
        "bold": Flag(),
        "colour": Colour(),
        "leading": Number(1, 2),
        "gap": Number(0, 100),
        "high": LENGTH,
        "grows": Flag(),
        "breaks": Number(0, 400),
        "shorten": Choice(("end", "initials")),
        "heading": Flag(),
        "changes": CHANGES,
    },
    Text: {
        **PLACE,
        "align": ALIGN,
        "valign": Choice(("top", "middle", "bottom")),
        "texts": Many(Words, MOST_TEXTS),
    },
    Code: PLACE,
    Image: {**PLACE, "picture": Line(40, required=True), "spoken": Line(200)},
    Shape: {
        **PLACE,
        "form": Choice(("rectangle", "ellipse", "line")),
        "fill": FILL,
        "edge": FILL,
        "thickness": Number(0.1, 10),
        "radius": Number(0, 100),
        "changes": CHANGES,
    },
    Band: {
        **PLACE,
        "text": Line(100, placeholders=True, required=True),
        "align": ALIGN,
        "fill": Colour((model.CATEGORY,)),
        "largest": TYPE,
        "smallest": TYPE,
        "lines": Number(1, 4, whole=True),
        "margin": Number(0, 20),
        "radius": Number(0, 100),
        "changes": CHANGES,
    },
    Marks: {**PLACE, "align": ALIGN, "tallest": Number(2, 60)},
    Funding: {**PLACE, "align": ALIGN, "emblem": Number(5, 80), "with_disclaimer": Flag()},
    Agenda: {
        **PLACE,
        "of": Choice(("event", "person", "room")),
        "title": Line(100),
        "with_rooms": Flag(),
        "largest": TYPE,
        "smallest": TYPE,
        "colour": Colour((model.CATEGORY,)),
    },
    Fold: {"axis": Choice(("x", "y")), "at": LENGTH},
}
DESIGN: dict[str, Spec] = {
    "name": Line(80, required=True),
    "kind": Choice(model.KINDS),
    "width": Number(SHORTEST, LONGEST),
    "height": Number(SHORTEST, LONGEST),
    "bleed": Number(0, 5),
    "folds": Many(Fold, MOST_FOLDS),
    "front": Many(model.Element, MOST_ELEMENTS),
    "back": Many(model.Element, MOST_ELEMENTS),
}
