"""What is allowed in a design and still worth a look before it is printed. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from flask_babel import gettext as _

from .fields import fields_of
from .model import Band, Code, Design, Element, Fold, Text
from .words import kind_word

TOUCH = 0.5  # mm that boxes may share
NAMES = frozenset(("name", "given_name", "national_name"))
CONTENT = frozenset(("text", "code", "marks", "funding", "agenda", "image"))


@dataclass(frozen=True, slots=True)
class Hint:
    """`elements`: the ids of those it is about; none where it is about the whole design."""

    words: str
    elements: tuple[str, ...] = ()


def hints(design: Design) -> list[Hint]:
    """In the order in which the elements lie."""
    return [*_missing(design), *_meetings(design), *_folded(design)]


def _missing(design: Design) -> Iterator[Hint]:
    texts = [words.text for element in design.elements() if isinstance(element, Text) for words in element.texts]
    if design.kind != "door_sign" and not any(NAMES.intersection(fields_of(text)) for text in texts):
        yield Hint(_("Nobody's name is on it."))
    if design.kind in ("badge", "ticket") and not any(isinstance(element, Code) for element in design.elements()):
        yield Hint(_("There is no QR code: people cannot be scanned with it."))


def _meetings(design: Design) -> Iterator[Hint]:
    for side in design.sides:
        for one, other in combinations(side, 2):
            if one.kind in CONTENT and other.kind in CONTENT | {Band.kind} and _meet(one, other):
                words = _("“%(one)s” and “%(other)s” lie one above the other.", one=one.id, other=other.id)
                if not _never_together(one, other):
                    yield Hint(words, (one.id, other.id))


def _meet(one: Element, other: Element) -> bool:
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return across > TOUCH and down > TOUCH


def _never_together(one: Element, other: Element) -> bool:
    """Whether no badge has both: they are for other categories or languages."""
    for names in ("categories", "languages"):
        first, second = getattr(one, names), getattr(other, names)
        if first and second and not set(first) & set(second):
            return True
    return False


def _folded(design: Design) -> Iterator[Hint]:
    for fold in design.folds:
        for element in design.elements():
            if element.kind in CONTENT and _crosses(element, fold):
                words = _("“%(id)s” (%(kind)s) lies across a fold.", id=element.id, kind=kind_word(element.kind))
                yield Hint(words, (element.id,))


def _crosses(element: Element, fold: Fold) -> bool:
    start, length = (element.x, element.w) if fold.axis == "x" else (element.y, element.h)
    return start + TOUCH < fold.at < start + length - TOUCH
