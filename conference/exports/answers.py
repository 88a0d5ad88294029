"""How files for other programs are answered: kept in memory, open to every site, never run, under a fixed name."""

from collections.abc import Callable, Hashable

from flask import Blueprint, Response

from conference.core.i18n import force_locale
from conference.core.web import DOWNLOAD_CSP
from conference.events.caching import shared_file

from .released import Released

EDITION = 2  # of the formats below; another one makes other tags
TYPES = {
    "ics": "text/calendar",
    "xml": "text/xml",
    "atom": "application/atom+xml",
    "json": "application/json",
    "js": "text/javascript",
}


def file(released: Released, kind: str, name: str, make: Callable[[], bytes], *depends_on: Hashable) -> Response:
    """Answer with what `make` gives for the release; depends_on: what else was read from the address."""

    def render() -> bytes:
        with force_locale(released.words):
            return make()

    response = shared_file(
        released.event, EDITION, released.number, released.language, *depends_on, render=render, mimetype=TYPES[kind]
    )
    return shown(response, name)


def shown(response: Response, name: str) -> Response:
    """Shown, not run; `name` is what it is called when somebody keeps it."""
    response.headers.set("Content-Disposition", "inline", filename=name)
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    if str(response.mimetype).endswith("+xml"):
        response.headers["Content-Type"] = f"{response.mimetype}; charset=utf-8"
    return response


def open_to_every_site(blueprint: Blueprint) -> None:
    """Let pages of other sites read what this blueprint answers: it is public, and the same for everybody."""

    @blueprint.after_request
    def allow(response: Response) -> Response:
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Disposition"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if "Allow" in headers:  # the answer to OPTIONS, which browsers send before they send a tag
            headers["Access-Control-Allow-Methods"] = headers["Allow"]
            headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept"
            headers["Access-Control-Max-Age"] = "86400"
        return response
