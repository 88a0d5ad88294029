"""The one way a page gets its event: loaded by its slug and checked against the visitor's role in one step."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, g, request
from flask_login import current_user

from conference.accounts.web import current_user_id, send_to_sign_in
from conference.core.csrf import is_csrf_token
from conference.core.errorpages import withdrawn_page
from conference.core.web import private_answer, stated

from . import queries
from .models import Event
from .permissions import PERMISSIONS, Permission, Role

View = TypeVar("View", bound=Callable[..., Any])


def event_page(permission: Permission | None = None, *, public: bool = False) -> Callable[[View], View]:
    """Hand the view an `event` in place of `slug`, if the visitor may see it.

    `public=True`: anybody, once the event is published; its team also before. Else `permission` is needed:
    without a sign-in the visitor is asked for one, a stranger to the event gets 404, a wrong role 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(slug: str, **values: Any) -> Any:
            event, role = queries.event_and_role(slug, current_user_id())
            if public:
                if event is not None and not (event.is_published or role) and was_sent_before_it_was_hidden(event):
                    return withdrawn_page(event.contact_email)
                if event is None or not (event.is_published or role):
                    abort(404)
                if not event.is_published:
                    private_answer()
            else:
                private_answer()
                if not current_user.is_authenticated:
                    return send_to_sign_in()
                if event is None or role is None:
                    abort(404)
                if permission not in PERMISSIONS[Role(role)]:
                    abort(403)
            g.event, g.role = event, role
            return view(event=event, **values)

        return stated("public" if public else str(permission), page)  # type: ignore[return-value]

    return decorate


def was_sent_before_it_was_hidden(event: Event) -> bool:
    """Whether a form comes from a page of ours, of an event that everybody saw once: its name tells nothing new."""
    if request.method != "POST" or not is_csrf_token(request.form.get("csrf_token")):
        return False
    return queries.was_withdrawn(event.id)


def may(permission: Permission) -> bool:
    """Tell whether the visitor of this event's page has the right."""
    role = g.get("role")
    return role is not None and permission in PERMISSIONS[Role(role)]


__all__ = ["Event", "event_page", "may"]
