"""Pages and files of an event that are the same for everybody: made once for each state of it, then from memory.

The tag of a page says everything its words depend on, so that a visitor who has it is answered with 304 before
anything is read, and what is kept never has to be thrown away: a change asks for another tag.
Each process keeps its own copies, compressed as browsers ask for them.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta
from threading import Lock

import brotli
from flask import Flask, Response, current_app, request, session

from conference.core.clock import now
from conference.core.codes import digest
from conference.core.i18n import language

from .models import Event
from .queries import project_versions

MOST_PAGES = 200
MOST_BYTES = 24 * 1024 * 1024
MOST_ADDRESSES = 5000
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


class Ages:
    """Since when each address has its present content, for visitors who know no tags.

    In whole seconds, as the header has them; of two contents in one second the later one counts as a second
    younger, so that nobody is told that nothing changed.
    """

    def __init__(self, most: int = MOST_ADDRESSES) -> None:
        self.most = most
        self.known: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self.lock = Lock()

    def since(self, address: str, tag: str, at: datetime) -> datetime:
        with self.lock:
            known_tag, since = self.known.pop(address, ("", datetime.min.replace(tzinfo=UTC)))
            if known_tag != tag:
                since = max(at.replace(microsecond=0), since + timedelta(seconds=1) if known_tag else since)
            self.known[address] = (tag, since)
            if len(self.known) > self.most:
                self.known.popitem(last=False)
        return since


def shared_page(event: Event, *depends_on: Hashable, render: Callable[[], str]) -> Response | str:
    """Answer with the page that `render` makes, from memory where it was made before.

    depends_on: what its words depend on besides the event, its projects, the address and the language: the
    release, the minute of a live event. A draft, and a page of somebody who signed in or has a message
    waiting, is made anew and kept nowhere.
    """
    if not event.is_published or session or len(request.query_string) > LONGEST_QUERY:
        return render()
    tag = tag_of(event, request.query_string, language(), *depends_on)
    return _answer("pages", tag, "text/html", lambda: render().encode())


def shared_file(event: Event, *depends_on: Hashable, render: Callable[[], bytes], mimetype: str) -> Response:
    """The same for a file that other programs fetch, which looks the same also to who is signed in.

    depends_on: everything besides the event, its projects and the path, also what is read from the query and in
    which language. Programs that know no tags are answered by the time since when it is so.
    """
    if not event.is_published:
        return Response(render(), mimetype=mimetype)
    tag = tag_of(event, *depends_on)
    since = None
    if len(request.query_string) <= LONGEST_QUERY:
        ages: Ages = current_app.extensions["ages"]
        since = ages.since(request.full_path, tag, now())
    return _answer("files", tag, mimetype, render, since)


def unshared_file(state: Hashable, render: Callable[[], bytes], mimetype: str) -> Response:
    """The same for a file of one person, or of no single event: made anew and kept nowhere, compressed as is asked.

    state: everything it depends on, or what it says.
    """
    return _answer("", digest(repr(state))[:32], mimetype, render)


def _answer(kind: str, tag: str, mimetype: str, make: Callable[[], bytes], since: datetime | None = None) -> Response:
    encoding = request.accept_encodings.best_match(["br", "gzip"], default="identity")
    tag = f"{tag}-{encoding}"
    if _is_known(tag, since):
        return tagged(Response(status=304), tag, since)
    pages: Pages | None = current_app.extensions[kind] if kind else None
    body = pages.find(tag) if pages else None
    if body is None:
        body = ENCODERS[encoding](make())
        if pages:
            pages.keep(tag, body)
    response = tagged(Response(body, mimetype=mimetype), tag, since)
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    return response


def _is_known(tag: str, since: datetime | None) -> bool:
    """Does the visitor have it already? Who sends a tag is asked by the tag alone (RFC 9110, 13.1.3)."""
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(tag)
    asked = request.if_modified_since
    return since is not None and asked is not None and since <= asked


def tag_of(event: Event, *depends_on: Hashable) -> str:
    projects = project_versions(event.id)
    address = (request.path, current_app.extensions["assets"])
    return digest(repr((event.uuid, event.version, projects, address, depends_on)))[:32]


def tagged(response: Response, tag: str, since: datetime | None = None) -> Response:
    response.set_etag(tag)
    response.last_modified = since
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    return response


def init_caching(app: Flask) -> None:
    app.extensions["pages"] = Pages()
    app.extensions["files"] = Pages()
    app.extensions["ages"] = Ages()
