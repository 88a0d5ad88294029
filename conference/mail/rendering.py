"""Organisers' texts with placeholders, like "Dear {name}", made into letters. Pure.

Nothing that organisers or attendees type is ever run: a placeholder is a name in a list, its value is text and stays
text, whatever braces, Markdown or HTML stand in it.
"""

import re
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from conference.core.text import clean_line, markdown, plain_markdown

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,40})\}")
INSIDE_LINK = re.compile(r"\]\(\s*$")
PREHEADER = 140  # characters that an inbox shows of a letter
# Mail programs know no stylesheets of ours: each element brings its look along.
STYLES = {
    "p": "margin:0 0 12px;",
    "h2": "margin:20px 0 8px;font-size:20px;line-height:1.3;",
    "h3": "margin:18px 0 8px;font-size:17px;line-height:1.3;",
    "h4": "margin:16px 0 8px;font-size:16px;line-height:1.3;",
    "ul": "margin:0 0 12px;padding:0 0 0 24px;",
    "ol": "margin:0 0 12px;padding:0 0 0 24px;",
    "li": "margin:0 0 4px;",
    "blockquote": "margin:0 0 12px;padding:0 0 0 14px;border-left:3px solid #cfc7b8;",
    "pre": "margin:0 0 12px;white-space:pre-wrap;",
    "table": "margin:0 0 12px;border-collapse:collapse;",
    "th": "padding:4px 12px 4px 0;text-align:start;vertical-align:top;",
    "td": "padding:4px 12px 4px 0;vertical-align:top;",
    "hr": "margin:20px 0;border:0;border-top:1px solid #cfc7b8;",
}
LINK_STYLE = "color:#8f3d10;overflow-wrap:anywhere;"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What may stand in braces; `words` tell the organiser what comes in its place."""

    name: str
    words: Any


@dataclass(frozen=True, slots=True)
class Value:
    """What comes in place of a placeholder. A link is shown as one."""

    text: str
    is_link: bool = False


Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An organiser's text as it stands in a letter, in `language`; `preheader` is what an inbox shows of it."""

    subject: str
    text: str
    html: Markup
    language: str

    @property
    def preheader(self) -> str:
        return " ".join(self.text.split())[:PREHEADER]


def unknown_names(text: str, known: Collection[str]) -> list[str]:
    """Placeholders of the text that are none, each once, in their order."""
    found = (clean_line(match[1]) for match in PLACEHOLDER.finditer(text))
    return list(dict.fromkeys(name for name in found if name not in known))


def own_words(subject: str, body: str, language: str, values: Values) -> OwnWords:
    return OwnWords(fill_line(subject, values), fill_text(body, values), fill_html(body, values), language)


def fill_line(line: str, values: Values) -> str:
    """A subject with its values. A placeholder that nobody knows stays as it is."""
    return clean_line(PLACEHOLDER.sub(lambda match: _text_of(match, values), line))


def _text_of(match: re.Match[str], values: Values) -> str:
    value = values.get(clean_line(match[1]))
    return match[0] if value is None else clean_line(value.text)


def fill_text(body: str, values: Values) -> str:
    """Markdown as the plain text of a letter."""
    source, put_in = _set_aside(body, values)
    return put_in(plain_markdown(source), str)


def fill_html(body: str, values: Values) -> Markup:
    """Markdown as the HTML of a letter, each element with its look."""
    source, put_in = _set_aside(body, values)
    return Markup(put_in(_with_styles(str(markdown(source))), escape))  # noqa: S704 - sanitised, values are escaped


def _set_aside(body: str, values: Values) -> tuple[str, Callable[[str, Callable[[str], str]], str]]:
    """(the text with marks that nobody can guess in place of values, a function that puts the values in).

    So no value is ever read as Markdown, and no value as another placeholder.
    """
    salt = f"x{secrets.token_hex(8)}x"
    marks: list[Value] = []

    def mark(match: re.Match[str]) -> str:
        value = values.get(clean_line(match[1]))
        if value is None:
            return match[0]
        marks.append(value)
        name = f"{salt}{len(marks) - 1}x"
        is_target = INSIDE_LINK.search(body, 0, match.start()) is not None
        return f"[{name}]({name})" if value.is_link and value.text and not is_target else name

    def put_in(text: str, quote: Callable[[str], str]) -> str:
        return re.sub(rf"{salt}(\d+)x", lambda match: str(quote(clean_line(marks[int(match[1])].text))), text)

    return PLACEHOLDER.sub(mark, body), put_in


def _with_styles(html: str) -> str:
    """Text holds no bare "<" here, so these are the elements and nothing else."""
    for tag, style in STYLES.items():
        html = html.replace(f"<{tag}>", f'<{tag} style="{style}">')
    return html.replace("<a ", f'<a style="{LINK_STYLE}" ')
