"""Logos of projects and partners as pages show them: no larger a file than the place beside the emblem needs."""

from flask import Blueprint, Response, abort

from conference.core.web import DOWNLOAD_CSP, public

from ..web import small_logo

visibility = Blueprint("visibility", __name__)


@visibility.get("/pictures/<name>/small")
@public
def show_logo(name: str) -> Response:
    data = small_logo(name)
    if data is None:
        abort(404)
    response = Response(data, mimetype="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response
