"""Tickets, and what stands on tables and hangs on doors."""

from flask_babel import gettext as _

from ..design import Agenda, Design, Fold, Shape, Text, Words
from ..design.model import CATEGORY, INK, SOFT
from .parts import band, code, event_words, visibility

PALE = "#b9c0c9"


def ticket() -> Design:
    said = {
        name: f"{words}: {{{name}}}"
        for name, words in (("when", _("When")), ("where", _("Where")), ("contact", _("Contact")))
    }
    return Design(
        name=_("Ticket, A4"), kind="ticket", width=210, height=297, bleed=0,
        front=(
            Shape(id="head", x=18, y=18, w=174, h=2.5, fill=INK),
            Text(id="event", x=18, y=24, w=174, h=30, texts=(
                Words(text=_("Ticket"), largest=10, smallest=8, lines=1, colour=SOFT),
                Words(text="{event}", largest=21, smallest=8, lines=4, bold=True, gap=1, grows=True, breaks=9),
            )),
            Shape(id="rule", x=18, y=57, w=174, h=0, form="line", fill=PALE, thickness=0.3),
            Text(id="person", x=18, y=62, w=106, h=52, texts=(
                Words(text="{name}", largest=30, smallest=8, lines=5, bold=True, leading=1.17, grows=True, breaks=13,
                      heading=True),
                Words(text="{national_name}", largest=16, smallest=7, lines=2, leading=1.3, gap=1, high=12, breaks=9),
                Words(text="{organisation}", largest=12, smallest=7, lines=3, colour=SOFT, gap=2, high=15, breaks=8),
            )),
            Text(id="occasion", x=18, y=118, w=106, h=48, texts=(
                Words(text=said["when"], largest=12, smallest=7, lines=3, bold=True),
                Words(text=said["where"], largest=12, smallest=6, lines=6, gap=2.5, grows=True, breaks=7),
                Words(text=said["contact"], largest=10, smallest=7, lines=2, colour=SOFT, gap=2.5, breaks=7),
            )),
            *code(130, 58, 66, size=9.5, text_height=9),
            Text(id="show", x=138, y=134, w=50, h=14, texts=(
                Words(text=_("Show this code at the entrance, on paper or on your phone."), largest=9, smallest=6.5,
                      lines=4, colour=SOFT),
            )),
            band(18, 172, 174, 16, 18, align="left", margin=5),
            *visibility((112, 200, 80, 14), (18, 200, 88, 34), 12, 12, align="left"),
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
