"""A project's texts as its pages show them: in the reader's language, or marked as being in another."""

from flask import Flask
from markupsafe import Markup

from conference.core import text
from conference.core.i18n import language
from conference.core.translated import Translated, Words, in_language
from conference.organisations.models import Organisation

from .models import MAIN_LANGUAGE


def words_of(row: Translated, name: str) -> Words:
    return in_language(row, name, language(), MAIN_LANGUAGE)


def told(row: Translated, name: str) -> str:
    """Template filter: the text as words of the page; in another language than the page's it says in which."""
    words = words_of(row, name)
    return Markup('<span lang="{}">{}</span>').format(words.language, words.text) if words.is_fallback else words.text


def told_plainly(row: Translated, name: str) -> str:
    """Template filter: the text alone, for titles of pages and attributes."""
    return words_of(row, name).text


def told_at_length(row: Translated, name: str) -> Markup:
    """Template filter: Markdown, made safe; in another language than the page's it says in which."""
    words = words_of(row, name)
    html = text.markdown(words.text)
    return Markup('<div class="stack" lang="{}">{}</div>').format(words.language, html) if words.is_fallback else html


def name_of(organisation: Organisation) -> str:
    """Template filter: the name under which the reader's language knows the organisation."""
    return words_of(organisation, "name").text


def init_telling(app: Flask) -> None:
    for tell in (told, told_plainly, told_at_length):
        app.add_template_filter(tell)
    app.add_template_filter(name_of, "organisation_name")
