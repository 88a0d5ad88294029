"""Badges on pages, drawn in two ways that look the same: as one plain document, and stamped, a hundred times faster.

Pure: cards and designs in, sheets out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from conference.core.pdf import (
    Background,
    Page,
    Piece,
    Sheet,
    TextBlock,
    encoded,
    family_of_line,
    is_from_right,
    printable,
)
from conference.core.pdf.marks import ProjectMark, mark_assets
from conference.core.pdf.templates import render_paper
from conference.core.qr import QUIET_ZONE, qr_png
from conference.core.spool import Spool

from .cards import BadgeCard
from .engine import Area, Composer, Drawing, Ground, Layout, Layouts, Picture
from .engine.columns import Part, baseline, placed
from .engine.frames import Frame
from .fitting import Box, fit
from .formats import Corner, Grid, grid

Progress = Callable[[int, int], None]
PROGRESS_STEP = 50  # badges


@dataclass(frozen=True, slots=True)
class Separator:
    """A page between two parts of a pile: what comes next, and how many."""

    title: str
    detail: str = ""
    lang: str = "en"


Printed = BadgeCard | Separator


class Pile(Protocol):
    """What is to be printed, in its order: gone through once, so that it may be read as it is drawn."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Printed]: ...


class Stamped(NamedTuple):
    """What `stamp_pdf` needs; `lang` and `title` are those of the first badge."""

    sheet: Sheet
    backgrounds: str
    assets: dict[str, bytes]
    lang: str
    title: str


@dataclass(frozen=True, slots=True)
class Placed:
    """One side of one badge at its place."""

    x: float
    y: float
    drawing: Drawing
    lang: str


@dataclass(slots=True)
class DrawnPage:
    size: tuple[float, float]
    cuts: tuple[tuple[float, float, float, float], ...] = ()
    bleed: float = 0
    placed: list[Placed] = field(default_factory=list)


def drawn_pages(
    printed: Iterable[Printed], layouts: Layouts, paper: str, composers: dict[int, Composer] | None = None
) -> Iterator[DrawnPage]:
    """The pages in their order: as many cards on each as there is room for, then their backs."""
    composers = {} if composers is None else composers
    batch: list[BadgeCard] = []
    layout = layouts.usual
    room = grid(paper, layout.design)
    for item in printed:
        if isinstance(item, Separator):
            yield from _pages_of(batch, layout, room, composers)
            yield _separator_page(item, room)
            batch = []
            continue
        own = layouts.of(item)
        if own is not layout or len(batch) == len(room.corners):
            yield from _pages_of(batch, layout, room, composers)
            batch, layout = [], own
            room = grid(paper, layout.design)
        batch.append(item)
    yield from _pages_of(batch, layout, room, composers)


def _pages_of(
    cards: Sequence[BadgeCard], layout: Layout, room: Grid, composers: dict[int, Composer]
) -> Iterator[DrawnPage]:
    if not cards:
        return
    composer = composers.setdefault(id(layout), Composer(layout))
    sides = [composer.sides(card) for card in cards]
    corners = (room.corners, room.backs(layout.design.width))
    for number in range(len(sides[0])):
        page = DrawnPage(room.page, room.cuts, room.bleed)
        for card, drawn, (x, y) in zip(cards, sides, corners[number], strict=False):
            page.placed.append(Placed(x, y, drawn[number], card.lang))
        yield page


def _separator_page(item: Separator, room: Grid) -> DrawnPage:
    width, height = room.page
    edge = min(width, height) * 0.08
    frame = Frame(edge, edge, width - 2 * edge, height - 2 * edge)
    title = Box(frame.width, frame.height * 0.6, min(60, frame.height / 2), 6, 4, bold=True, breaks_below=9)
    detail = Box(frame.width, frame.height * 0.3, 20, 6, 4)
    parts = [
        Part(fit(printable(item.title), title), "#000000", item.lang, bold=True, role="H1"),
        Part(fit(printable(item.detail), detail), "#000000", item.lang, gap=edge / 4),
    ]
    ground = Ground(tuple(placed(parts, frame, "left", "middle")))
    drawing = Drawing(width, height, ground, (), ())
    return DrawnPage(room.page, placed=[Placed(0, 0, drawing, item.lang)])


def badge_sheet_html(printed: Sequence[Printed], layouts: Layouts, paper: str) -> tuple[str, dict[str, bytes]]:
    """The badges as one document for `render_pdf`, with its assets.

    The plain way, for looking at a few. Stamped sheets must look the same.
    """
    codes: dict[str, bytes] = {}
    pages = [
        _page(page.size, [_whole(placed, page.bleed, codes) for placed in page.placed], page.cuts)
        for page in drawn_pages(printed, layouts, paper)
    ]
    seen = _Seen()
    for item in printed:
        seen.add(item)
    return _html(pages, seen), _assets(seen, layouts) | codes


