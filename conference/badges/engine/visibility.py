"""Who pays and who runs it: emblem with statement, and marks that are never larger. Pure."""

from dataclasses import replace
from itertools import count

from conference.core.colours import is_colour, words_on
from conference.core.pdf import TextBlock, printable, text_width
from conference.core.pdf.marks import EU_EMBLEM, ProjectMark

from ..cards import BadgeCard
from ..design import Funding, Marks
from ..design.model import INK, SOFT
from ..fitting import POINT, Box, Fitted, fit, is_whole
from .columns import Part, placed
from .drawings import Area, Picture
from .frames import Frame

BLUE = "#003399"
RATIO = 1.5  # of the emblem
SMALLEST_EMBLEM = 5.0  # mm
BESIDE, BELOW = 0.22, 1.0  # of the emblem's height beside it, mm below it
GOOD_TYPE = 6.5  # points: smaller words beside the emblem may stand below it instead
READABLE = (5.5, 4.5)  # points of a disclaimer: as it should be, and the least
MARK_GAP = 1.8  # mm
WIDEST_TAB = 3.2  # times its height
MOST_ROWS = 3

Drawn = list[Area | Picture | TextBlock]


def emblem_height(element: Funding, card: BadgeCard) -> float:
    """How high the emblem is in the end: as asked, or lower where the statement would else not be whole."""
    return _arranged(element, Frame.of(element), card)[0]


def funding(element: Funding, card: BadgeCard) -> Drawn:
    """Emblem and statement as one block, and the first disclaimer that fits as a whole."""
    if not card.funding_statement:
        return []
    frame = Frame.of(element)
    emblem, words, is_beside = _arranged(element, frame, card)
    gap = emblem * BESIDE if is_beside else BELOW
    wide = max((text_width(line, bold=True) for line in words.lines), default=0) * words.size * POINT
    width = emblem * RATIO + gap + wide if is_beside else max(emblem * RATIO, wide)
    left = {"left": 0.0, "centre": (frame.width - width) / 2, "right": frame.width - width}[element.align]
    if is_beside:
        box = frame.part(left + emblem * RATIO + gap, 0, width - emblem * RATIO - gap, emblem)
        emblem_left, align, valign, bottom = left, "left", "middle", emblem
    else:
        box = frame.part(left, emblem + gap, width, words.height)
        emblem_left, align, valign = left + _share(element.align) * (width - emblem * RATIO), element.align, "top"
        bottom = emblem + gap + words.height
    drawn: Drawn = [_picture(EU_EMBLEM, frame.part(emblem_left, 0, emblem * RATIO, emblem), "")]
    drawn += placed([Part(words, BLUE, card.lang, bold=True)], box, align, valign)
    if element.with_disclaimer:
        rest = frame.part(0, bottom + BELOW, frame.width, max(0, frame.height - bottom - BELOW))
        small = Part(disclaimer(card, rest, emblem), SOFT, card.lang)
        drawn += placed([small], rest, element.align, "top")
    return drawn


def _share(align: str) -> float:
    return {"left": 0.0, "centre": 0.5, "right": 1.0}[align]


def _arranged(element: Funding, frame: Frame, card: BadgeCard) -> tuple[float, Fitted, bool]:
    """(height of the emblem, its words, whether they stand beside it) such that the words are whole."""
    text = printable(card.funding_statement)
    for step in count():
        emblem = max(SMALLEST_EMBLEM, element.emblem * 0.85**step)
        room = frame.width - emblem * (RATIO + BESIDE)
        beside = fit(text, Box(room, emblem, emblem, 4, 4, 1.15, bold=True, breaks_below=0))
        found, is_beside = beside, True
        deep = frame.height - emblem - BELOW
        if deep > 0 and (beside.size < GOOD_TYPE or not is_whole(beside, text)):
            below = fit(text, Box(frame.width, deep, emblem, 4, 6, 1.15, bold=True))
            if is_whole(below, text) and (below.size > beside.size + 1 or not is_whole(beside, text)):
                found, is_beside = below, False
        if is_whole(found, text) or emblem == SMALLEST_EMBLEM:
            return emblem, found, is_beside
    raise AssertionError("the steps end at the smallest emblem")


