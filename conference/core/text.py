"""Text people type: cleaned once, refused with a sentence, folded for search, shown as safe Markdown."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import nh3
from anyascii import anyascii
from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = ("Cf", "Zs", "Zl", "Zp", "Mn", "Me")  # kinds of characters that show nothing without a letter
BLANKS = "\u115f\u1160\u2800\u3164\uffa0\n\t"  # called letters and signs, and empty
MOST_MARKS = 4  # combining marks on one letter; living languages need fewer
MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def clean_line(text: str) -> str:
    """One line as we store it: NFC, white space folded; "" where nobody sees anything."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return line if is_visible(line) else ""


def is_visible(text: str) -> bool:
    """Something of it can be seen, or is to be refused in words: blanks without width are nothing."""
    return any(unicodedata.category(char) not in UNSEEN and char not in BLANKS for char in text)


def clean_lines(text: str) -> str:
    """Several lines as we store them: NFC, line feeds only, no trailing white space."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    told = "\n".join(line.rstrip() for line in lines).strip()
    return told if is_visible(told) else ""


def why_not_text(text: str) -> str | None:
    """Say what is wrong with the characters of `text`; None when a person could have typed it."""
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Cc", "Cs", "Co", "Cn") and char not in "\n\t":
            return _("Remove the invisible control characters")
        if char in BIDI_CONTROLS or char in "\u2028\u2029":
            return _("Remove the invisible characters that change the direction of writing")
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MOST_MARKS:
            return _("Use fewer accents on one letter")
    return None


def without_controls(text: str) -> str:
    """The text without the characters that nobody sees and no page may hold."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")


def fold(text: str) -> str:
    """The search key of a name: Latin, lower case, no accents or apostrophes: "Өмүрбек" gives "omurbek"."""
    latin = anyascii(unicodedata.normalize("NFKC", text).replace("ь", "").replace("ъ", ""))
    return " ".join(re.sub(r"[^a-z0-9@.+_-]+", " ", re.sub(r"['`ʻʼ’]", "", latin.lower())).split())


def email_key(email: str) -> str:
    """The address as we compare it: two spellings that differ in case or composition are the same person."""
    return unicodedata.normalize("NFC", email).strip().casefold()


@lru_cache(maxsize=200)
def markdown(text: str) -> Markup:
    """Organisers' Markdown as HTML that holds no script, style, image or foreign frame; kept, as many read the same."""
    html = MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 - sanitised one line above


def plain_markdown(source: str) -> str:
    """Markdown as plain words, for what shows no formatting: a calendar, a description of a page for others."""
    blocks: list[str] = []
    is_item = was_item = False
    for token in MARKDOWN.parse(source):
        if token.type == "list_item_open":
            is_item = True
        words = _words_of(token.children or []) if token.type == "inline" else token.content.strip()
        if not words:
            continue
        blocks.append(("\n" if is_item and was_item else "\n\n" if blocks else "") + ("– " if is_item else "") + words)
        is_item, was_item = False, is_item
    return "".join(blocks)


def _words_of(parts: Sequence[Token]) -> str:
    """The words of a paragraph; a link is followed by where it leads, unless it says so itself."""
    words, leads_to = "", ""
    for part in parts:
        if part.type == "link_open":
            leads_to = str(part.attrGet("href") or "")
        elif part.type == "link_close" and not words.endswith(leads_to):
            words += f" ({leads_to})"
        elif part.type in ("softbreak", "hardbreak"):
            words += " " if part.type == "softbreak" else "\n"
        else:
            words += part.content
    return words.strip()