def stamped_sheet(
    pages: Spool, printed: Pile, layouts: Layouts, paper: str, progress: Progress | None = None
) -> Stamped:
    """The badges for `stamp_pdf`, put into `pages` one by one. Calls `progress(done, of)` on the way."""
    grounds, seen = _Grounds(), _Seen()
    composers: dict[int, Composer] = {}
    for page in drawn_pages(_counting(printed, seen, progress), layouts, paper, composers):
        pieces = tuple(grounds.piece(placed, page.bleed) for placed in page.placed)
        pages.add(encoded(Page(*page.size, pieces, page.cuts)))
    sheet = Sheet(tuple(grounds.backgrounds), pages)
    return Stamped(sheet, _html(grounds.pages, seen), _assets(seen, layouts), seen.lang, seen.title)


def _counting(printed: Pile, seen: "_Seen", progress: Progress | None) -> Iterator[Printed]:
    for done, item in enumerate(printed):
        if progress and done % PROGRESS_STEP == 0:
            progress(done, len(printed))
        seen.add(item)
        yield item


class _Seen:
    """What of a pile must be known when the last of it is drawn."""

    def __init__(self) -> None:
        self.lang = ""
        self.title = "–"
        self.marks: dict[tuple[tuple[ProjectMark, ...], str], None] = {}
        self._has_cards = False

    def add(self, item: Printed) -> None:
        self.lang = self.lang or item.lang
        if isinstance(item, BadgeCard):
            self.title = self.title if self._has_cards else item.event_title
            self._has_cards = True
            self.marks[item.projects, item.funding_statement] = None


class _Grounds:
    """The backgrounds of a stamped sheet, each once."""

    def __init__(self) -> None:
        self.backgrounds: list[Background] = []
        self.pages: list[dict[str, Any]] = []
        self._numbers: dict[object, tuple[int, str]] = {}
        self._kept: list[Ground] = []  # so that no other ground is given the id of one

    def piece(self, placed: Placed, bleed: float) -> Piece:
        drawing = placed.drawing
        by_library = tuple(block for block in drawing.blocks if needs_layout(block))
        key = (id(drawing.ground), by_library, bleed)
        if key not in self._numbers:
            self._kept.append(drawing.ground)
            self._numbers[key] = self._add(placed, by_library, bleed)
        number, spoken = self._numbers[key]
        own = tuple(block for block in drawing.blocks if block not in by_library) if by_library else drawing.blocks
        return Piece(number, placed.x, placed.y, spoken, placed.lang, own, drawing.codes)

    def _add(self, placed: Placed, by_library: tuple[TextBlock, ...], bleed: float) -> tuple[int, str]:
        drawing = placed.drawing
        ground = Ground((*drawing.ground.marks, *by_library))
        self.backgrounds.append(Background(drawing.width, drawing.height, bleed))
        size = drawing.width + 2 * bleed, drawing.height + 2 * bleed
        self.pages.append(_page(size, [_card((0, 0), size, bleed, ground.marks, placed.lang)], ()))
        return len(self.pages) - 1, ground.spoken


def needs_layout(block: TextBlock) -> bool:
    """Whether the lines mix directions or scripts, so that only the layout library draws them right."""
    return any(family_of_line(line.text) is None for line in block.lines)


def _whole(placed: Placed, bleed: float, assets: dict[str, bytes]) -> dict[str, Any]:
    drawing = placed.drawing
    codes = []
    for code in drawing.codes:
        name = code.spoken.replace(" ", "-")
        assets[name] = qr_png(code.spoken.removeprefix("QR ").replace(" ", ""), 1)
        edge = QUIET_ZONE * code.side / len(code.rows)
        side = code.side + 2 * edge
        codes.append(Picture(name, code.x - edge, code.y - edge, side, side, code.spoken))
    marks = (*drawing.ground.marks, *drawing.blocks, *codes)
    size = drawing.width + 2 * bleed, drawing.height + 2 * bleed
    return _card((placed.x - bleed, placed.y - bleed), size, bleed, marks, placed.lang)


def _card(
    corner: Corner, size: tuple[float, float], bleed: float, marks: Iterable[Area | Picture | TextBlock], lang: str
) -> dict[str, Any]:
    return {"x": corner[0], "y": corner[1], "size": size, "bleed": bleed, "marks": marks, "lang": lang}


def _page(
    size: tuple[float, float], cards: list[dict[str, Any]], cuts: Sequence[tuple[float, float, float, float]]
) -> dict[str, Any]:
    return {"size": size, "cards": cards, "cuts": cuts}


def _html(pages: list[dict[str, Any]], seen: _Seen) -> str:
    sizes = list(dict.fromkeys(page["size"] for page in pages))
    return render_paper(
        "badges/pdf/sheet.html",
        pages=pages,
        sizes=sizes,
        baseline=baseline,
        is_from_right=is_from_right,
        lang=seen.lang,
        title=seen.title,
    )


def _assets(seen: _Seen, layouts: Layouts) -> dict[str, bytes]:
    assets: dict[str, bytes] = {}
    for projects, statement in seen.marks:
        assets |= mark_assets(projects, with_emblem=bool(statement))
    for layout in (layouts.usual, *layouts.by_category.values()):
        assets |= {picture.asset: picture.data for picture in layout.pictures.values()}
    return assets
