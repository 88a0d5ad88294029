"""How designs lie on paper: one a page, several on a sheet, on labels. Lengths in mm. Pure."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from .design import Design

CLOSE = 0.6  # mm by which a design may be larger than its label
TICK = 3.0  # mm, length of a mark to cut or fold along
AWAY = 2.0  # mm between the bleed and a crop mark
INCH = 25.4
Line = tuple[float, float, float, float]
Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Labels:
    """A grid of labels on a sheet: the corner of the first, their size, and from one to the next."""

    left: float
    top: float
    width: float
    height: float
    columns: int
    rows: int
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """`page`: None is as large as the design. `labels`: else as many as fit, in the middle of the page."""

    label: Any
    page: tuple[float, float] | None = None
    labels: Labels | None = None
    with_bleed: bool = False


# Makers publish the size of labels, seldom their margins: they lie in the middle of the sheet. This agrees with the
# templates that gLabels (L4785: from 18, 13 mm, pitch 95 × 55) and LibreOffice (L7163: from 4.67, 15.15 mm; L7418: from
# 19, 38.5 mm, for labels that it takes for 86 × 55 mm) have measured, to three quarters of a millimetre.
FORMATS: dict[str, SheetFormat] = {
    "single": SheetFormat(_l("One a page, also for rolls of labels")),
    "crop": SheetFormat(_l("One a page, with bleed and crop marks for a print shop"), with_bleed=True),
    "a4": SheetFormat(_l("A4, as many as fit, with lines to cut along"), (210, 297)),
    "letter": SheetFormat(_l("US Letter, as many as fit, with lines to cut along"), (8.5 * INCH, 11 * INCH)),
    "l4785": SheetFormat(_l("Labels 80 × 50 mm, 10 on A4 (L4785)"), (210, 297),
                         Labels(17.5, 13.5, 80, 50, 2, 5, 95, 55)),
    "l7418": SheetFormat(_l("Badge inserts 86.5 × 55.5 mm, 8 on A4 (L7418)"), (210, 297),
                         Labels(18.5, 37.5, 86.5, 55.5, 2, 4, 86.5, 55.5)),
    "l7163": SheetFormat(_l("Labels 99.1 × 38.1 mm, 14 on A4 (L7163)"), (210, 297),
                         Labels(4.65, 15.15, 99.1, 38.1, 2, 7, 101.6, 38.1)),
    "5395": SheetFormat(_l("Labels 3⅜ × 2⅓ in, 8 on Letter (5395)"), (8.5 * INCH, 11 * INCH),
                        Labels(17.46, 14.82, 85.73, 59.27, 2, 4, 95.25, 63.5)),
    "5392": SheetFormat(_l("Badge inserts 4 × 3 in, 6 on Letter (5392)"), (8.5 * INCH, 11 * INCH),
                        Labels(6.35, 25.4, 101.6, 76.2, 2, 3, 101.6, 76.2)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """A page, the corners of the designs on it, and the lines to cut and fold along."""

    page: tuple[float, float]
    corners: tuple[Corner, ...]
    cuts: tuple[Line, ...]
    bleed: float = 0

    def backs(self, width: float) -> tuple[Corner, ...]:
        """Where the back of each lies when the paper is turned over its long edge."""
        return tuple((self.page[0] - x - width, y) for x, y in self.corners)


def formats_for(design: Design) -> list[str]:
    """The names of the formats that the design can be printed on."""
    return [name for name, form in FORMATS.items() if _fits(form, design)]


def grid(name: str, design: Design) -> Grid:
    """How the design lies on that paper; on its own page where it is too large for it. Raises KeyError."""
    form = FORMATS[name]
    if form.page is None or not _fits(form, design):
        return _alone(design, form)
    if form.labels:
        labels = form.labels
        spare = (labels.width - design.width) / 2, (labels.height - design.height) / 2
        start = labels.left + spare[0], labels.top + spare[1]
        corners = _corners(start, (labels.columns, labels.rows), (labels.across, labels.down))
        return Grid(form.page, corners, ())
    return _filled(form.page, design)


def _fits(form: SheetFormat, design: Design) -> bool:
    if form.labels:
        return design.width <= form.labels.width + CLOSE and design.height <= form.labels.height + CLOSE
    return form.page is None or max(_count(page, design) for page in (form.page, form.page[::-1])) > 0


def _count(page: tuple[float, float], design: Design) -> int:
    return int((page[0] + 0.01) // design.width) * int((page[1] + 0.01) // design.height)


def _filled(page: tuple[float, float], design: Design) -> Grid:
    """As many as fit, on the page upright or across."""
    page = max(page, page[::-1], key=lambda page: (_count(page, design), page[1] > page[0]))
    columns, rows = int((page[0] + 0.01) // design.width), int((page[1] + 0.01) // design.height)
    left, top = (page[0] - columns * design.width) / 2, (page[1] - rows * design.height) / 2
    corners = _corners((left, top), (columns, rows), (design.width, design.height))
    ticks = [
        tick
        for column in range(columns + 1)
        for row in range(rows + 1)
        for tick in _cross(left + column * design.width, top + row * design.height, page)
    ]
    folds = [line for corner in corners for line in _fold_ticks(design, *corner)]
    return Grid(page, corners, (*(ticks if columns * rows > 1 or left > CLOSE else ()), *folds))


def _corners(start: Corner, counts: tuple[int, int], step: Corner) -> tuple[Corner, ...]:
    """Row by row; `counts`: columns and rows."""
    return tuple(
        (start[0] + column * step[0], start[1] + row * step[1])
        for row in range(counts[1])
        for column in range(counts[0])
    )


def _cross(x: float, y: float, page: tuple[float, float]) -> list[Line]:
    """The marks at a corner of a card; none along the edge of the page itself."""
    found: list[Line] = []
    if CLOSE < x < page[0] - CLOSE:
        found.append((x, max(0, y - TICK), x, min(page[1], y + TICK)))
    if CLOSE < y < page[1] - CLOSE:
        found.append((max(0, x - TICK), y, min(page[0], x + TICK), y))
    return found


def _fold_ticks(design: Design, left: float, top: float) -> list[Line]:
    found: list[Line] = []
    for fold in design.folds:
        if fold.axis == "x":
            x, bottom = left + fold.at, top + design.height
            found += [(x, top, x, top + TICK), (x, bottom - TICK, x, bottom)]
        else:
            y, right = top + fold.at, left + design.width
            found += [(left, y, left + TICK, y), (right - TICK, y, right, y)]
    return found


def _alone(design: Design, form: SheetFormat) -> Grid:
    if not form.with_bleed:
        return Grid((design.width, design.height), ((0, 0),), tuple(_fold_ticks(design, 0, 0)))
    edge = design.bleed + AWAY + TICK
    page = design.width + 2 * edge, design.height + 2 * edge
    cuts: list[Line] = []
    for x in (edge, edge + design.width):
        cuts += [(x, 0, x, TICK), (x, page[1] - TICK, x, page[1])]
    for y in (edge, edge + design.height):
        cuts += [(0, y, TICK, y), (page[0] - TICK, y, page[0], y)]
    return Grid(page, ((edge, edge),), (*cuts, *_fold_ticks(design, edge, edge)), design.bleed)
