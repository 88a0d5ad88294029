"""An event's texts and those of its rooms on public pages: in the reader's language, or marked as in another."""

from flask import Flask
from markupsafe import Markup

from conference.core import text
from conference.core.i18n import language
from conference.core.translated import Translated, Words, in_language

from .models import Event


def words_of(row: Translated, name: str, event: Event) -> Words:
    return in_language(row, name, language(), event.main_language)


def name_of(row: Translated, event: Event) -> str:
    """The name of a room, a track or another row of the event, for lists to choose from."""
    return words_of(row, "name", event).text


def said(row: Translated, name: str, event: Event | None = None) -> str:
    """Template filter: a text of the event, or of a row of it; in another language than the page's it says in which."""
    words = words_of(row, name, event or row)  # type: ignore[arg-type]
    return Markup('<span lang="{}">{}</span>').format(words.language, words.text) if words.is_fallback else words.text


def said_plainly(row: Translated, name: str, event: Event | None = None) -> str:
    """Template filter: the text alone, for titles of pages and attributes."""
    return words_of(row, name, event or row).text  # type: ignore[arg-type]


def said_at_length(row: Translated, name: str, event: Event | None = None) -> Markup:
    """Template filter: Markdown, made safe; in another language than the page's it says in which."""
    words = words_of(row, name, event or row)  # type: ignore[arg-type]
    html = text.markdown(words.text)
    return Markup('<div class="stack" lang="{}">{}</div>').format(words.language, html) if words.is_fallback else html


def init_telling(app: Flask) -> None:
    for say in (said, said_plainly, said_at_length):
        app.add_template_filter(say)
