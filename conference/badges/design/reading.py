"""Designs from plain data, strictly: whatever is not said in `schema` is refused, in words for people. Pure."""

import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.colours import is_colour
from conference.core.errors import Refused
from conference.core.text import why_not_text

from . import schema
from .fields import unknown_fields
from .model import ELEMENTS, Design, Element
from .schema import Choice, Codes, Colour, Flag, Line, Many, Number, Spec
from .words import field_word, kind_word
from .writing import FORMAT, VERSION

IDENT = re.compile(r"[a-z0-9][a-z0-9_-]*")
CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
MOST_PROBLEMS = 20
LEAST_CODE, LEAST_BOX = 18, 2  # mm
WIDE_ENOUGH, SMALL_FUNDING = 30, (18, 12)  # mm: boxes in which every statement is whole


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong. `element` is its id, "" for the design itself; `field` is the field's name."""

    element: str
    field: str
    words: str


class BadDesign(Refused):
    """Not a design. `problems`: all that is wrong with it, the first twenty."""

    code: ClassVar[str] = "bad_design"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].words)
        self.problems = problems


def read_design(data: Any) -> Design:
    """The design. Raises BadDesign."""
    reader = _Reader()
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise BadDesign([Problem("", "format", _("This is not a design of a badge"))])
    if data.get("version") != VERSION:
        words = _("This design was written by a newer version of the program: update this one first")
        raise BadDesign([Problem("", "version", words)])
    found = reader.part(Design, {key: data[key] for key in data if key not in ("format", "version")}, schema.DESIGN, "")
    if found is not None and not reader.problems:
        reader.problems += _why_not_whole(found)
    if reader.problems or found is None:
        raise BadDesign(reader.problems[:MOST_PROBLEMS])
    return found


