"""Badges printed before anybody knows whose they will be: lines to write on in place of what would say it. Pure."""

from conference.core.pdf import TextBlock

from ..cards import BadgeCard
from ..design import Text
from ..design.fields import fields_of
from ..design.model import INK
from ..fitting import Box, fit
from .columns import Part, placed
from .drawings import Area
from .frames import Frame

NAMES = frozenset({"name", "given_name", "family_name"})
WRITTEN = NAMES | {"organisation"}
LINE_MM, DOWN = 0.35, 0.72  # how thick a line is, and how far down in its box
NUMBER_MM = 4.0  # the height of the number below the line of the name


def _says(element: Text) -> set[str]:
    return {name for words in element.texts for name in fields_of(words.text)}


def line_of(element: Text) -> list[Area]:
    """The line for what is written by hand; nothing for what is not."""
    if not _says(element) & WRITTEN:
        return []
    frame = Frame.of(element)
    line = frame.part(0, frame.height * DOWN, frame.width, LINE_MM)
    return [Area(line.x, line.y, line.w, line.h, INK)]


def number_of(element: Text, card: BadgeCard) -> list[TextBlock]:
    """The number of the badge, small below the name's line, so that one can be spoken of and made void."""
    if not _says(element) & NAMES:
        return []
    frame = Frame.of(element)
    top = frame.height * DOWN + LINE_MM * 2
    box = frame.part(0, top, frame.width, max(NUMBER_MM, frame.height - top))
    fitted = fit(card.blank, Box(box.width, box.height, 9, 6, 1))
    return placed([Part(fitted, INK, card.lang)], box, element.align, "top")
