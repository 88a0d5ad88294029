"""What the ready designs have in common."""

from typing import Any

from ..design import Band, Code, Element, Funding, Marks, Shape, Text, Words
from ..design.model import CATEGORY, INK, SOFT


def strip(width: float, height: float = 2.5, *, x: float = 0, y: float = 0, name: str = "strip") -> Shape:
    return Shape(id=name, x=x, y=y, w=width, h=height, fill=CATEGORY)


def event_words(largest: float, high: float, lines: int = 3, small: float = 9) -> tuple[Words, ...]:
    return (
        Words(text="{event}", largest=largest, smallest=5.5, lines=lines, bold=True, high=high, breaks=5.5),
        Words(text="{dates} · {place}", largest=small, smallest=5, lines=2, colour=SOFT, leading=1.25, gap=0.8,
              high=small * 0.9, breaks=5),
    )  # fmt: skip


def person_words(
    largest: float,
    scale: float = 1,
    *,
    smallest: float = 6.5,
    breaks: float = 12,
    without: tuple[str, ...] = (),
    colour: str = INK,
    soft: str = SOFT,
    **names: Any,
) -> tuple[Words, ...]:
    """The name as large as the rest allows, the rest in sizes of `scale`."""
    found = (
        Words(text="{honorific}", largest=12 * scale, smallest=5, lines=1, colour=soft, high=5 * scale, breaks=5),
        Words(text="{name}", largest=largest, smallest=smallest, lines=7, bold=True, colour=colour, leading=1.17,
              grows=True, breaks=breaks, heading=True, **names),
        Words(text="{national_name}", largest=19 * scale, smallest=6, lines=3, colour=colour, leading=1.3,
              gap=1.2 * scale, high=13 * scale, breaks=9 * scale, **names),
        Words(text="{position}", largest=11.5 * scale, smallest=5, lines=2, colour=soft, gap=2.4 * scale,
              high=10 * scale, breaks=7.5 * scale),
        Words(text="{organisation}", largest=12.5 * scale, smallest=5, lines=3, bold=True, colour=colour,
              gap=1.2 * scale, high=14.5 * scale, breaks=7.5 * scale),
        Words(text="{country}", largest=10.5 * scale, smallest=5, lines=1, colour=soft, gap=0.8 * scale,
              high=5 * scale, breaks=5),
    )  # fmt: skip
    return tuple(words for words in found if words.text not in without)


def code(
    x: float, y: float, side: float, *, name: str = "code", size: float = 7, text_height: float = 6
) -> list[Element]:
    """The code with its letters below, as wide as its modules."""
    quiet = side * 4 / 33
    letters = Words(text="{code}", largest=size, smallest=4, lines=2, colour=INK, leading=1.2)
    box = (round(x + quiet, 1), round(y + side - 0.2, 1), round(side - 2 * quiet, 1), text_height)
    return [
        Code(id=name, x=x, y=y, w=side, h=side),
        Text(id=f"{name}-letters", x=box[0], y=box[1], w=box[2], h=box[3], texts=(letters,)),
    ]


def band(x: float, y: float, w: float, h: float, largest: float = 23, *, name: str = "category", **more: Any) -> Band:
    return Band(id=name, x=x, y=y, w=w, h=h, largest=largest, **more)


def visibility(
    marks: tuple[float, float, float, float],
    funding: tuple[float, float, float, float],
    emblem: float,
    tallest: float,
    **more: Any,
) -> list[Element]:
    """Projects and funder, each in its box (x, y, w, h)."""
    align = more.pop("align", "left")
    return [
        Marks(id="marks", x=marks[0], y=marks[1], w=marks[2], h=marks[3], tallest=tallest, align=align),
        Funding(id="funding", x=funding[0], y=funding[1], w=funding[2], h=funding[3], emblem=emblem, **more),
    ]
