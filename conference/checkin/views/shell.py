"""The door as a program that phones keep: page, service worker, manifest. Public; nothing of an event is in it."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, send_from_directory, url_for
from flask_babel import gettext as _

from conference.core.assets import asset_url
from conference.core.i18n import LANGUAGES, force_locale, language
from conference.core.web import camera_allowed, public

door_shell = Blueprint("door_shell", __name__, url_prefix="/door")

PATTERNS = (
    "door/**/*.js",
    "css/door.css",
    "fonts/commissioner-*latin*.woff2",
    "fonts/commissioner-*cyrillic*.woff2",
    "vendor/zxing/*.js",
    "vendor/zxing/*.wasm",
    "img/icon.svg",
)
DECODER = "door/decoder.js"


@door_shell.get("/")
@public
def page() -> str:
    camera_allowed()
    return shell()


def shell() -> str:
    return render_template("checkin/door/shell.html")


@door_shell.get("/decoder.js")
@public
def decoder() -> Response:
    """The reading worker, below /door/ so that the service worker answers for it and for what it fetches."""
    camera_allowed()
    return send_from_directory(built(), DECODER, mimetype="text/javascript")


@door_shell.get("/sw.js")
@public
def worker() -> Response:
    """Its text changes with any file or word of the shell: that is how browsers notice a newer one."""
    files = files_of_shell()
    pages = {code: url_for("door_shell.page", lang=code) for code in LANGUAGES}
    words = render_template("checkin/door/sw.js", files=files, pages=pages, version=version_of(files))
    return Response(words, mimetype="text/javascript")


def built() -> Path:
    return Path(current_app.config["STATIC_BUILD_DIR"])


def files_of_shell() -> list[str]:
    folder = built()
    names = sorted(
        {path.relative_to(folder).as_posix() for pattern in PATTERNS for path in folder.glob(pattern)} - {DECODER}
    )
    return [url_for("door_shell.decoder", lang=None), *map(asset_url, names)]


def version_of(files: list[str]) -> str:
    """Of the built files (their addresses change with them) and of the page in every language."""
    digest = hashlib.sha256("\n".join(files).encode())
    for code in LANGUAGES:
        with force_locale(code):
            digest.update(shell().encode())
    return digest.hexdigest()[:16]


@door_shell.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    icons = [
        {
            "src": asset_url(f"img/door-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    content: dict[str, Any] = {
        "name": _("Door scanner"),
        "short_name": _("Door"),
        "lang": language(),
        "start_url": url_for("door_shell.page", lang=language()),
        "scope": "/door/",
        "display": "fullscreen",
        "background_color": "#0f1518",
        "theme_color": "#0f1518",
        "icons": icons,
    }
    answer = jsonify(content)
    answer.mimetype = "application/manifest+json"
    return answer
