"""Every text has its translation: whole, with the same placeholders and every plural form."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from conference.core.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")


@cache
def texts() -> Catalog:
    """What `make translations` would collect now."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)
    found = Catalog()
    keywords = {**DEFAULT_KEYWORDS, "_l": None}
    for path, line, text, comments, context in extract_from_dir(ROOT, methods, options, keywords):
        found.add(text, locations=[(path, line)], auto_comments=comments, context=context)
    return found


@cache
def translations(language: str) -> Catalog:
    with (ROOT / f"conference/translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words or ""] if isinstance(words, str | None) else list(words)


def placeholders(words: str) -> set[str]:
    return set(PLACEHOLDER.findall(words))


def pairs(language: str) -> list[tuple[Message, Message]]:
    """Each text with its translation, for those that have one."""
    found = [(text, translations(language).get(text.id, text.context)) for text in texts() if text.id]
    return [(text, translation) for text, translation in found if translation]


def test_texts_are_found() -> None:
    assert {"Register", "Agenda", "Let in", "Your place is confirmed."} <= {text.id for text in texts()}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    known = {(text.id, text.context) for text, translation in pairs(language) if all(forms(translation.string))}
    assert [text.id for text in texts() if text.id and (text.id, text.context) not in known] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_to_guess(language: str) -> None:
    assert [message.id for message in translations(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_have_every_form(language: str) -> None:
    number = translations(language).num_plurals
    wrong = [text.id for text, translation in pairs(language)
             if len(forms(translation.string)) != (number if text.pluralizable else 1)]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = [(text.id, form) for text, translation in pairs(language) for form in forms(translation.string)
             if placeholders(form) != placeholders(forms(text.id)[-1])]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_no_lone_percent_sign_eats_words(language: str) -> None:
    """Templates treat every text as a format string."""
    words = [form for text in texts() if text.id for form in forms(text.id)]
    if language != "en":
        words = [form for _text, translation in pairs(language) for form in forms(translation.string)]
    assert [form for form in words if "%" in PLACEHOLDER.sub("", form).replace("%%", "")] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_cut_to_a_letter(language: str) -> None:
    """A plural whose forms were filled with the letters of a word passes for translated."""
    cut = [
        (forms(text.id)[0], form)
        for text, translation in pairs(language)
        for form in forms(translation.string)
        if text.pluralizable and len(form) < 3 < len(min(forms(text.id), key=len))
    ]
    assert cut == []