def disclaimer(card: BadgeCard, frame: Frame, emblem: float) -> Fitted:
    """The first of the card's disclaimers that fits as a whole: half a sentence would disclaim nothing.

    A shorter one in good type is better than a longer one that nobody can read.
    """
    largest = max(6, emblem * 0.65)
    for smallest in READABLE:
        for text in card.disclaimers:
            words = printable(text)
            fitted = fit(words, Box(frame.width, frame.height, largest, smallest, 6, 1.2))
            if is_whole(fitted, words):
                return fitted
    return Fitted((), largest, 1.2)


def marks(element: Marks, card: BadgeCard, emblem: float) -> Drawn:
    """Logos and coloured tabs, on as many rows as make them largest. `emblem`: its height; 0: there is none."""
    if not card.projects:
        return []
    frame = Frame.of(element)
    rows = max(range(1, min(MOST_ROWS, len(card.projects)) + 1), key=lambda rows: _type_on(rows, frame, element, card))
    columns = -(-len(card.projects) // rows)
    width, height = _tab(rows, frame, element, card, emblem)
    size = min((_code_on_tab(project.code, width, height).size for project in card.projects), default=0)
    drawn: Drawn = []
    for row in range(rows):
        shown = card.projects[row * columns : (row + 1) * columns]
        widths = [_mark_size(project, width, height, emblem)[0] for project in shown]
        used = sum(widths) + MARK_GAP * (len(shown) - 1)
        left = _share(element.align) * (frame.width - used)
        for project, wide in zip(shown, widths, strict=True):
            tall = _mark_size(project, width, height, emblem)[1]
            box = frame.part(left, row * (height + MARK_GAP) + (height - tall) / 2, wide, tall)
            drawn += _mark(project, box, size, card.lang)
            left += wide + MARK_GAP
    return drawn


def _tab(rows: int, frame: Frame, element: Marks, card: BadgeCard, emblem: float = 0) -> tuple[float, float]:
    """The width and height that there is for each mark."""
    columns = -(-len(card.projects) // rows)
    width = (frame.width - MARK_GAP * (columns - 1)) / columns
    height = min(element.tallest, (frame.height - MARK_GAP * (rows - 1)) / rows)
    if emblem:
        height = min(height, emblem)
    width = min(width, height * WIDEST_TAB)
    if emblem and width * height > RATIO * emblem**2:
        width = RATIO * emblem**2 / height
    return max(width, 0.1), max(height, 0.1)


def _type_on(rows: int, frame: Frame, element: Marks, card: BadgeCard) -> tuple[float, float, int]:
    """How readable the codes are on so many rows; fewer rows where it makes no difference."""
    width, height = _tab(rows, frame, element, card)
    return min(_code_on_tab(project.code, width, height).size for project in card.projects), width, -rows


def _mark_size(project: ProjectMark, width: float, height: float, emblem: float) -> tuple[float, float]:
    return project.box(emblem or height, width, height) if project.logo else (width, height)


def _mark(project: ProjectMark, box: Frame, size: float, lang: str) -> Drawn:
    if project.logo:
        return [_picture(project.asset, box, project.code)]
    colour = project.colour if is_colour(project.colour) else INK
    word = replace(_code_on_tab(project.code, box.width, box.height), size=size)
    words = placed([Part(word, words_on(colour), lang, bold=True)], box, "centre", "middle")
    return [Area(box.x, box.y, box.w, box.h, colour, radius=1), *words]


def _code_on_tab(code: str, width: float, height: float) -> Fitted:
    edge = min(1.5, width * 0.08)
    return fit(printable(code), Box(width - 2 * edge, height, height * 1.5, 4, 1, 1, bold=True, breaks_below=4))


def _picture(asset: str, box: Frame, spoken: str) -> Picture:
    return Picture(asset, box.x, box.y, box.w, box.h, spoken, "left", box.turn)
