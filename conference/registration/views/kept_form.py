"""The empty form as everybody gets it: made once a second at most, each copy with a proof and a key of its own.

When registration opens, thousands ask for it at the same moment. All that decides what stands in it but the places that
sessions have left is in the tag, so that a change shows at once; those are a second old at most, and the answer to the
sent form is what counts.
"""

import uuid
from collections.abc import Callable, Hashable

from flask import current_app, g, request, session

from conference.core.clock import now
from conference.core.csrf import csrf_token
from conference.core.i18n import language
from conference.events.caching import LONGEST_QUERY, Pages, tag_of
from conference.events.models import Event

PROOF = "proof-that-the-page-was-shown"
KEY = "00000000-0000-4000-8000-000000000000"
FORMS = "forms"  # of the application's extensions
MOST_FORMS = 20


def kept_form(event: Event, *depends_on: Hashable, render: Callable[[str | None], str]) -> str:
    """The page that `render` makes; it is handed the submit key to write, or None for one of its own making."""
    is_shared = event.is_published and not session and len(request.query_string) <= LONGEST_QUERY
    if not is_shared or not current_app.config["KEEP_FORMS"]:
        return render(None)
    second = int(now().timestamp())
    tag = tag_of(event, request.query_string, language(), second, *depends_on)
    forms: Pages = current_app.extensions.setdefault(FORMS, Pages(MOST_FORMS))
    found = forms.find(tag)
    if found is None:
        g.csrf_token = PROOF
        found = render(KEY).encode()
        g.pop("csrf_token")
        forms.keep(tag, found)
    return found.decode().replace(PROOF, csrf_token()).replace(KEY, str(uuid.uuid4()))
