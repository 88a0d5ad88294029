"""The badge: where everything stands on an A6 card, in millimetres. Pure: a card in, a drawing out.

From top to bottom: the event; the person, as large as the name allows; the code for the door beside the marks of
projects and funder; the category as a band of colour with its word.
"""

from dataclasses import dataclass, replace

from conference.core.codes import in_groups
from conference.core.colours import is_colour, words_on
from conference.core.pdf import CodeMark, TextBlock, TextLine, family_of_line, printable, text_width
from conference.core.pdf.marks import EU_EMBLEM
from conference.core.qr import qr_matrix

from .cards import BadgeCard
from .fitting import POINT, Box, Fitted, fit

WIDTH, HEIGHT = 105.0, 148.0  # A6
LEFT, TEXT_WIDTH = 9.0, 87.0
INK, SOFT = "#14181f", "#4a5361"
BASELINE = 0.888  # em from the top of a line of leading 1 to its baseline, in Noto Sans

STRIP_HEIGHT = 2.5
EVENT_TOP, EVENT_HEIGHT = 8.0, 17.0
PERSON_TOP, PERSON_BOTTOM = 29.0, 86.0
CODE_TOP, CODE_SIDE = 91.0, 28.0  # without the quiet zone of four modules, which makes it 37 mm
CODE_TEXT_TOP = 123.4
MARKS_LEFT, MARKS_WIDTH = 47.0, 49.0
MARK_HEIGHT, MARK_GAP = 7.6, 1.8  # two to a row: each with less area than the emblem
MARKS_A_ROW = 2
EMBLEM_HEIGHT = 11.0
DISCLAIMER_TOP = 121.0
BAND_TOP = 131.5

