"""What organisers say of an event, as values that can be compared and merged. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from .models import Event
from .rules import EventValues

TEXT = "text:"  # "text:ru:title" in `flat`
PLAIN = tuple(f.name for f in fields(EventValues) if f.name != "translations")


def values_of(event: Event) -> EventValues:
    """What is stored."""
    own = {name: getattr(event, name) for name in PLAIN}
    return EventValues(**own, translations=event.translations or {})


def flat(values: EventValues, languages: Iterable[str]) -> dict[str, Any]:
    """One plain value for each thing that can be changed apart. languages: those whose translations count."""
    told: dict[str, Any] = {name: getattr(values, name) for name in PLAIN}
    told["languages"] = list(values.languages)
    for language in languages:
        texts = values.translations.get(language, {})
        told |= {f"{TEXT}{language}:{name}": texts.get(name, "") for name in Event.TEXTS}
    return told


def from_flat(told: Mapping[str, Any], translations: Mapping[str, Mapping[str, str]]) -> EventValues:
    """The values again; `translations` are the stored ones, which keep the languages that were not told of."""
    texts = {language: dict(stored) for language, stored in translations.items()}
    for key, text in told.items():
        if key.startswith(TEXT):
            _text, language, name = key.split(":")
            texts.setdefault(language, {})[name] = text
    return EventValues(**{name: told[name] for name in PLAIN}, translations=texts)
