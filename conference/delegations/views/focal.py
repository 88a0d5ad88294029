"""A focal point's pages, behind the secret link in their mails: no account, no password."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from conference.core import audit
from conference.core.clock import now
from conference.core.web import by_secret_link
from conference.events.models import Event

from .. import queries
from ..forms import NomineeForm
from ..models import Delegation, Invitation
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
from .secret_pages import secret_page

focal = Blueprint("focal", __name__, url_prefix="/events/<slug>/delegation/<token>")


focal_page = secret_page(queries.find_by_focal_digest, "delegation.miss")


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
