"""Proof that a form was shown by us to this visitor: no cookie is needed before somebody signs in.

A token is signed with a key of its own and bound to the sign-in session (or to having none). Browsers that say
where a request comes from (Origin, Sec-Fetch-Site) are believed: a foreign site cannot post at all.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask_babel import gettext as _
from itsdangerous import BadData
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.validators import ValidationError

from . import codes

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def csrf_token() -> str:
    if "csrf_token" not in g:
        g.csrf_token = codes.sign("csrf", _bound_to())
    return str(g.csrf_token)


def is_csrf_token(token: str | None) -> bool:
    try:
        bound_to = codes.unsign("csrf", token or "", max_age=current_app.config["WTF_CSRF_TIME_LIMIT"])
    except BadData:
        return False
    return bool(bound_to == _bound_to())


def _bound_to() -> str:
    """What the token is tied to: a digest of the sign-in session, or "" for an anonymous visitor."""
    token = session.get("_user_id")
    return codes.digest(str(token))[:16] if token else ""


class SignedCSRF(CSRF):
    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        return csrf_token()

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:
        if not is_csrf_token(field.data):
            raise ValidationError(_("This page was open for too long. Nothing is lost: please send it again."))


def refuse_foreign_sites() -> None:
    """Turn away what another site's page makes a visitor's browser send."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")  # every current browser says it, and no script can change it
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(400)
        return
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != request.host:
        abort(400)


def _host_of(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # brackets that hold no IPv6 address
        return None


def init_csrf(app: Flask) -> None:
    app.before_request(refuse_foreign_sites)
    app.add_template_global(csrf_token)
