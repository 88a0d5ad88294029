"""What a side of a badge is drawn of; lengths in mm from its top left corner. Pure."""

from dataclasses import dataclass

from conference.core.pdf import CodeMark, TextBlock


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, an ellipse, or a line from one corner of its box to the other; "" is no colour."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    form: str = "rectangle"
    radius: float = 0
    edge: str = ""
    thickness: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture set into a box without being stretched; `width` and `height` are those of the box as turned."""

    asset: str
    x: float
    y: float
    width: float
    height: float
    spoken: str
    align: str = "left"
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of a side that many share, from the lowest mark to the uppermost."""

    marks: tuple[Area | Picture | TextBlock, ...]

    @property
    def spoken(self) -> str:
        texts = [" ".join(line.text for line in mark.lines) for mark in self.marks if isinstance(mark, TextBlock)]
        pictures = [mark.spoken for mark in self.marks if isinstance(mark, Picture) and mark.spoken]
        return "; ".join([*texts, *pictures])

    @property
    def areas(self) -> tuple[Area, ...]:
        return tuple(mark for mark in self.marks if isinstance(mark, Area))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(mark for mark in self.marks if isinstance(mark, Picture))

    @property
    def blocks(self) -> tuple[TextBlock, ...]:
        return tuple(mark for mark in self.marks if isinstance(mark, TextBlock))


@dataclass(frozen=True, slots=True)
class Drawing:
    """One side for one person: what many share below, what is the person's own above it."""

    width: float
    height: float
    ground: Ground
    blocks: tuple[TextBlock, ...]
    codes: tuple[CodeMark, ...]
