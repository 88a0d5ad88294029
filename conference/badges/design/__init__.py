"""The design of a badge: a pure document in millimetres, read strictly, written as JSON."""

from .model import (
    CATEGORY,
    CONTRAST,
    ELEMENTS,
    NO_COLOUR,
    Agenda,
    Band,
    Change,
    Code,
    Design,
    Element,
    Fold,
    Funding,
    Image,
    Marks,
    Shape,
    Text,
    Words,
)
from .reading import BadDesign, Problem, read_design
from .writing import as_json

__all__ = [
    "CATEGORY",
    "CONTRAST",
    "ELEMENTS",
    "NO_COLOUR",
    "Agenda",
    "BadDesign",
    "Band",
    "Change",
    "Code",
    "Design",
    "Element",
    "Fold",
    "Funding",
    "Image",
    "Marks",
    "Problem",
    "Shape",
    "Text",
    "Words",
    "as_json",
    "read_design",
]
