"""What must hold for every page that any test fetches."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import brotli
import html5lib
from werkzeug.test import TestResponse

TYPED = {"text", "email", "password", "search", "tel", "url", "number", "date", "datetime-local", "time", "file",
         "checkbox", "radio", "color"}  # fmt: skip


# What differs between two pages that are alike, and is no matter for what is checked here: where links go and what
# fields hold; the words of plain texts, but for data that search engines read; codes, tokens, numbers and instants.
VALUES = re.compile(r'(?<= )(href|action|value|content|datetime|d|data-[a-z-]+)="(?:[^"&<>]|&amp;)*"')
WORDS = re.compile(r'(?<!json")>[ \n]*\w[\w \n.,:;!?()–—’…/+-]*<')
PASSING = re.compile(r"(?<![\w.-])[\w.-]*\d[\w.:+-]{3,}")  # asked once for each word, not for each letter
POST_FORM = re.compile(r'<form\b[^>]*\bmethod="post".*?</form>', re.DOTALL | re.IGNORECASE)
sound: Path | None = None  # a folder of all processes of a run: an empty file for each page that was found sound


def check(response: TestResponse) -> None:
    """Fail the test that fetched a page which is broken, unsafe, or closed to somebody."""
    assert "Content-Security-Policy" in response.headers, "a page without Content-Security-Policy"
    assert response.headers.get("X-Content-Type-Options") == "nosniff"
    is_file = "sandbox" in response.headers["Content-Security-Policy"]  # somebody else's, shown as it came
    if response.mimetype != "text/html" or is_file or 300 <= response.status_code < 400:
        return
    html = unpacked(response).decode()
    if not html or response.request.method == "HEAD":
        return
    alike = blake2b(shape(html).encode(), digest_size=16).hexdigest()
    if sound and (sound / alike).exists():  # fetched again and again, and parsing takes as long as making it
        return
    wrong = list(faults(html))
    assert not wrong, f"{response.request.path}: " + "; ".join(wrong)
    if sound:
        (sound / alike).touch()


def shape(html: str) -> str:
    """What is the same for two pages only if both are sound or neither is."""
    return PASSING.sub("", WORDS.sub(">…<", VALUES.sub(r"\1", html)))


def unpacked(response: TestResponse) -> bytes:
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(response.headers.get("Content-Encoding", ""), bytes)
    return bytes(unpack(response.get_data()))


def forms(html: str) -> Iterator[Any]:
    """The POST forms of a page, in order; around them most pages are many times as long."""
    for found in POST_FORM.findall(html):
        yield from html5lib.parseFragment(found, namespaceHTMLElements=False).iter("form")


def faults(html: str) -> Any:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    for position, code, data in parser.errors:
        yield f"HTML error {code} {data} at {position}"
    yield from page_faults(tree)
    yield from id_faults(tree)
    yield from script_faults(tree)
    yield from form_faults(tree)


def page_faults(tree: Any) -> Any:
    if not tree.get("lang"):
        yield "no lang on <html>"
    title = tree.find("head/title")
    if title is None or not "".join(title.itertext()).strip():
        yield "no title"
    if len(list(tree.iter("h1"))) != 1:
        yield f"{len(list(tree.iter('h1')))} h1 headings"
    if len(list(tree.iter("main"))) != 1:
        yield "not one <main>"
    for image in tree.iter("img"):
        if image.get("alt") is None:
            yield f"image {image.get('src', '')[:60]} without alt"
        if image.get("src", "").startswith(("http:", "https:", "//")):
            yield f"image from elsewhere: {image.get('src')}"


def id_faults(tree: Any) -> Any:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    for name, count in ids.items():
        if count > 1:
            yield f"id {name} {count} times"
    for element in tree.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute} names {name}, which is not there"
        if element.tag == "label" and element.get("for") and element.get("for") not in ids:
            yield f"label for {element.get('for')}, which is not there"


def script_faults(tree: Any) -> Any:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and element.get("type") == "application/ld+json":
            yield from data_faults("".join(element.itertext()))
        elif element.tag == "script" and not element.get("src"):
            yield "inline script"
        if element.tag == "style" or element.get("style") is not None:
            yield f"inline style on <{element.tag}>"
        for name in dict(element.items()):
            if name.startswith("on"):
                yield f"{name} on <{element.tag}>"


def data_faults(text: str) -> Any:
    """What search engines read is data; it names no person's mail address and ends nowhere but at its end."""
    data = json.loads(text)
    if data.get("@context") != "https://schema.org" or not data.get("@type"):
        yield "JSON-LD that says not what it is"
    if "mailto:" in text or "<" in text:
        yield "JSON-LD with a mail address or markup"


def form_faults(tree: Any) -> Any:
    labelled = {label.get("for") for label in tree.iter("label")}
    wrapped = {id(child) for label in tree.iter("label") for child in label.iter()}
    for form in tree.iter("form"):
        names = [element.get("name") for element in form.iter() if element.get("name")]
        if form.get("method", "get").lower() == "post" and "csrf_token" not in names:
            yield f"form {form.get('action', '')} without csrf_token"
    for element in tree.iter():
        is_field = element.tag in ("select", "textarea") or (
            element.tag == "input" and element.get("type", "text") in TYPED
        )
        if is_field and not (
            element.get("id") in labelled
            or id(element) in wrapped
            or element.get("aria-label")
            or element.get("aria-labelledby")
        ):
            yield f"field {element.get('name')} without label"
        if element.tag == "button" and not "".join(element.itertext()).strip() and not element.get("aria-label"):
            yield "button without words"
