"""Texts of rows in several languages: the columns hold the main language, `translations` the others.

A reader gets the own language where somebody wrote it, else the main one, marked as such.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

Translations = dict[str, dict[str, str]]


class Translated:
    """Mixin of models: `translations` is {"ru": {"title": …}}; a class says in TEXTS which columns are texts."""

    TEXTS: ClassVar[tuple[str, ...]] = ()

    translations: Mapped[Translations] = mapped_column(JSON, default=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """A text with the language it is in. `is_fallback`: not the one the reader asked for."""

    text: str
    language: str
    is_fallback: bool = False

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def in_language(row: Any, name: str, language: str, main: str) -> Words:
    """The text `name` of a row in `language` if it was translated, else in `main`."""
    return pick(getattr(row, name), row.translations or {}, name, language, main)


def pick(text: str, translations: Mapping[str, Mapping[str, str]], name: str, language: str, main: str) -> Words:
    """The translation of `name`, else `text`, which is in `main`. An empty text needs no translation."""
    if language == main or not text:
        return Words(text, main)
    translated = translations.get(language, {}).get(name, "")
    return Words(translated, language) if translated else Words(text, main, is_fallback=True)


def missing(row: Any, languages: Iterable[str], main: str) -> list[tuple[str, str]]:
    """(language, name) of each text of the row that is written in `main` and lacks a translation."""
    stored: Translations = row.translations or {}
    return [
        (language, name)
        for language in languages
        if language != main
        for name in row.TEXTS
        if getattr(row, name) and not stored.get(language, {}).get(name)
    ]


def cleaned(translations: Mapping[str, Mapping[str, str]]) -> Translations:
    """Without what is empty, so that equal texts are equal values."""
    kept = {language: {name: text for name, text in texts.items() if text} for language, texts in translations.items()}
    return {language: texts for language, texts in kept.items() if texts}
