"""Badges of a paper that is folded once or twice, printed on one side."""

from flask_babel import gettext as _

from ..design import Agenda, Design, Element, Fold, Shape, Text, Words
from ..design.model import SOFT
from .badges import a6_front
from .parts import band, event_words, person_words, strip

RULES = 9  # for notes
PALE = "#b9c0c9"


def a4_folded() -> Design:
    """Fold the upper half back, then the left half back: the lower right quarter is in front, its left one behind."""
    return Design(
        name=_("A4 folded to A6"), width=210, height=297, folds=(Fold(axis="x", at=105), Fold(axis="y", at=148.5)),
        front=(
            *a6_front(105, 148.5, 148.5),
            strip(105, y=148.5, name="back-strip"),
            Text(id="back-event", x=9, y=156.5, w=87, h=17, texts=event_words(11.5, 10, 2)),
            Agenda(id="back-agenda", x=9, y=176, w=87, h=102, largest=11, smallest=4.5),
            band(0, 280, 105, 17, name="back-category", margin=4),
            Agenda(id="own", x=9, y=12, w=87, h=124, turn=180, of="person", title=_("Your sessions"), largest=12),
            *_notes(),
        ),
    )  # fmt: skip


def _notes() -> list[Element]:
    """The right-hand page inside, upside down as the paper lies: a heading and lines to write on."""
    heading = Text(
        id="notes", x=114, y=124, w=87, h=12, turn=180, texts=(Words(text=_("Notes"), largest=13, bold=True, lines=1),)
    )
    rules = [
        Shape(id=f"rule-{number}", x=114, y=114 - 11 * number, w=87, h=0, form="line", fill=PALE, thickness=0.2)
        for number in range(RULES)
    ]
    return [heading, *rules]


def butterfly() -> Design:
    """Two panels side by side: the right one in front, the left one on the back, both upright when folded."""
    return Design(
        name=_("Butterfly, folded once"), width=210, height=148, folds=(Fold(axis="x", at=105),),
        front=(
            *a6_front(105),
            strip(105, name="back-strip"),
            Text(id="back-person", x=9, y=9, w=87, h=46, texts=person_words(48, 0.9)),
            Shape(id="back-rule", x=9, y=58, w=87, h=0, form="line", fill=PALE, thickness=0.25),
            Text(id="back-title", x=9, y=60.5, w=87, h=6,
                 texts=(Words(text=_("Programme"), largest=9, bold=True, lines=1, colour=SOFT),)),
            Agenda(id="back-agenda", x=9, y=67, w=87, h=62, largest=8.5, smallest=4),
            band(0, 131.5, 105, 16.5, name="back-category", margin=4),
        ),
    )  # fmt: skip
