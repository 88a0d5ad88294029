"""The box of an element, seen from inside: content is set upright, and turned when it is placed. Pure."""

from dataclasses import dataclass

from conference.core.pdf import TextLine

from ..design import Element


@dataclass(frozen=True, slots=True)
class Frame:
    """A box on the page (mm); `turn` degrees clockwise."""

    x: float
    y: float
    w: float
    h: float
    turn: int = 0

    @classmethod
    def of(cls, element: Element) -> "Frame":
        return cls(element.x, element.y, element.w, element.h, element.turn)

    @property
    def width(self) -> float:
        """How wide it is for its content."""
        return self.h if self.turn in (90, 270) else self.w

    @property
    def height(self) -> float:
        return self.w if self.turn in (90, 270) else self.h

    def point(self, across: float, down: float) -> tuple[float, float]:
        """Where a place inside lies on the page."""
        match self.turn:
            case 90:
                return self.x + self.w - down, self.y + across
            case 180:
                return self.x + self.w - across, self.y + self.h - down
            case 270:
                return self.x + down, self.y + self.h - across
        return self.x + across, self.y + down

    def line(self, text: str, across: float, down: float, size: float, colour: str, *, bold: bool) -> TextLine:
        x, y = self.point(across, down)
        return TextLine(text, x, y, size, bold, colour, self.turn)

    def part(self, across: float, down: float, width: float, height: float) -> "Frame":
        """A box inside this one."""
        (x1, y1), (x2, y2) = self.point(across, down), self.point(across + width, down + height)
        return Frame(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1), self.turn)
