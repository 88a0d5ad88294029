"""A focal point's pages, behind the secret link in their mails: no account, no password."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, g, render_template, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response

from conference.core import audit
from conference.core.clock import now
from conference.core.codes import digest
from conference.core.errorpages import error_page
from conference.core.i18n import LANGUAGES
from conference.core.throttle import hit
from conference.core.web import by_secret_link, client_key, private_answer
from conference.events.models import Event

from .. import queries
from ..forms import NomineeForm
from ..models import Delegation, Invitation
from ..rules import KEPT_FOR
from .people import (
    Answer,
    Place,
    act,
    facts_of_form,
    letter_answer,
    name_somebody,
    people_facts,
    person_or_404,
    save_letter,
)

focal = Blueprint("focal", __name__, url_prefix="/events/<slug>/delegation/<token>")
View = TypeVar("View", bound=Callable[..., Any])
MISSES_A_MINUTE = 60  # wrong links from one client


def focal_page(view: View) -> View:
    """Hand the view the delegation `found` behind `token`, and the `event`; a wrong link tells no more than an old."""

    @wraps(view)
    def page(slug: str, token: str, **values: Any) -> Any:
        private_answer()
        row = queries.find_by_focal_digest(slug, digest(token))
        if row is None or now() >= row[1].ends_at + KEPT_FOR:
            hit("delegation.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
            return error_page(404, link_is_over())
        found, event = row
        g.event, g.role = event, None
        if found.language in LANGUAGES:
            g.preferred_language = found.language
            refresh()
        return view(found=found, event=event, token=token, **values)

    return page  # type: ignore[return-value]


def link_is_over() -> str:
    return _(
        "This link is mistyped, or its time is over. The newest one is in the last mail that you got from the "
        "organisers. Answer that mail to ask them for a new one."
    )


def place_of(event: Event, token: str) -> Place:
    return Place(audit.FOCAL_POINT, url_for("focal.delegation", slug=event.slug, token=token))


@focal.get("/")
@by_secret_link
@focal_page
def delegation(found: Delegation, event: Event, token: str) -> Answer:
    facts = people_facts(
        found,
        now(),
        lambda person, deed: url_for(".act_on_person", person=person.code, deed=deed, slug=event.slug, token=token),
        lambda person: url_for(".replace", person=person.code, slug=event.slug, token=token),
        frozenset(),  # what others do is not for this page
    )
    return render_template("delegations/focal/delegation.html", event=event, token=token, **facts)


@focal.route("/name", methods=["GET", "POST"])
@by_secret_link
@focal_page
def nominate(found: Delegation, event: Event, token: str) -> Answer:
    return shown(event, found, token, None)


@focal.route("/people/<person>/replace", methods=["GET", "POST"])
@by_secret_link
@focal_page
def replace(found: Delegation, event: Event, token: str, person: str) -> Answer:
    return shown(event, found, token, person_or_404(found, person))


def shown(event: Event, found: Delegation, token: str, replaced: Invitation | None) -> Answer:
    place = place_of(event, token)
    answer = name_somebody(found, place, replaced)
    if not isinstance(answer, NomineeForm):
        return answer
    facts = facts_of_form(answer, replaced, place.back)
    page = render_template("delegations/focal/nominee.html", event=event, token=token, delegation=found, **facts)
    return page, answer.status


@focal.post("/people/<person>/<any(withdraw, head, up, down):deed>")
@by_secret_link
@focal_page
def act_on_person(found: Delegation, event: Event, token: str, person: str, deed: str) -> Response:
    return act(found, person_or_404(found, person), deed, place_of(event, token))


@focal.post("/letter")
@by_secret_link
@focal_page
def change_letter(found: Delegation, event: Event, token: str) -> Response:
    return save_letter(found, place_of(event, token))


@focal.get("/letter")
@by_secret_link
@focal_page
def letter(found: Delegation, event: Event, token: str) -> Response:
    del event, token
    return letter_answer(found)
