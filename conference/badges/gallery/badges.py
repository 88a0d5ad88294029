"""Badges on a single side of paper."""

from flask_babel import gettext as _

from ..design import Design, Element, Funding, Marks, Text
from .parts import band, code, event_words, person_words, strip, visibility

NAMES = ("{honorific}", "{name}", "{national_name}")
BELOW_THE_NAME = ("{position}", "{organisation}", "{country}")


def a6() -> Design:
    return Design(name=_("A6 portrait"), width=105, height=148, front=tuple(a6_front()))


def a6_front(left: float = 0, top: float = 0, height: float = 148) -> list[Element]:
    """The A6 badge with its corner at a place of a larger paper; two of 148.5 mm make an A4 page."""
    x, y = left, top
    return [
        strip(105, x=x, y=y),
        Text(id="event", x=x + 9, y=y + 8, w=87, h=19, texts=event_words(11.5, 11.5)),
        Text(id="person", x=x + 9, y=y + 29, w=87, h=57, texts=person_words(56)),
        *code(x + 4.5, y + 86.5, 37),
        *visibility((x + 47, y + 91, 49, 14), (x + 47, y + 108, 49, 22.5), 11, 7.6),
        band(x, y + 131.5, 105, height - 131.5, margin=4),
    ]


def a6_landscape() -> Design:
    return Design(
        name=_("A6 landscape"), width=148, height=105,
        front=(
            strip(148),
            Text(id="event", x=9, y=7.5, w=92, h=13.5, texts=event_words(11, 8.5, 2, 8.5)),
            Text(id="person", x=9, y=22, w=130, h=28, texts=person_words(60, without=BELOW_THE_NAME)),
            Text(id="about", x=9, y=52, w=98, h=20, texts=person_words(12, 0.85, without=NAMES)),
            *code(111.8, 51, 31, size=6, text_height=5.2),
            Marks(id="marks", x=104, y=7.5, w=35, h=8, tallest=7, align="right"),
            Funding(id="funding", x=9, y=73.5, w=98, h=14, emblem=8),
            band(0, 89, 148, 16, margin=4),
        ),
    )  # fmt: skip


def a7() -> Design:
    return Design(
        name=_("A7 portrait"), width=74, height=105,
        front=(
            strip(74, 2),
            Text(id="event", x=6, y=5.5, w=62, h=12.5, texts=event_words(8.5, 8, 3, 6.5)),
            Text(id="person", x=6, y=19.5, w=62, h=39.5, texts=person_words(40, 0.75, smallest=6, breaks=9)),
            *code(2.7, 59, 27, size=5.5, text_height=4.6),
            *visibility((33, 61.5, 35, 9), (33, 73, 35, 17), 8, 5.4),
            band(0, 92, 74, 13, 18, margin=3),
        ),
    )  # fmt: skip


def card() -> Design:
    return Design(
        name=_("Card 86 × 54 mm"), width=86, height=54,
        front=(
            Text(id="event", x=5, y=4, w=51, h=7.9, texts=event_words(6.5, 4.9, 2, 5)),
            Text(id="person", x=5, y=13.8, w=51, h=21.6, texts=person_words(
                30, 0.68, smallest=5.5, breaks=12, without=("{honorific}", "{country}"), shorten="initials"
            )),
            *code(58, 2.5, 26, size=5, text_height=4.3),
            *visibility((61, 35, 20, 8), (5, 37.2, 51, 7), 6, 5, with_disclaimer=False),
            band(0, 45.5, 86, 8.5, 13),
        ),
    )  # fmt: skip