class _Reader:
    """Reads part by part and collects what is wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def part(self, of: type, data: Any, specs: dict[str, Spec], where: str) -> Any:
        """A part of a design; None when something of it is wrong."""
        before = len(self.problems)
        if not isinstance(data, dict):
            self._refuse(where, "", _("A part of the design is not what it should be"))
            return None
        for name in data.keys() - specs.keys():
            self._refuse(where, str(name)[:40], _("Nobody knows the field “%(name)s”", name=str(name)[:40]))
        values = {
            field.name: self._value(data[field.name], specs[field.name], where, field.name)
            for field in fields(of)
            if field.name in data
        }
        for field in fields(of):
            if field.name not in data and field.default is MISSING:
                self._refuse(where, field.name, _("“%(field)s” is missing", field=field_word(field.name)))
        return of(**values) if len(self.problems) == before else None

    def _refuse(self, where: str, field: str, words: str) -> None:
        self.problems.append(Problem(where, field, words))

    def _value(self, value: Any, spec: Spec, where: str, name: str) -> Any:
        if isinstance(spec, Many):
            return self._many(value, spec, where, name)
        if words := why_not(value, spec):
            self._refuse(where, name, f"{field_word(name)}: {words}")
            return None
        if isinstance(spec, Number):
            return int(value) if spec.whole else round(float(value), 3)
        if isinstance(spec, Codes):
            return tuple(value)
        return " ".join(value.split()) if isinstance(spec, Line) and value is not None else value

    def _many(self, value: Any, spec: Many, where: str, name: str) -> Any:
        if not isinstance(value, list) or len(value) > spec.most:
            words = _("%(field)s: a list of at most %(most)d", field=field_word(name), most=spec.most)
            self._refuse(where, name, words)
            return ()
        if spec.of is Element:
            return tuple(self._element(item) for item in value)
        return tuple(self.part(spec.of, item, schema.SPECS[spec.of], where) for item in value)

    def _element(self, data: Any) -> Any:
        where = str(data.get("id", ""))[:24] if isinstance(data, dict) else ""
        kind = data.get("kind") if isinstance(data, dict) else None
        if not isinstance(kind, str) or kind not in ELEMENTS:
            self._refuse(where, "kind", _("There is no such kind of element"))
            return None
        return self.part(ELEMENTS[kind], _without_kind(data), schema.SPECS[ELEMENTS[kind]], where)


def _without_kind(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "kind"}


def why_not(value: Any, spec: Spec) -> str | None:
    """Say why the value is none that `spec` allows, as the second half of a sentence; None when it is one."""
    match spec:
        case Number():
            return _why_not_number(value, spec)
        case Choice():
            known = isinstance(value, str | int) and not isinstance(value, bool) and value in spec.values
            return None if known else _("choose one of these: %(values)s", values=", ".join(map(str, spec.values)))
        case Flag():
            return None if isinstance(value, bool) else _("say true or false")
        case Colour():
            return _why_not_colour(value, spec)
        case Codes():
            fits = isinstance(value, list) and len(value) <= spec.most
            fits = fits and all(isinstance(code, str) and CODE.fullmatch(code) for code in value)
            return None if fits else _("a list of at most %(most)d short codes", most=spec.most)
    return _why_not_line(value, spec) if isinstance(spec, Line) else None


def _why_not_number(value: Any, spec: Number) -> str | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not spec.least <= value <= spec.most:  # nan is in no range
        return _("a number from %(least)g to %(most)g", least=spec.least, most=spec.most)
    if spec.whole and value != int(value):
        return _("a whole number")
    return None


def _why_not_colour(value: Any, spec: Colour) -> str | None:
    if spec.optional and value in (None, ""):
        return None
    if isinstance(value, str) and (is_colour(value) or value in spec.words):
        return None
    return _("write a colour like #0b5f8a")


def _why_not_line(value: Any, spec: Line) -> str | None:
    if value is None and spec.optional:
        return None
    if not isinstance(value, str) or why_not_text(value) is not None or "\n" in value:
        return _("a text of one line")
    if spec.required and not value.strip():
        return _("write something")
    if len(value) > spec.most:
        return _("at most %(most)d characters", most=spec.most)
    if spec.placeholders and (unknown := unknown_fields(value)):
        return _("there is no field {%(name)s}", name=unknown[0])
    return None


def _why_not_whole(design: Design) -> Iterator[Problem]:
    """What is wrong between the parts of a design."""
    seen: set[str] = set()
    for element in design.elements():
        if not IDENT.fullmatch(element.id) or element.id in seen:
            words = _("Each element has a name of its own, of small letters, digits and hyphens")
            yield Problem(element.id, "id", words)
        seen.add(element.id)
        if element.x + element.w > design.width + 0.01 or element.y + element.h > design.height + 0.01:
            words = _("“%(id)s” (%(kind)s) sticks out of the page", id=element.id, kind=kind_word(element.kind))
            yield Problem(element.id, "w" if element.x + element.w > design.width + 0.01 else "h", words)
        yield from _why_not_element(element)
    kinds = {element.kind for element in design.elements()}
    if "marks" in kinds and "funding" not in kinds:
        yield Problem("", "front", _("Marks of projects never stand without the emblem: add the funding block"))
    for fold in design.folds:
        if not 0 < fold.at < (design.width if fold.axis == "x" else design.height):
            yield Problem("", "folds", _("A fold lies outside the page"))


def _why_not_element(element: Any) -> Iterator[Problem]:
    box = _("“%(id)s” (%(kind)s)", id=element.id, kind=kind_word(element.kind))
    if element.kind == "code" and min(element.w, element.h) < LEAST_CODE:
        words = _("%(element)s: a code smaller than %(least)d mm cannot be read", element=box, least=LEAST_CODE)
        yield Problem(element.id, "w", words)
    if element.kind != "shape" and min(element.w, element.h) < LEAST_BOX:
        yield Problem(element.id, "w", _("%(element)s: a box this small shows nothing", element=box))
    for part in (*getattr(element, "texts", ()), element):
        if getattr(part, "smallest", 0) > getattr(part, "largest", 0):
            words = _("%(element)s: the smallest type is larger than the largest", element=box)
            yield Problem(element.id, "smallest", words)
    if element.kind == "text" and not element.texts:
        yield Problem(element.id, "texts", _("%(element)s has no text", element=box))
    if element.kind == "funding":
        yield from _why_not_funding(element, box)


def _why_not_funding(element: Any, box: str) -> Iterator[Problem]:
    """The statement is never cut, so its box must be large enough for it in any language."""
    wide, tall = (element.h, element.w) if element.turn in (90, 270) else (element.w, element.h)
    if wide < WIDE_ENOUGH and (wide < SMALL_FUNDING[0] or tall < SMALL_FUNDING[1]):
        words = _(
            "%(element)s: the statement needs a box at least %(wide)d mm wide, or %(small)d × %(high)d mm",
            element=box, wide=WIDE_ENOUGH, small=SMALL_FUNDING[0], high=SMALL_FUNDING[1],
        )  # fmt: skip
        yield Problem(element.id, "w", words)
    if element.emblem * 2.2 > wide + 0.01 or element.emblem > tall + 0.01:
        words = _("%(element)s: the emblem is too high for its box", element=box)
        yield Problem(element.id, "emblem", words)
