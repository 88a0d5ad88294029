"""The empty form as everybody gets it: made once a second at most, each copy with a proof and a key of its own.

When registration opens, thousands ask for it at the same moment. All that decides what stands in it but the places that
sessions have left is in the tag, so that a change shows at once; those are a second old at most, and the answer to the
sent form is what counts. When the last place is gone, hundreds are answered with their form at the same moment: what
stands around it is kept likewise.
"""

import uuid
from collections.abc import Callable, Hashable

from flask import current_app, g, request, session
from markupsafe import Markup

from conference.core.clock import now
from conference.core.csrf import csrf_token
from conference.core.i18n import language
from conference.events.caching import LONGEST_QUERY, Pages, tag_of
from conference.events.models import Event

PROOF = "proof-that-the-page-was-shown"
KEY = "00000000-0000-4000-8000-000000000000"
MAIN = Markup("<!-- what is between -->")
FORMS = "forms"  # of the application's extensions
MOST_FORMS = 20


def kept_form(event: Event, *depends_on: Hashable, render: Callable[[str | None], str]) -> str:
    """The page that `render` makes; it is handed the submit key to write, or None for one of its own making."""
    if not _is_shared(event):
        return render(None)

    def page() -> str:
        g.csrf_token = PROOF
        made = render(KEY)
        g.pop("csrf_token")
        return made

    return _kept(event, "form", *depends_on, make=page).replace(PROOF, csrf_token()).replace(KEY, str(uuid.uuid4()))


def in_kept_frame(event: Event, *depends_on: Hashable, main: Markup, render: Callable[[Markup], str]) -> str:
    """The page that `render` makes around `main`."""
    if not _is_shared(event):
        return render(main)
    before, after = _kept(event, "frame", *depends_on, make=lambda: render(MAIN)).split(MAIN)
    return f"{before}{main}{after}"


def _is_shared(event: Event) -> bool:
    is_shared = event.is_published and not session and len(request.query_string) <= LONGEST_QUERY
    return is_shared and bool(current_app.config["KEEP_FORMS"])


def _kept(event: Event, *depends_on: Hashable, make: Callable[[], str]) -> str:
    tag = tag_of(event, request.query_string, language(), int(now().timestamp()), *depends_on)
    forms: Pages = current_app.extensions.setdefault(FORMS, Pages(MOST_FORMS))
    found = forms.find(tag)
    if found is None:
        found = make().encode()
        forms.keep(tag, found)
    return found.decode()