TITLE = Box(TEXT_WIDTH, 11.5, 11.5, 7, 3, 1.2, bold=True, breaks_below=7)
DATES = Box(TEXT_WIDTH, 8, 9, 6.5, 2, 1.25, breaks_below=6.5)
HONORIFIC = Box(TEXT_WIDTH, 5, 12, 7, 1, 1.2, breaks_below=7)
NATIONAL = Box(TEXT_WIDTH, 13, 19, 7, 3, 1.3, breaks_below=9)
POSITION = Box(TEXT_WIDTH, 10, 11.5, 6.5, 2, 1.2, breaks_below=7.5)
ORGANISATION = Box(TEXT_WIDTH, 14.5, 12.5, 6.5, 3, 1.2, bold=True, breaks_below=7.5)
COUNTRY = Box(TEXT_WIDTH, 5, 10.5, 6.5, 1, 1.2, breaks_below=6.5)
DISCLAIMER = Box(MARKS_WIDTH, 9.5, 6, 4.5, 5, 1.2)
BAND = Box(TEXT_WIDTH, HEIGHT - BAND_TOP - 4, 23, 7, 2, 1.15, bold=True, breaks_below=9)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A coloured area; lengths in mm."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture set into a box without being stretched."""

    asset: str
    x: float
    y: float
    width: float
    height: float
    spoken: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The part of a badge that many share."""

    rectangles: tuple[Rectangle, ...]
    pictures: tuple[Picture, ...]
    blocks: tuple[TextBlock, ...]

    @property
    def spoken(self) -> str:
        texts = [" ".join(line.text for line in block.lines) for block in self.blocks]
        return "; ".join([*texts, *(picture.spoken for picture in self.pictures if picture.spoken)])


def person_blocks(card: BadgeCard) -> tuple[TextBlock, ...]:
    """Who it is: the name, as large as what stands below it allows."""
    name, national = both_names(card)
    lower = [
        Part(fit(printable(card.position), POSITION), SOFT, card.lang, 2.6),
        Part(fit(printable(card.organisation), ORGANISATION), INK, card.lang, 0.8 if card.position else 2.6, bold=True),
        Part(fit(printable(card.country), COUNTRY), SOFT, card.lang, 0.8),
    ]
    above = Part(fit(printable(card.honorific), HONORIFIC), SOFT, card.lang, 0)
    second = Part(fit(national, NATIONAL), INK, card.national_lang or card.lang, 1.2)
    taken = sum(part.height for part in (above, second, *lower))
    room = Box(TEXT_WIDTH, min(PERSON_BOTTOM - PERSON_TOP - taken, 38), 44, 6.5, 7, 1.17, bold=True, breaks_below=13)
    first = Part(fit(name, room), INK, card.lang, 0, bold=True, role="H1")
    return stacked([above, first, second, *lower], PERSON_TOP)


def both_names(card: BadgeCard) -> tuple[str, str]:
    """(large name, line in the person's own script), both printable; the large one is empty only if both are."""
    name, national = printable(card.name), printable(card.national_name)
    if not name:
        return national, ""
    return name, "" if national == name else national


def ground(card: BadgeCard) -> Ground:
    """The event, the marks and the category: alike on every badge with the same `look`."""
    colour = card.category_colour if is_colour(card.category_colour) else INK
    word = fit(printable(card.category_word), BAND)
    band = Part(word, words_on(colour), card.lang, 0, bold=True)
    top = [
        Part(fit(printable(card.event_title), TITLE), INK, card.lang, 0, bold=True),
        Part(fit(printable(f"{card.event_dates} · {card.place}"), DATES), SOFT, card.lang, 0.8),
    ]
    rectangles, pictures, blocks = project_marks(card)
    pictures_too, statement = funding(card)
    return Ground(
        (
            Rectangle(0, 0, WIDTH, STRIP_HEIGHT, colour),
            Rectangle(0, BAND_TOP, WIDTH, HEIGHT - BAND_TOP, colour),
            *rectangles,
        ),
        (*pictures, *pictures_too),
        (
            *stacked(top, EVENT_TOP),
            *blocks,
            *statement,
            *stacked([band], (BAND_TOP + HEIGHT - word.height) / 2),
        ),
    )


def code_blocks(card: BadgeCard) -> tuple[TextBlock, ...]:
    """The code in text, in two lines as wide as the QR code."""
    groups = in_groups(card.code).split(" ")
    half = (len(groups) + 1) // 2
    lines = (" ".join(groups[:half]), " ".join(groups[half:]))
    fitted = Fitted(tuple(filter(None, lines)), 7, 1.2)
    return stacked([Part(fitted, INK, card.lang, 0)], CODE_TEXT_TOP)


def code_mark(card: BadgeCard) -> CodeMark:
    rows = tuple("".join("1" if dark else "0" for dark in row) for row in qr_matrix(card.code))
    return CodeMark(rows, LEFT, CODE_TOP, CODE_SIDE, f"QR {in_groups(card.code)}")


@dataclass(frozen=True, slots=True)
class Part:
    """A fitted text and how it looks; `gap` mm stand before it when there is anything of it."""

    fitted: Fitted
    colour: str
    lang: str
    gap: float
    bold: bool = False
    role: str = "P"

    @property
    def height(self) -> float:
        return self.gap + self.fitted.height if self.fitted.lines else 0


def stacked(parts: list[Part], top: float, left: float = LEFT) -> tuple[TextBlock, ...]:
    """One text below the other, in mm from the top of the card."""
    blocks = []
    for part in parts:
        if part.fitted.lines:
            blocks.append(_block(part, top + part.gap, left))
            top += part.height
    return tuple(blocks)


def baseline(size: float) -> float:
    """How far below its top, in mm, a line of `size` points has its baseline."""
    return BASELINE * size * POINT


def _block(part: Part, top: float, left: float) -> TextBlock:
    size, step = part.fitted.size, part.fitted.size * part.fitted.leading * POINT
    first = top + (part.fitted.leading - 1) / 2 * size * POINT + baseline(size)
    lines = tuple(
        TextLine(text, left, first + number * step, size, part.bold, part.colour)
        for number, text in enumerate(part.fitted.lines)
    )
    return TextBlock(lines, part.lang, part.role)


def project_marks(card: BadgeCard) -> tuple[list[Rectangle], list[Picture], list[TextBlock]]:
    """Logos and coloured tabs from left to right, as many rows as they need and never larger than the emblem."""
    rows = 1 if len(card.projects) <= MARKS_A_ROW else 2
    columns = max(MARKS_A_ROW, -(-len(card.projects) // rows))
    width = (MARKS_WIDTH - MARK_GAP * (columns - 1)) / columns
    height = MARK_HEIGHT if rows == 1 else (MARK_HEIGHT * 1.55 - MARK_GAP) / 2
    size = min((_code_on_tab(project.code, width, height).size for project in card.projects), default=0)
    rectangles, pictures, blocks = [], [], []
    for number, project in enumerate(card.projects):
        row, column = divmod(number, columns)
        x, y = MARKS_LEFT + column * (width + MARK_GAP), CODE_TOP + row * (height + MARK_GAP)
        if project.logo:
            pictures.append(Picture(project.asset, x, y, *project.box(EMBLEM_HEIGHT, width, height), project.code))
        else:
            tab = Rectangle(x, y, width, height, project.colour if is_colour(project.colour) else INK, 1)
            rectangles.append(tab)
            blocks.append(_tab_words(project.code, tab, size, card.lang))
    return rectangles, pictures, blocks


def _code_on_tab(code: str, width: float, height: float) -> Fitted:
    return fit(printable(code), Box(width - 3, height, 11.5, 4, 1, 1, bold=True, breaks_below=4))


def _tab_words(code: str, tab: Rectangle, size: float, lang: str) -> TextBlock:
    """A project's code in the middle of its tab, in the type that suits all tabs."""
    word = replace(_code_on_tab(code, tab.width, tab.height), size=size)
    width = max((text_width(line, bold=True) for line in word.lines), default=0) * word.size * POINT
    part = Part(word, words_on(tab.colour), lang, 0, bold=True)
    return _block(part, tab.y + (tab.height - word.height) / 2, tab.x + (tab.width - width) / 2)


def funding(card: BadgeCard) -> tuple[list[Picture], tuple[TextBlock, ...]]:
    """Emblem and statement: one block at the foot of the QR code, as high as the emblem; then the disclaimer."""
    if not card.funding_statement:
        return [], ()
    width = EMBLEM_HEIGHT * 1.5
    top = CODE_TOP + CODE_SIDE - EMBLEM_HEIGHT
    room = MARKS_WIDTH - width - 2.5
    words = fit(printable(card.funding_statement), Box(room, EMBLEM_HEIGHT, 11, 5, 3, 1.15, bold=True, breaks_below=5))
    part = Part(words, "#003399", card.lang, 0, bold=True)
    blocks = stacked([part], top + (EMBLEM_HEIGHT - words.height) / 2, MARKS_LEFT + width + 2.5)
    small = Part(disclaimer(card), SOFT, card.lang, 0)
    return [Picture(EU_EMBLEM, MARKS_LEFT, top, width, EMBLEM_HEIGHT, "")], (
        *blocks,
        *stacked([small], DISCLAIMER_TOP, MARKS_LEFT),
    )


def disclaimer(card: BadgeCard) -> Fitted:
    """The first of the card's disclaimers that fits as a whole: half a sentence would disclaim nothing."""
    for text in card.disclaimers:
        words = printable(text)
        fitted = fit(words, DISCLAIMER)
        if "".join(fitted.lines).replace(" ", "") == "".join(words.split()):
            return fitted
    return Fitted((), DISCLAIMER.largest, DISCLAIMER.leading)


def needs_layout(block: TextBlock) -> bool:
    """Whether the lines mix directions or scripts, so that only the layout library draws them right."""
    return any(family_of_line(line.text) is None for line in block.lines)
