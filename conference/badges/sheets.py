"""Badges on pages: one A6 a page, or four on an A4 page with marks to cut along. Pure: cards in, sheets out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from conference.core.pdf import Piece, Sheet, TextBlock
from conference.core.pdf.marks import mark_assets
from conference.core.pdf.templates import render_paper
from conference.core.qr import QUIET_ZONE, qr_png

from .cards import BadgeCard
from .layouts import (
    HEIGHT,
    WIDTH,
    Ground,
    Picture,
    baseline,
    code_blocks,
    code_mark,
    ground,
    needs_layout,
    person_blocks,
)

SheetName = Literal["a6", "a4"]
Progress = Callable[[int, int], None]
Corner = tuple[float, float]

PROGRESS_STEP = 50  # badges
TICK = 5.0  # mm, length of a cut mark


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """A page, the corners of the cards on it, and the marks to cut along (from x, y to x, y); all in mm."""

    page: tuple[float, float]
    corners: tuple[Corner, ...]
    cuts: tuple[tuple[float, float, float, float], ...] = ()


FORMATS: dict[str, SheetFormat] = {
    "a6": SheetFormat((WIDTH, HEIGHT), ((0, 0),)),
    "a4": SheetFormat(
        (210, 297),
        ((0, 0.25), (WIDTH, 0.25), (0, 148.75), (WIDTH, 148.75)),  # two A6 are one mm lower than A4
        (
            (105, 0, 105, TICK), (105, 148.5 - TICK, 105, 148.5 + TICK), (105, 297 - TICK, 105, 297),
            (0, 148.5, TICK, 148.5), (105 - TICK, 148.5, 105 + TICK, 148.5), (210 - TICK, 148.5, 210, 148.5),
        ),
    ),
}  # fmt: skip


def badge_sheet_html(cards: Sequence[BadgeCard], layout: SheetName) -> tuple[str, dict[str, bytes]]:
    """The badges as one document for `render_pdf`, with its assets.

    The plain way, for looking at a few. Stamped sheets are a hundred times faster and must look the same.
    """
    sheet = FORMATS[layout]
    drawn = [_whole_card(card) for card in cards]
    per_page = len(sheet.corners)
    pages = [
        [{**card, "x": x, "y": y} for card, (x, y) in zip(drawn[start : start + per_page], sheet.corners, strict=False)]
        for start in range(0, len(drawn), per_page)
    ]
    codes = {f"qr-{card.code}": qr_png(card.code, 1) for card in cards}
    return _html(pages, sheet.page, cards[0]), _assets(cards) | codes


def stamped_sheet(
    cards: Sequence[BadgeCard], layout: SheetName, progress: Progress | None = None
) -> tuple[Sheet, str, dict[str, bytes]]:
    """The badges for `stamp_pdf`: a sheet, its backgrounds and assets. Calls `progress(done, of)` on the way."""
    sheet = FORMATS[layout]
    grounds: dict[object, tuple[int, Ground]] = {}
    pieces = []
    for done, card in enumerate(cards):
        if progress and done % PROGRESS_STEP == 0:
            progress(done, len(cards))
        person = person_blocks(card)
        by_library = tuple(block for block in person if needs_layout(block))
        look = (card.look, by_library)
        if look not in grounds:
            grounds[look] = (len(grounds), _with_blocks(ground(card), by_library))
        number, shared = grounds[look]
        own = tuple(block for block in person if block not in by_library)
        pieces.append(Piece(number, shared.spoken, card.lang, (*own, *code_blocks(card)), code_mark(card)))
    backgrounds = [[_card(shared, cards[0].lang)] for _number, shared in grounds.values()]
    stamped = Sheet(sheet.page, (WIDTH, HEIGHT), sheet.corners, sheet.cuts, tuple(pieces))
    return stamped, _html(backgrounds, (WIDTH, HEIGHT), cards[0]), _assets(cards)


def _whole_card(card: BadgeCard) -> dict[str, Any]:
    code = code_mark(card)
    module = code.side / len(code.rows)
    side = code.side + 2 * QUIET_ZONE * module
    left, top = (place - QUIET_ZONE * module for place in (code.x, code.y))
    shared = _with_blocks(ground(card), (*person_blocks(card), *code_blocks(card)))
    drawn = _card(shared, card.lang)
    drawn["pictures"] = (*shared.pictures, Picture(f"qr-{card.code}", left, top, side, side, code.spoken))
    return drawn


def _with_blocks(shared: Ground, blocks: Iterable[TextBlock]) -> Ground:
    return Ground(shared.rectangles, shared.pictures, (*shared.blocks, *blocks))


def _card(shared: Ground, lang: str) -> dict[str, Any]:
    return {
        "x": 0,
        "y": 0,
        "lang": lang,
        "rectangles": shared.rectangles,
        "pictures": shared.pictures,
        "blocks": shared.blocks,
    }


def _html(pages: list[list[dict[str, Any]]], page_size: tuple[float, float], first: BadgeCard) -> str:
    return render_paper(
        "badges/pdf/sheet.html",
        pages=pages,
        page_size=page_size,
        card_size=(WIDTH, HEIGHT),
        baseline=baseline,
        lang=first.lang,
        title=first.event_title,
    )


def _assets(cards: Sequence[BadgeCard]) -> dict[str, bytes]:
    assets: dict[str, bytes] = {}
    for projects, statement in {(card.projects, card.funding_statement) for card in cards}:
        assets |= mark_assets(projects, with_emblem=bool(statement))
    return assets
