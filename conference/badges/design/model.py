"""What a design is made of. Lengths in mm from the top left corner of the side, type sizes in points. Pure.

A colour is "#rrggbb", or one of the words below: the colour of the person's category, what is readable on it, none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

CATEGORY, CONTRAST, NO_COLOUR = "category", "contrast", ""
INK, SOFT = "#14181f", "#4a5361"
KINDS = ("badge", "ticket", "place_card", "tent", "door_sign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """For one category: another text or colour; None leaves what the design says."""

    category: str  # its code
    text: str | None = None
    colour: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text of a column: as large as there is room for, between two sizes.

    `text` has placeholders like {name}; with all of them empty the text takes no room at all. `lines` at most.
    `gap` mm stand above it when another text does. `high`: at most so many mm; 0: what its lines need at their
    largest. `grows`: it gets the room that the others leave. `breaks`: below this size a word is broken rather than
    set smaller. `shorten`: what is done when even the smallest type does not fit: "end" leaves words away at the end,
    "initials" first shortens the names in the middle.
    """

    text: str
    largest: float = 12
    smallest: float = 7
    lines: int = 2
    bold: bool = False
    colour: str = INK
    leading: float = 1.2
    gap: float = 0
    high: float = 0
    grows: bool = False
    breaks: float = 0
    shorten: str = "end"
    heading: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A thing on a side: a box on the page, and `turn` degrees clockwise that its content is turned in it.

    Without `categories` it is there for all of them, else for those codes alone; `languages` likewise.
    """

    kind: ClassVar[str] = ""
    id: str
    x: float
    y: float
    w: float
    h: float
    turn: int = 0
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Element):
    """A column of texts, one below the other."""

    kind: ClassVar[str] = "text"
    align: str = "left"  # left, centre, right
    valign: str = "top"  # top, middle, bottom
    texts: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Element):
    """The QR code of the ticket with its quiet zone: a square at the top left of the box, as large as it can be."""

    kind: ClassVar[str] = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Element):
    """A picture, not stretched. `picture` is the name of one of the event's pictures, or "event": its own picture."""

    kind: ClassVar[str] = "image"
    picture: str = "event"
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Element):
    """A rectangle, an ellipse, or a line from the top left to the bottom right of the box.

    What reaches the edge of the side is drawn on into the bleed. A change's colour is that of the filling, of a line
    its own.
    """

    kind: ClassVar[str] = "shape"
    form: str = "rectangle"
    fill: str = NO_COLOUR
    edge: str = NO_COLOUR
    thickness: float = 0.3
    radius: float = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Element):
    """The category: its word, readable on its colour."""

    kind: ClassVar[str] = "band"
    text: str = "{category}"
    align: str = "centre"
    fill: str = CATEGORY
    largest: float = 20
    smallest: float = 6
    lines: int = 2
    margin: float = 2
    radius: float = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks(Element):
    """The projects by logo or coloured tab; none is ever larger than the emblem of the same design."""

    kind: ClassVar[str] = "marks"
    align: str = "left"
    tallest: float = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Element):
    """Emblem and statement as one block that nothing can take apart, and the disclaimer where there is room below."""

    kind: ClassVar[str] = "funding"
    align: str = "left"
    emblem: float = 10  # mm high
    with_disclaimer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Element):
    """A programme as times and titles: the event's, the person's own, or the room's on its door."""

    kind: ClassVar[str] = "agenda"
    of: str = "event"  # event, person, room
    title: str = ""
    with_rooms: bool = True
    largest: float = 9
    smallest: float = 5
    colour: str = INK


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Where the paper is folded: `axis` "x" is an upright fold so many mm from the left, "y" a level one."""

    axis: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A whole design. `width` and `height` are those of the paper as cut, unfolded; an empty `back` is not printed."""

    name: str
    kind: str = "badge"
    width: float = 105
    height: float = 148
    bleed: float = 3
    folds: tuple[Fold, ...] = ()
    front: tuple[Element, ...] = field(default=())
    back: tuple[Element, ...] = field(default=())

    @property
    def sides(self) -> tuple[tuple[Element, ...], ...]:
        return (self.front, self.back) if self.back else (self.front,)

    def elements(self) -> Iterator[Element]:
        yield from self.front
        yield from self.back

    @property
    def pictures(self) -> frozenset[str]:
        """The names of the event's pictures that it shows."""
        return frozenset(e.picture for e in self.elements() if isinstance(e, Image) and e.picture != "event")


ELEMENTS: dict[str, type[Element]] = {cls.kind: cls for cls in (Text, Code, Image, Shape, Band, Marks, Funding, Agenda)}
