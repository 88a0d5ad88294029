"""What the choices of a design are called, and what to know about its fields."""

from typing import Any

from flask_babel import lazy_gettext as _l

CHOICE_WORDS: dict[str, dict[Any, Any]] = {
    "align": {"left": _l("At the left"), "centre": _l("In the middle"), "right": _l("At the right")},
    "valign": {"top": _l("Top"), "middle": _l("In the middle"), "bottom": _l("Bottom")},
    "form": {"rectangle": _l("Rectangle"), "ellipse": _l("Ellipse"), "line": _l("Line")},
    "shorten": {
        "end": _l("Leave words away at the end"),
        "initials": _l("First make names in the middle initials"),
    },
    "of": {"event": _l("The event's"), "person": _l("The person's sessions"), "room": _l("The room's, on its door")},
    "kind": {
        "badge": _l("Badge"),
        "ticket": _l("Ticket"),
        "place_card": _l("Place card"),
        "tent": _l("Name tent"),
        "door_sign": _l("Door sign"),
    },
    "axis": {"x": _l("Upright"), "y": _l("Level")},
    "turn": {0: "0°", 90: "90°", 180: "180°", 270: "270°"},
}
HINTS: dict[str, Any] = {
    "colour": _l("#0b5f8a, or “category” for the category's colour, or “contrast” for what is readable on it."),
    "fill": _l("#0b5f8a, or “category” for the category's colour; empty for none."),
    "edge": _l("#0b5f8a, or “category” for the category's colour; empty for none."),
    "grows": _l("The name, for example: as large as all the others allow."),
    "breaks": _l("A word that is wider than the box is broken rather than printed smaller than this."),
    "categories": _l("Tick none to print it for all."),
    "languages": _l("Tick none to print it in all."),
    "bleed": _l("Colour that reaches the edge goes so far beyond it, for print shops."),
    "tallest": _l("Never larger than the emblem, whatever is said here."),
}
