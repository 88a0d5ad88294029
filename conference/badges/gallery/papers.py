"""Tickets, and what stands on tables and hangs on doors."""

from flask_babel import gettext as _

from ..design import Agenda, Design, Fold, Funding, Marks, Shape, Text, Words
from ..design.model import CATEGORY, INK, SOFT
from .parts import band, code, event_words, visibility

PALE = "#b9c0c9"


def ticket() -> Design:
    said = {
        name: f"{words}: {{{name}}}"
        for name, words in (("when", _("When")), ("where", _("Where")), ("contact", _("Contact")))
    }
    return Design(
        name=_("Ticket, A4"), kind="ticket", width=210, height=297, bleed=0, folds=(Fold(axis="y", at=148.5),),
        front=(
            Shape(id="head", x=18, y=18, w=174, h=2.5, fill=CATEGORY),
            Text(id="event", x=18, y=25, w=174, h=29, texts=(
                Words(text=_("Ticket"), largest=10, smallest=8, lines=1, colour=SOFT),
                Words(text="{event}", largest=21, smallest=8, lines=4, bold=True, gap=1, grows=True, breaks=9),
            )),
            Shape(id="rule", x=18, y=58, w=174, h=0, form="line", fill=PALE, thickness=0.3),
            Text(id="person", x=18, y=64, w=104, h=50, texts=(
                Words(text="{name}", largest=36, smallest=8, lines=5, bold=True, leading=1.17, grows=True, breaks=13,
                      heading=True),
                Words(text="{national_name}", largest=18, smallest=7, lines=2, leading=1.3, gap=1, high=13, breaks=9),
                Words(text="{organisation}", largest=13, smallest=7, lines=3, colour=SOFT, gap=2, high=16, breaks=8),
            )),
            band(18, 120, 104, 15, 20, align="left", margin=5),
            *code(128, 58.5, 72, size=9.5, text_height=9),
            Text(id="occasion", x=18, y=163, w=104, h=72, texts=(
                Words(text=said["when"], largest=14, smallest=7, lines=4, bold=True),
                Words(text=said["where"], largest=13, smallest=6, lines=7, gap=4, grows=True, breaks=7),
                Words(text=said["contact"], largest=11, smallest=7, lines=2, colour=SOFT, gap=4, breaks=7),
            )),
            Text(id="show", x=136.7, y=163, w=55.3, h=30, texts=(
                Words(text=_("Show this code at the entrance, on paper or on your phone."), largest=11, smallest=6.5,
                      lines=5, colour=SOFT),
            )),
            Shape(id="foot", x=18, y=242, w=174, h=0, form="line", fill=PALE, thickness=0.3),
            Funding(id="funding", x=18, y=248, w=104, h=30, emblem=13),
            Marks(id="marks", x=132, y=248, w=60, h=13, tallest=12, align="right"),
        ),
    )  # fmt: skip


def tent() -> Design:
    return Design(
        name=_("Name tent, A4"), kind="tent", width=297, height=210, folds=(Fold(axis="y", at=105),),
        front=(
            Text(id="name", x=18, y=123, w=261, h=66, align="centre", valign="middle", texts=_named(120, 1.9)),
            Text(id="name-behind", x=18, y=21, w=261, h=66, turn=180, align="centre", valign="middle",
                 texts=_named(120, 1.9)),
            Shape(id="line", x=0, y=204, w=297, h=6, fill=CATEGORY),
            Shape(id="line-behind", x=0, y=0, w=297, h=6, fill=CATEGORY),
        ),
    )  # fmt: skip


def place_card() -> Design:
    return Design(
        name=_("Place card, A6"), kind="place_card", width=148, height=105, folds=(Fold(axis="y", at=52.5),),
        front=(
            Text(id="name", x=10, y=60, w=128, h=36, align="centre", valign="middle", texts=_named(72, 1)),
            Text(id="name-behind", x=10, y=9, w=128, h=36, turn=180, align="centre", valign="middle",
                 texts=_named(72, 1)),
            Shape(id="line", x=0, y=102, w=148, h=3, fill=CATEGORY),
            Shape(id="line-behind", x=0, y=0, w=148, h=3, fill=CATEGORY),
        ),
    )  # fmt: skip


def _named(largest: float, scale: float) -> tuple[Words, ...]:
    return (
        Words(text="{name}", largest=largest, smallest=9, lines=3, bold=True, leading=1.12, grows=True,
              breaks=16 * scale, heading=True),
        Words(text="{national_name}", largest=20 * scale, smallest=7, lines=2, leading=1.3, gap=1 * scale,
              high=10 * scale, breaks=9 * scale),
        Words(text="{position}, {organisation}", largest=13 * scale, smallest=6, lines=2, colour=SOFT, gap=2 * scale,
              high=12 * scale, breaks=8 * scale),
    )  # fmt: skip


def door_sign() -> Design:
    return Design(
        name=_("Door sign, A4"), kind="door_sign", width=210, height=297,
        front=(
            Text(id="event", x=18, y=16, w=174, h=18, texts=event_words(15, 13, 2, 12)),
            Shape(id="rule", x=18, y=38, w=174, h=0, form="line", fill=INK, thickness=0.6),
            Text(id="room", x=18, y=43, w=174, h=46, texts=(
                Words(text="{room}", largest=88, smallest=16, lines=2, bold=True, leading=1.08, grows=True, breaks=20,
                      heading=True),
                Words(text="{day}", largest=22, smallest=10, lines=1, colour=SOFT, gap=2, high=10),
            )),
            Agenda(id="programme", x=18, y=96, w=174, h=150, of="room", with_rooms=False, largest=22, smallest=7),
            Shape(id="foot", x=18, y=252, w=174, h=0, form="line", fill=PALE, thickness=0.3),
            *visibility((112, 257, 80, 14), (18, 257, 88, 26), 14, 12, align="right"),
        ),
    )  # fmt: skip
