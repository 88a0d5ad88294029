"""A design and a card become drawings, one a side. What many share is composed once. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from conference.core.codes import in_groups
from conference.core.colours import is_colour, words_on
from conference.core.pdf import CodeMark, TextBlock, printable
from conference.core.qr import QUIET_ZONE, qr_rows

from ..cards import BadgeCard
from ..design import (
    CATEGORY,
    CONTRAST,
    Agenda,
    Band,
    Code,
    Design,
    Element,
    Funding,
    Image,
    Marks,
    Shape,
    Text,
    Words,
)
from ..design.fields import fields_of, filled, is_personal
from ..design.model import INK
from ..fitting import Box, fit
from .blanks import line_of, number_of
from .columns import Part, Said, column, placed
from .drawings import Area, Drawing, Ground, Picture
from .frames import Frame
from .programmes import programme
from .visibility import emblem_height, funding, marks

WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of a design: a cleaned PNG, JPEG, WebP or SVG."""

    data: bytes
    width: float
    height: float

    @property
    def asset(self) -> str:
        return f"picture-{sha256(self.data).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Layout:
    """A design with the pictures that it names."""

    design: Design
    pictures: Mapping[str, ShownPicture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layouts:
    """The design of an event, and of categories (by code) that have one of their own."""

    usual: Layout
    by_category: Mapping[str, Layout] = field(default_factory=dict)

    def of(self, card: BadgeCard) -> Layout:
        return self.by_category.get(card.category_code, self.usual)


class Composer:
    """Draws the sides of one design; remembers what cards share."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._grounds: dict[object, Ground] = {}

    def sides(self, card: BadgeCard) -> list[Drawing]:
        return [self._side(number, elements, card) for number, elements in enumerate(self.layout.design.sides)]

    def _side(self, number: int, elements: tuple[Element, ...], card: BadgeCard) -> Drawing:
        shown = [element for element in elements if is_shown(element, card)]
        key = (number, card.look)
        if key not in self._grounds:
            self._grounds[key] = Ground(tuple(mark for element in shown for mark in self._shared(element, card)))
        blocks = [block for element in shown for block in _own(element, card)]
        codes = [code for element in shown if isinstance(element, Code) for code in _code(element, card)]
        design = self.layout.design
        return Drawing(design.width, design.height, self._grounds[key], tuple(blocks), tuple(codes))

    def _shared(self, element: Element, card: BadgeCard) -> list[Area | Picture | TextBlock]:
        """What of the element looks alike on all badges with the same `look`."""
        match element:
            case Text() if card.blank or not is_own(element):
                return [*line_of(element)] if is_own(element) else [*_text(element, card)]
            case Agenda() if element.of == "event":
                return [*_agenda(element, card)]
            case Shape():
                return [self._bled(_shape(element, card))]
            case Band():
                area = Area(element.x, element.y, element.w, element.h, _fill(element, card), radius=element.radius)
                return [self._bled(area), *([] if is_own(element) else _band_words(element, card))]
            case Code() if card.code:
                side = min(element.w, element.h)
                return [Area(element.x, element.y, side, side, WHITE)]
        return self._picture(element, card)

    def _picture(self, element: Element, card: BadgeCard) -> list[Area | Picture | TextBlock]:
        match element:
            case Image():
                return self._image(element)
            case Marks():
                blocks = [e for e in self.layout.design.elements() if isinstance(e, Funding) and is_shown(e, card)]
                emblem = min((emblem_height(e, card) for e in blocks), default=0) if card.funding_statement else 0
                return marks(element, card, emblem)
            case Funding():
                return funding(element, card)
        return []

    def _image(self, element: Image) -> list[Area | Picture | TextBlock]:
        picture = self.layout.pictures.get(element.picture)
        if picture is None:
            return []
        box = (element.x, element.y, element.w, element.h)
        return [Picture(picture.asset, *box, element.spoken, "center", element.turn)]

    def _bled(self, area: Area) -> Area:
        """An area that reaches the edge goes on beyond it, so that a cut a hair outside shows no white."""
        design = self.layout.design
        if not design.bleed or area.form == "line" or area.radius or not area.fill:
            return area
        left = design.bleed if area.x <= 0 else 0
        top = design.bleed if area.y <= 0 else 0
        right = design.bleed if area.x + area.width >= design.width else 0
        bottom = design.bleed if area.y + area.height >= design.height else 0
        return Area(
            area.x - left, area.y - top, area.width + left + right, area.height + top + bottom, area.fill,
            area.form, area.radius, area.edge, area.thickness,
        )  # fmt: skip


def is_shown(element: Element, card: BadgeCard) -> bool:
    return (not element.categories or card.category_code in element.categories) and (
        not element.languages or card.lang in element.languages
    )


def is_own(element: Text | Band) -> bool:
    """Whether it says something of the person, for whatever category."""
    texts = element.texts if isinstance(element, Text) else (element,)
    said = [words.text for words in texts]
    said += [change.text for words in texts for change in words.changes if change.text is not None]
    return any(map(is_personal, said))


def _own(element: Element, card: BadgeCard) -> list[TextBlock]:
    match element:
        case Text() if card.blank and is_own(element):
            return number_of(element, card)
        case Text() if is_own(element):
            return _text(element, card)
        case Band() if is_own(element):
            return _band_words(element, card)
        case Agenda() if element.of != "event":
            return _agenda(element, card)
    return []


def _text(element: Text, card: BadgeCard) -> list[TextBlock]:
    said = [_said(words, card) for words in element.texts]
    return column(said, Frame.of(element), element.align, element.valign)


def _said(words: Words, card: BadgeCard) -> Said:
    change = _change(words, card)
    text = words.text if change is None or change.text is None else change.text
    colour = words.colour if change is None or not change.colour else change.colour
    names = fields_of(text)
    values = {name: printable(card.value(name)) for name in names}
    lang = card.national_lang if names == ["national_name"] and card.national_lang else card.lang
    return Said(words, printable(filled(text, values)), colour_of(colour, card), lang)


def _change(part: Any, card: BadgeCard) -> Any:
    return next((change for change in part.changes if change.category == card.category_code), None)


def _fill(element: Shape | Band, card: BadgeCard) -> str:
    change = _change(element, card)
    return colour_of(change.colour if change is not None and change.colour else element.fill, card)


def colour_of(colour: str, card: BadgeCard) -> str:
    """The colour itself, #rrggbb or "": that of the category, or what is readable on it, where it says so."""
    own = card.category_colour if is_colour(card.category_colour) else INK
    return own if colour == CATEGORY else words_on(own) if colour == CONTRAST else colour


def _shape(element: Shape, card: BadgeCard) -> Area:
    fill, edge = _fill(element, card), colour_of(element.edge, card)
    if element.form == "line":
        fill, edge = "", fill or edge or INK
    box = (element.x, element.y, element.w, element.h)
    return Area(*box, fill, element.form, element.radius, edge, element.thickness if edge else 0)


def _band_words(element: Band, card: BadgeCard) -> list[TextBlock]:
    change = _change(element, card)
    text = element.text if change is None or change.text is None else change.text
    words = printable(filled(text, {name: printable(card.value(name)) for name in fields_of(text)}))
    frame, margin = Frame.of(element), element.margin
    box = frame.part(margin, margin / 2, max(0, frame.width - 2 * margin), max(0, frame.height - margin))
    fitted = fit(
        words,
        Box(box.width, box.height, element.largest, element.smallest, element.lines, 1.15, bold=True, breaks_below=9),
    )
    part = Part(fitted, words_on(_fill(element, card)), card.lang, bold=True)
    return placed([part], box, element.align, "middle")


def _agenda(element: Agenda, card: BadgeCard) -> list[TextBlock]:
    lines = card.agenda if element.of == "event" else card.own_agenda
    heading, colour = printable(element.title), colour_of(element.colour, card)
    return programme(element, lines, Frame.of(element), heading=heading, colour=colour, lang=card.lang)


def _code(element: Code, card: BadgeCard) -> list[CodeMark]:
    if not card.code:
        return []
    rows = qr_rows(card.code)
    side = min(element.w, element.h)
    module = side / (len(rows) + 2 * QUIET_ZONE)
    return [CodeMark(
        rows, element.x + QUIET_ZONE * module, element.y + QUIET_ZONE * module, len(rows) * module,
        f"QR {in_groups(card.code)}",
    )]  # fmt: skip
