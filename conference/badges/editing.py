"""Changing a design part by part, as plain data: what comes out is read as strictly as any other. Pure."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import fields
from typing import Any

from flask_babel import gettext as _

from conference.core.templating import language_name
from conference.events.models import Event

from .design import ELEMENTS
from .design.files import EVENT_PICTURE
from .design.model import Element, Words
from .design.schema import DESIGN, SPECS, Line, Many, Spec
from .models import BadgePicture

SETTINGS: dict[str, Spec] = {
    **{name: spec for name, spec in DESIGN.items() if not isinstance(spec, Many)},
    "folds": Line(60),
}
NO_FORM = ("id",)  # given once
BEGINNINGS: dict[str, dict[str, Any]] = {
    "text": {"texts": [{"text": "{name}"}], "w": 40, "h": 15},
    "code": {"w": 30, "h": 30},
    "shape": {"fill": "category", "w": 30, "h": 10},
    "band": {"w": 40, "h": 12},
    "marks": {"w": 40, "h": 9},
    "funding": {"w": 45, "h": 20},
    "agenda": {"w": 60, "h": 60},
    "image": {"w": 30, "h": 20},
}
Data = dict[str, Any]


def settings_of(data: Mapping[str, Any]) -> Data:
    folds = ", ".join(f"{fold['axis']} {fold['at']:g}" for fold in data["folds"])
    return {**{name: data[name] for name in SETTINGS if name != "folds"}, "folds": folds}


def with_settings(data: Mapping[str, Any], values: Mapping[str, Any]) -> Data:
    """Folds are typed like "x 105, y 148.5"."""
    return {**data, **values, "folds": [_fold(part) for part in str(values["folds"]).split(",") if part.strip()]}


def _fold(text: str) -> Data:
    axis, _space, at = text.strip().partition(" ")
    try:
        return {"axis": axis, "at": float(at)}
    except ValueError:
        return {"axis": axis, "at": at}


def specs_of(kind: str) -> dict[str, Spec]:
    """The fields of an element that its form has; texts have forms of their own."""
    return {name: spec for name, spec in SPECS[ELEMENTS[kind]].items() if name not in NO_FORM and name != "texts"}


WORDS = SPECS[Words]


def find(data: Mapping[str, Any], ident: str) -> Data | None:
    return next((element for side in ("front", "back") for element in data[side] if element["id"] == ident), None)


def with_element(data: Mapping[str, Any], ident: str, values: Mapping[str, Any]) -> Data:
    made = deepcopy(dict(data))
    element = find(made, ident)
    if element is not None:
        element.update(values)
    return made


def with_words(data: Mapping[str, Any], ident: str, number: int, values: Mapping[str, Any]) -> Data:
    """`number`: which of its texts, from 0; one more than there are adds one."""
    made = deepcopy(dict(data))
    element = find(made, ident)
    if element is not None:
        texts = element["texts"]
        texts[number : number + 1] = [{**(texts[number] if number < len(texts) else {}), **values}]
    return made


def without_words(data: Mapping[str, Any], ident: str, number: int) -> Data:
    made = deepcopy(dict(data))
    element = find(made, ident)
    if element is not None:
        del element["texts"][number : number + 1]
    return made


def with_new(data: Mapping[str, Any], kind: str, side: str) -> tuple[Data, str]:
    """(the document with another element, its id)."""
    made = deepcopy(dict(data))
    ident = _free(made, kind)
    beginning = BEGINNINGS[kind]
    size = {"w": min(beginning["w"], made["width"]), "h": min(beginning["h"], made["height"])}
    made[side].append({"kind": kind, "id": ident, "x": 0, "y": 0, **beginning, **size})
    return made, ident


def _free(data: Mapping[str, Any], start: str) -> str:
    return next(name for number in range(1, 1000) if find(data, name := f"{start}-{number}") is None)


def arranged(data: Mapping[str, Any], ident: str, deed: str) -> Data:
    """The document with the element moved "up" or "down" in its side, to the "other" one, copied, or deleted."""
    made = deepcopy(dict(data))
    for side, other in (("front", "back"), ("back", "front")):
        place = next((n for n, element in enumerate(made[side]) if element["id"] == ident), None)
        if place is None:
            continue
        element = made[side].pop(place)
        if deed == "copy":
            made[side].insert(place, element)
            made[side].insert(place + 1, {**deepcopy(element), "id": _free(made, element["kind"])})
        elif deed == "other":
            made[other].append(element)
        elif deed in ("up", "down"):
            made[side].insert(max(0, place + (-1 if deed == "up" else 1)), element)
        break
    return made


def about(element: Element) -> str:
    """An element in a few words: what it says, or where it is."""
    place = _("%(w)g × %(h)g mm at %(x)g, %(y)g", w=element.w, h=element.h, x=element.x, y=element.y)
    texts = " · ".join(words.text for words in getattr(element, "texts", ()))
    return f"{texts} – {place}" if texts else place


def language_choices(event: Event) -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in event.languages]


def picture_choices(pictures: Iterable[BadgePicture]) -> list[tuple[str, str]]:
    own = [(row.name, row.label or row.name) for row in pictures]
    return [(EVENT_PICTURE, _("The picture of the event")), *own]


def defaults_of_words() -> Data:
    """A text as it begins."""
    found = {field.name: field.default for field in fields(Words) if field.name != "text"}
    return {**found, "text": "", "changes": []}
