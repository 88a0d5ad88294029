"""One page for each thing that can go wrong, in the visitor's language, with nothing typed being lost."""

import logging
import uuid
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from .csrf import csrf_token
from .db import db
from .errors import NotFound, Refused, TooMany

log = logging.getLogger(__name__)
BAD_REQUEST = 400
BUSY_SECONDS = 5
MB = 1024 * 1024
MOST_KEPT_FIELDS = 1000  # as many as a form may have
FOR_PEOPLE = ("keeps", "contact")


def init_errorpages(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NotFound, lambda _error: error_page(404))
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(OperationalError, database_busy)
    app.register_error_handler(PoolTimeout, database_busy)
    app.register_error_handler(Exception, bug)


def words_for(status: int) -> tuple[str, str]:
    """(title, what to do) of the page for a status."""
    known = {
        400: (
            _("That did not work"),
            _("This page was open for too long, or was sent from another site. Please send it again."),
        ),
        403: (
            _("This page is not for your role"),
            _("You are signed in, but your role does not include this. Ask the owner of the event for the right."),
        ),
        404: (_("There is nothing here"), _("The address may be mistyped, or what was here is gone.")),
        405: (
            _("That did not work"),
            _("This address cannot be used in that way. Go back and use the buttons on the page."),
        ),
        409: (
            _("That is no longer possible"),
            _("Something changed in the meantime. Go back and look at the page anew."),
        ),
        410: (_("This has ended"), _("What was here is no longer available.")),
        413: (_("That is too large"), words_for_large()),
        429: (_("Too many tries"), _("Please wait a moment and try again.")),
        503: (_("The system is busy"), _("Nothing was saved. Please try again in a few seconds.")),
    }
    mistake = _("It is our mistake, not yours. Nothing was saved. Please try again later.")
    return known.get(status, (_("Something went wrong"), mistake))


def words_for_large() -> str:
    most = request.max_content_length
    if most and (request.content_length or 0) > most:
        too_much = _(
            "What you sent has %(sent)d MB, and %(most)d MB are the most that can be sent at once.",
            sent=-(-(request.content_length or 0) // MB),
            most=most // MB,
        )
        to_do = _(
            "Nothing was saved. Go back in your browser: what you typed stands there still. Choose a smaller file, for "
            "example one scanned at a lower resolution, and send the form again."
        )
    else:
        too_much = _("A text that you sent is too long.")
        to_do = _("Nothing was saved. Go back in your browser, shorten the text and send the form again.")
    return f"{too_much} {to_do}"


def withdrawn_page(contact: str) -> Response:
    """For a form of an event that is not shown any more: what was typed waits here until it is shown again."""
    words = _(
        "The organisers took this event off the site while you were filling in the form. Nothing was saved, but what "
        "you typed is kept on this page: leave it open, and send it again when the event is back."
    )
    return error_page(409, words, title=_("This event is not shown at the moment"), keeps=True, contact=contact)


def error_page(status: int, words: str | None = None, **extra: Any) -> Response:
    """`extra`: `keeps` what was typed whatever the status, `contact` to ask; for programs all but these."""
    if status == BAD_REQUEST and request.method in ("GET", "HEAD"):
        words = words or _("This address cannot be read: it may be cut off or mistyped.")
    if wants_json():
        return problem(status, words, **{name: value for name, value in extra.items() if name not in FOR_PEOPLE})
    g.is_private = True
    title, default_words = words_for(status)
    retry = request.method == "POST" and (status in (400, 429, 503) or extra.get("keeps", False))
    page = render_template(
        "errors/error.html",
        status=status,
        title=extra.get("title", title),
        contact=extra.get("contact"),
        has_files=retry and any(file.filename for file in request.files.values()),
        words=words or default_words,
        reference=extra.get("reference"),
        kept=kept_fields() if retry else [],
        retry=retry,
    )
    return make_response(page, status)


def problem(status: int, words: str | None = None, **extra: Any) -> Response:
    """The same for programs, as RFC 9457 problem details; `extra` are more members, like a stable `code`."""
    g.is_private = True
    title, default_words = words_for(status)
    members = {"type": "about:blank", "title": title, "status": status, "detail": words or default_words, **extra}
    response = make_response(members, status)
    response.mimetype = "application/problem+json"
    return response


def wants_json() -> bool:
    """Tell programs by what they send or accept, and by everything under /api and for devices at the door."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return request.is_json or best == "application/json" or request.path.startswith(("/api/", "/door/api/"))


def kept_fields() -> list[tuple[str, str]]:
    """What was typed, to be sent again with one press; never a password."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if "password" not in name]
    return [("csrf_token", csrf_token()), *((n, v) for n, v in kept[:MOST_KEPT_FIELDS] if n != "csrf_token")]


def http_error(error: HTTPException) -> Any:
    if error.response is not None or error.code is None or error.code < BAD_REQUEST:  # a redirect or a ready answer
        return error
    response = error_page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def too_many(error: TooMany) -> Response:
    response = error_page(429)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def refused(error: Refused) -> Response:
    """A service said no and the page had no form to show it in."""
    return error_page(409, str(error), code=error.code)


def database_busy(error: Exception) -> Response:
    db.session.rollback()
    log.warning("database busy or away: %s", type(error).__name__)
    response = error_page(503)
    response.headers["Retry-After"] = str(BUSY_SECONDS)
    return response


def bug(error: Exception) -> Response:
    db.session.rollback()
    reference = uuid.uuid4().hex[:8].upper()
    log.error("bug %s at %s", reference, request.endpoint, exc_info=error)
    return error_page(500, reference=reference)
