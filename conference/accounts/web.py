"""Who is asking: pages for people who signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from conference.core.audit import Actor
from conference.core.web import private_answer, stated

from .models import User

View = TypeVar("View", bound=Callable[..., Any])


def current_user_id() -> int | None:
    return int(current_user.user_id) if current_user.is_authenticated else None


def signed_in_user() -> User:
    """The user behind this request; only for pages that ask for a sign-in."""
    user = current_user.user
    assert isinstance(user, User)
    return user


def current_actor() -> Actor:
    user = signed_in_user()
    return Actor(user.name, user.id)


def send_to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=target))


def signed_in(view: View) -> View:
    """Any signed-in user may see this page."""

    @wraps(view)
    def page(**values: Any) -> Any:
        private_answer()
        if not current_user.is_authenticated:
            return send_to_sign_in()
        return view(**values)

    return stated("signed in", page)  # type: ignore[return-value]
