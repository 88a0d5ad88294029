"""Forms of designs and their parts, made from what `design.schema` says each field may be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField
from wtforms.widgets import CheckboxInput, ListWidget

from conference.core.forms import ChoiceField, ChoicesField, Form, LineField, VersionField, YesField, offered, required

from .design import BadDesign
from .design.choices import CHOICE_WORDS, HINTS
from .design.schema import Choice, Codes, Colour, Flag, Line, Many, Number, Spec
from .design.words import FIELD_WORDS

DECIMAL = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,6})?")
CHANGE = "change"  # "change-text-press": what is different for the category press


class TickBoxes(ChoicesField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PartForm(Form):
    """A part of a design; its fields are made by `part_form`."""

    version = VersionField()
    specs: Mapping[str, Spec] = {}
    may_differ: Sequence[tuple[str, str]] = ()  # categories

    def show(self, values: Mapping[str, Any], version: int) -> None:
        """Fill in what is stored."""
        self.version.data = str(version)
        for name in self.specs:
            if name in self:
                self[name].data = _shown(values[name])
        for change in values.get("changes", ()):
            for part in ("text", "colour"):
                field = f"{CHANGE}-{part}-{change['category']}"
                if field in self:
                    self[field].data = change[part] or ""

    def values(self) -> dict[str, Any]:
        """What was typed, as plain data of a design; what is no number stays a text, and is refused as one."""
        found = {name: _typed(self[name].data, spec) for name, spec in self.specs.items() if name in self}
        if "changes" in self.specs:
            found["changes"] = [change for code, _name in self.may_differ if (change := self._change(code))]
        return found

    def _change(self, code: str) -> dict[str, Any] | None:
        typed = {
            part: self[f"{CHANGE}-{part}-{code}"].data or None
            for part in ("text", "colour")
            if f"{CHANGE}-{part}-{code}" in self
        }
        return {"category": code, **typed} if any(typed.values()) else None

    def refuse_design(self, refusal: BadDesign) -> None:
        """Each problem beside its field, or at the top."""
        self.refusal = refusal
        for problem in refusal.problems:
            if problem.field in self and problem.field != "version":
                self[problem.field].errors = [*self[problem.field].errors, problem.words]
            else:
                self.form_errors = [*self.form_errors, problem.words]

    @property
    def change_fields(self) -> list[tuple[str, list[Any]]]:
        """(category, its fields) of what may be different."""
        return [
            (name, [self[key] for part in ("text", "colour") if (key := f"{CHANGE}-{part}-{code}") in self])
            for code, name in self.may_differ
        ]

    @property
    def shown_fields(self) -> list[tuple[Any, str]]:
        """(field, hint) of all but those for categories."""
        return [(self[name], HINTS.get(name, "")) for name in self.specs if name in self]


def part_form(
    specs: Mapping[str, Spec], *, categories: Iterable[tuple[str, str]], languages: Iterable[tuple[str, str]],
    pictures: Iterable[tuple[str, str]],
) -> PartForm:  # fmt: skip
    """The form of a part with these fields; `categories`, `languages` and `pictures` are (code, words)."""
    lists = {"categories": list(categories), "languages": list(languages), "picture": list(pictures)}
    made: dict[str, Any] = {"specs": specs, "may_differ": lists["categories"] if "changes" in specs else []}
    for name, spec in specs.items():
        field = _field(name, spec, lists)
        if field is not None:
            made[name] = field
    if "changes" in specs:
        kind = specs["changes"]
        assert isinstance(kind, Many)
        for code, _name in lists["categories"]:
            if "text" in specs:
                made[f"{CHANGE}-text-{code}"] = LineField(FIELD_WORDS["text"], most=300)
            made[f"{CHANGE}-colour-{code}"] = LineField(FIELD_WORDS["colour"], most=20)
    return type("DesignPartForm", (PartForm,), made)()


def _field(name: str, spec: Spec, lists: Mapping[str, list[tuple[str, str]]]) -> Any:
    label = FIELD_WORDS[name]
    match spec:
        case Line() if name == "picture":
            return ChoiceField(label, choices=lists["picture"])
        case Number() | Colour():
            return LineField(label, most=20)
        case Choice():
            words = CHOICE_WORDS.get(name, {})
            return ChoiceField(label, choices=[(str(value), words.get(value, value)) for value in spec.values])
        case Flag():
            return YesField(label)
        case Codes():
            return TickBoxes(label, choices=offered(lists[name])) if lists[name] else None
    return LineField(label, most=spec.most) if isinstance(spec, Line) and name != "id" else None


def _shown(value: Any) -> Any:
    if isinstance(value, bool | list):
        return value
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _typed(data: Any, spec: Spec) -> Any:
    match spec:
        case Number():
            text = str(data or "").strip()
            return float(text.replace(",", ".")) if DECIMAL.fullmatch(text) else text
        case Choice():
            return next((value for value in spec.values if str(value) == data), data)
        case Flag():
            return bool(data)
        case Codes():
            return list(data or [])
    return str(data or "")


class NewElementForm(Form):
    new_kind = ChoiceField(_l("What to add"))
    new_side = ChoiceField(_l("Where"), choices=[("front", FIELD_WORDS["front"]), ("back", FIELD_WORDS["back"])])


class NewDesignForm(Form):
    """`ready` is the key of a ready design, or the code of one of the event's own."""

    ready = ChoiceField(_l("Design"), choices=[])
    name = LineField(_l("Name of the design"), most=80)


class DesignFileForm(Form):
    design = FileField(_l("File of a design (.json)"), required(_l("Choose the file of a design")))


class PictureForm(Form):
    picture = FileField(_l("Picture: PNG, JPEG, WebP or plain SVG"), required(_l("Choose a picture")))


class RestoreForm(Form):
    version = VersionField()
