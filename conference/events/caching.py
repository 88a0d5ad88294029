"""Pages of an event that look the same to everybody: made once for each state of it, then answered from memory.

The tag of a page says everything its words depend on, so that a visitor who has it is answered with 304 before
anything is read, and what is kept never has to be thrown away: a change asks for another tag.
Each process keeps its own copies, compressed as browsers ask for them.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

import brotli
from flask import Flask, Response, current_app, request, session

from conference.core.codes import digest
from conference.core.i18n import language

from .models import Event

MOST_PAGES = 200
MOST_BYTES = 24 * 1024 * 1024
LONGEST_QUERY = 200  # a longer one is no page of ours; nobody may fill the memory with it
QUALITY = 5
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda html: bytes(brotli.compress(html, quality=QUALITY)),
    "gzip": lambda html: gzip.compress(html, QUALITY, mtime=0),
    "identity": lambda html: html,
}


class Pages:
    """The pages used last, no more than `most` and no more bytes than `most_bytes`."""

    def __init__(self, most: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self.most, self.most_bytes, self.bytes = most, most_bytes, 0
        self.kept: OrderedDict[str, bytes] = OrderedDict()
        self.lock = Lock()

    def find(self, tag: str) -> bytes | None:
        with self.lock:
            if tag in self.kept:
                self.kept.move_to_end(tag)
            return self.kept.get(tag)

    def keep(self, tag: str, page: bytes) -> None:
        with self.lock:
            self.bytes += len(page) - len(self.kept.pop(tag, b""))
            self.kept[tag] = page
            while self.kept and (len(self.kept) > self.most or self.bytes > self.most_bytes):
                self.bytes -= len(self.kept.popitem(last=False)[1])


def shared_page(event: Event, *depends_on: Hashable, render: Callable[[], str]) -> Response | str:
    """Answer with the page that `render` makes, from memory where it was made before.

    depends_on: what its words depend on besides the event, its projects, the address and the language: the
    release, the minute of a live event. A draft, and a page of somebody who signed in or has a message
    waiting, is made anew and kept nowhere.
    """
    if not event.is_published or session or len(request.query_string) > LONGEST_QUERY:
        return render()
    encoding = request.accept_encodings.best_match(["br", "gzip"], default="identity")
    tag = tag_of(event, *depends_on, encoding)
    if request.if_none_match.contains_weak(tag):
        return tagged(Response(status=304), tag)
    pages: Pages = current_app.extensions["pages"]
    body = pages.find(tag)
    if body is None:
        body = ENCODERS[encoding](render().encode())
        pages.keep(tag, body)
    response = tagged(Response(body, mimetype="text/html"), tag)
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    return response


def tag_of(event: Event, *depends_on: Hashable) -> str:
    projects = [(project.code, project.version) for project in event.projects]
    address = (request.path, request.query_string, language(), current_app.extensions["assets"])
    return digest(repr((event.uuid, event.version, projects, address, depends_on)))[:32]


def tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    return response


def init_caching(app: Flask) -> None:
    app.extensions["pages"] = Pages()
