"""Badges for label printers, which know black and white alone."""

from flask_babel import gettext as _

from ..design import Design, Text, Words
from .parts import band, code, person_words

BLACK = "#000000"


def label_62() -> Design:
    """Upright on a roll of 62 mm, of which such printers leave 1.5 mm white on each side."""
    return Design(
        name=_("Label 62 × 100 mm"), width=62, height=100, bleed=0,
        front=(
            Text(id="event", x=4, y=4, w=54, h=8, texts=_event(7, 8)),
            Text(id="person", x=4, y=14, w=54, h=46,
                 texts=person_words(38, 0.75, breaks=11, colour=BLACK, soft=BLACK, smallest=6, shorten="initials")),
            *code(1.1, 60.5, 24, size=5, text_height=4.6),
            Text(id="pickup", x=30, y=63, w=28, h=19, align="right", texts=(_pickup(),)),
            band(4, 90, 54, 7.5, 13, fill=BLACK),
        ),
    )  # fmt: skip


def label_89() -> Design:
    return Design(
        name=_("Label 89 × 41 mm"), width=89, height=41, bleed=0,
        front=(
            Text(id="person", x=4, y=3.5, w=55, h=27,
                 texts=person_words(36, 0.72, breaks=15, without=("{honorific}", "{position}", "{country}"),
                                    colour=BLACK, soft=BLACK, smallest=5.5, shorten="initials")),
            *code(60.5, 2, 25, size=5, text_height=4.4),
            band(4, 32, 55, 6.5, 11, fill=BLACK, margin=1.5),
            Text(id="event", x=61, y=31.5, w=25, h=7.5, valign="bottom", texts=_event(5, 7.4, 4)),
        ),
    )  # fmt: skip


def label_102() -> Design:
    return Design(
        name=_("Label 102 × 76 mm"), width=102, height=76, bleed=0,
        front=(
            Text(id="event", x=5, y=5, w=60, h=9, texts=_event(9, 9)),
            Text(id="person", x=5, y=16, w=60, h=44,
                 texts=person_words(44, 0.85, breaks=15, colour=BLACK, soft=BLACK, smallest=6, shorten="initials")),
            *code(67, 2.5, 32, size=6, text_height=5.2),
            Text(id="pickup", x=69, y=44, w=28, h=15, align="right", valign="bottom", texts=(_pickup(),)),
            band(5, 62, 92, 10, 17, fill=BLACK),
        ),
    )  # fmt: skip


def _event(largest: float, high: float, lines: int = 3) -> tuple[Words, ...]:
    return (Words(text="{event}", largest=largest, smallest=4, lines=lines, bold=True, colour=BLACK, leading=1.15,
                  high=high, breaks=4),)  # fmt: skip


def _pickup() -> Words:
    return Words(text="{pickup}", largest=40, smallest=10, lines=1, bold=True, colour=BLACK, leading=1.05)
