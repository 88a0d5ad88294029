"""A programme in a box: times in one column, titles in the other, in the largest type that shows all of it. Pure."""

from collections.abc import Sequence

from conference.core.pdf import TextBlock, printable, text_width

from ..cards import AgendaLine
from ..design import Agenda
from ..fitting import POINT, STEP, wrapped
from .columns import baseline
from .frames import Frame

LEADING = 1.22
BETWEEN = 0.35  # of a line, between two entries
COLUMN = 0.9  # em between times and titles
CUT = AgendaLine("", "…")


def programme(
    element: Agenda, lines: Sequence[AgendaLine], frame: Frame, *, heading: str, colour: str, lang: str
) -> list[TextBlock]:
    """All lines where they fit; else the first ones in the smallest type, and a sign that there are more."""
    if not lines:
        return []
    shown = [*([AgendaLine("", heading)] if heading else []), *(_plain(line, element) for line in lines)]
    times = max((text_width(line.time, bold=True) for line in shown), default=0)
    if times:
        times += COLUMN
    most = int((element.largest - element.smallest) / STEP)
    fewest, found = 0, element.smallest
    while fewest <= most:
        middle = (fewest + most) // 2
        size = element.smallest + middle * STEP
        if _height(shown, size, times, frame.width) <= frame.height:
            fewest, found = middle + 1, size
        else:
            most = middle - 1
    while len(shown) > 1 and _height(shown, found, times, frame.width) > frame.height:
        shown = [*shown[: -2 if shown[-1] is CUT else -1], CUT]
    if _height(shown, found, times, frame.width) > frame.height:
        return []
    return _placed(shown, found, times, frame, colour=colour, lang=lang)


def _plain(line: AgendaLine, element: Agenda) -> AgendaLine:
    room = printable(line.room) if element.with_rooms else ""
    return AgendaLine(printable(line.time), printable(line.title), room)


def _titles(line: AgendaLine, size: float, times: float, width: float) -> list[str]:
    """The title, and the room behind it where it fits on the line, else below it."""
    widest = max(width / (size * POINT) - (times if line.time or line is CUT else 0), 1)
    titles = wrapped(line.title, widest, bold=not line.time and line is not CUT)
    if not line.room:
        return titles
    together = f"{titles[-1]} · {line.room}"
    return [*titles[:-1], together] if text_width(together) <= widest else titles + wrapped(line.room, widest)


def _height(lines: Sequence[AgendaLine], size: float, times: float, width: float) -> float:
    rows = sum(len(_titles(line, size, times, width)) for line in lines)
    return (rows + (len(lines) - 1) * BETWEEN) * LEADING * size * POINT


def _placed(
    lines: Sequence[AgendaLine], size: float, times: float, frame: Frame, *, colour: str, lang: str
) -> list[TextBlock]:
    step, em = LEADING * size * POINT, size * POINT
    top, blocks = (LEADING - 1) / 2 * em + baseline(size), []
    for line in lines:
        is_heading = not line.time and line is not CUT
        left = 0 if is_heading else times * em
        drawn = [frame.line(line.time, 0, top, size, colour, bold=True)] if line.time else []
        for number, text in enumerate(_titles(line, size, times, frame.width)):
            drawn.append(frame.line(text, left, top + number * step, size, colour, bold=is_heading))
        blocks.append(TextBlock(tuple(drawn), lang))
        top += (len(drawn) - bool(line.time) + BETWEEN) * step
    return blocks
