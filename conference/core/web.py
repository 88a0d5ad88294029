"""The edge of every page: who may see it, the headers it carries, where it may lead."""

import os
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import wrap_file

View = TypeVar("View", bound=Callable[..., Any])

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
DOWNLOAD_CSP = "default-src 'none'; sandbox"
SCANNER_CSP = CSP.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def stated(access: str, view: View) -> View:
    """Write down who may call the view; a test refuses routes that say nothing."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Anybody may see this page, so nothing on it may be private."""
    return stated("public", view)


def by_secret_link(view: View) -> View:
    """Whoever knows the secret in the address may see this page; it is never cached or sent on as referrer."""
    return stated("secret link", view)


def private_answer() -> None:
    """Nothing on the way may keep this answer."""
    g.is_private = True


def camera_allowed() -> None:
    """This page scans badges: it may use the camera and run the compiled decoder."""
    g.uses_camera = True


def client_key() -> str:
    """The visitor's address as limits count it: IPv6 by /64, as one household holds many."""
    address = request.remote_addr or "unknown"
    return ":".join(address.split(":")[:4]) if ":" in address else address


def is_too_large(most: int) -> bool:
    """Tell by its announced length that a form sends more than `most` bytes: show it again and read nothing of it."""
    return request.method == "POST" and (request.content_length or 0) > most


def safe_next_url(target: str | None, fallback: str) -> str:
    """`target` when it leads to a page of ours, else `fallback`."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return fallback
    if "\\" in target or not target.isprintable() or " " in target:
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target


def download(data: bytes | BinaryIO, name: str, mimetype: str, *, inline: bool = False) -> Response:
    """A file for the visitor: never run, never kept by a proxy. An open file is sent block by block, and closed."""
    private_answer()
    if isinstance(data, bytes):
        response = Response(data, mimetype=mimetype)
    else:
        response = Response(wrap_file(request.environ, data), mimetype=mimetype, direct_passthrough=True)
        response.content_length = os.fstat(data.fileno()).st_size
    response.headers.set("Content-Disposition", "inline" if inline else "attachment", filename=name)
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response


def init_web(app: Flask) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.before_request(refuse_broken_text)
    app.after_request(set_headers)


def refuse_broken_text() -> None:
    """Characters no database takes, in an address: there is nothing under such an address."""
    if "\x00" in request.path or "\ufffd" in request.path:
        abort(404)
    if any("\x00" in value or "\ufffd" in value for values in request.args.listvalues() for value in values):
        abort(400)


def set_headers(response: Response) -> Response:
    headers = response.headers
    camera = g.get("uses_camera", False)
    headers.setdefault("Content-Security-Policy", SCANNER_CSP if camera else CSP)
    headers.setdefault("Permissions-Policy", f"camera=({'self' if camera else ''}), microphone=(), geolocation=()")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")  # secrets in addresses stay here; forms say their origin
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if g.get("is_private", False) or request.method == "POST":
        headers["Cache-Control"] = "private, no-store"
        headers.setdefault("X-Robots-Tag", "noindex")
    else:
        headers.setdefault("Cache-Control", "no-cache")
    if current_app.config["BASE_URL"].startswith("https"):
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")  # headers.add() is undone where the session adds "Cookie" after us
    return response
