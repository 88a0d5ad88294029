"""The page on which somebody says that it is enough. Mail programs call the same address by themselves (RFC 8058)."""

from flask import Blueprint, abort, g, render_template, request
from flask_babel import refresh

from conference.core.clock import now
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.core.throttle import hit
from conference.core.web import by_secret_link, client_key, private_answer
from conference.registration.models import Registration

from .. import links, queries, services

correspondence = Blueprint("correspondence", __name__, url_prefix="/events/<slug>/unsubscribe")
MISSES_A_MINUTE = 60


def person_behind(slug: str, token: str) -> Registration:
    private_answer()
    found = links.find_by_token(slug, token)
    if found is None:
        hit("unsubscribe.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
        abort(404)
    g.event, g.role = found.event, None
    if found.language in LANGUAGES and "lang" not in request.args:
        g.preferred_language = found.language
        refresh()
    return found


@correspondence.route("/<token>", methods=["GET", "POST"])
@by_secret_link
def unsubscribe(slug: str, token: str) -> str:
    """Opening it changes nothing, as mail programs open links on their own; posting does, with no cookie or token.

    That is what RFC 8058 asks for: the address itself is the proof, and the worst that a stranger can do with it.
    """
    person = person_behind(slug, token)
    if request.method == "POST":
        wants_back = request.form.get("deed") == "subscribe"
        if not wants_back:
            services.unsubscribe(person.id, at=now())
        elif ActionForm().validate_on_submit():
            services.subscribe(person.id, at=now())
        person = person_behind(slug, token)
    return render_template(
        "correspondence/public/unsubscribe.html",
        event=person.event,
        token=token,
        is_out=queries.is_unsubscribed(person.event_id, person.email_key),
        is_done=request.method == "POST",
    )
