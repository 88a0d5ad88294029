"""The rules of designs as plain data, for a designer in the browser: what there is, what it may be, its words. Pure."""

from dataclasses import MISSING, asdict, fields
from typing import Any

from . import schema
from .choices import CHOICE_WORDS, HINTS
from .fields import FIELDS
from .model import ELEMENTS, Change, Design, Fold, Words
from .words import field_word, kind_word


def described() -> dict[str, Any]:
    """In the language in force. Of each part: its fields with kind, bounds, default and label."""
    parts: dict[str, type] = {**ELEMENTS, "words": Words, "change": Change, "fold": Fold}
    return {
        "design": _fields(Design, schema.DESIGN),
        "parts": {name: _fields(part, schema.SPECS[part]) for name, part in parts.items()},
        "kinds": {kind: kind_word(kind) for kind in ELEMENTS},
        "placeholders": {name: {"label": str(one.label), "personal": one.personal} for name, one in FIELDS.items()},
    }


def _fields(part: type, specs: dict[str, schema.Spec]) -> list[dict[str, Any]]:
    defaults = {field.name: field.default for field in fields(part) if field.default is not MISSING}
    return [
        {
            "name": name,
            "label": field_word(name),
            "type": type(spec).__name__.lower(),
            **{key: value for key, value in asdict(spec).items() if key != "of"},
            **({"of": spec.of.__name__.lower()} if isinstance(spec, schema.Many) else {}),
            **({"words": _words(name, spec)} if isinstance(spec, schema.Choice) else {}),
            **({"hint": str(HINTS[name])} if name in HINTS else {}),
            **({"default": list(default) if isinstance(default, tuple) else default} if name in defaults else {}),
        }
        for name, spec in specs.items()
        for default in (defaults.get(name),)
    ]


def _words(name: str, spec: schema.Choice) -> list[str]:
    """What each of the choices is called, in their order."""
    known = CHOICE_WORDS.get(name, {})
    return [str(known.get(value, value)) for value in spec.values]
