"""Pages behind a secret link in a mail: of focal points, of invited people, of whoever registered a group."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g
from flask_babel import gettext as _
from flask_babel import refresh

from conference.core.clock import now
from conference.core.codes import digest
from conference.core.errorpages import error_page
from conference.core.i18n import LANGUAGES
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer
from conference.events.models import Event

from ..rules import KEPT_FOR

View = TypeVar("View", bound=Callable[..., Any])
MISSES_A_MINUTE = 60  # wrong links from one client


def secret_page(find: Callable[[str, str], tuple[Any, Event] | None], missed: str) -> Callable[[View], View]:
    """Hand the view what is `found` behind `token`, and its `event`, in the person's language.

    `find`: from the event's slug and the digest of the link. `missed`: what wrong links are counted as. A wrong link
    tells no more than an old one.
    """

    def behind_link(view: View) -> View:
        @wraps(view)
        def page(slug: str, token: str, **values: Any) -> Any:
            private_answer()
            row = find(slug, digest(token))
            if row is None or now() >= row[1].ends_at + KEPT_FOR:
                hit(missed, client_key(), limit=MISSES_A_MINUTE, seconds=60)
                return error_page(404, link_is_over())
            found, event = row
            g.event, g.role = event, None
            if found.language in LANGUAGES:
                g.preferred_language = found.language
                refresh()
            return view(found=found, event=event, token=token, **values)

        return page  # type: ignore[return-value]

    return behind_link


def link_is_over() -> str:
    return _(
        "This link is mistyped, or its time is over. The newest one is in the last mail that you got from the "
        "organisers. Answer that mail to ask them for a new one."
    )
