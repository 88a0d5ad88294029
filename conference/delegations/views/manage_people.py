"""Organisers can do for a delegation all that its focal point can."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from ..forms import NomineeForm
from ..models import Delegation, Invitation
from .manage import delegation_or_404, manage_delegations
from .people import (
    Answer,
    Place,
    act,
    facts_of_form,
    letter_answer,
    name_somebody,
    person_or_404,
    save_letter,
)


def place_of(event: Event, delegation: Delegation) -> Place:
    return Place(current_actor(), url_for("manage_delegations.delegation", slug=event.slug, code=delegation.code))


def shown(event: Event, found: Delegation, replaced: Invitation | None) -> Answer:
    place = place_of(event, found)
    answer = name_somebody(found, place, replaced)
    if not isinstance(answer, NomineeForm):
        return answer
    facts = facts_of_form(answer, replaced, place.back)
    page = render_template("delegations/manage/nominee.html", event=event, delegation=found, **facts)
    return page, answer.status


@manage_delegations.route("/<code>/name", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def nominate(event: Event, code: str) -> Answer:
    return shown(event, delegation_or_404(event, code), None)


@manage_delegations.route("/<code>/people/<person>/replace", methods=["GET", "POST"])
@event_page(Permission.EDIT_ATTENDEES)
def replace(event: Event, code: str, person: str) -> Answer:
    found = delegation_or_404(event, code)
    return shown(event, found, person_or_404(found, person))


@manage_delegations.post("/<code>/people/<person>/<any(withdraw, head, up, down):deed>")
@event_page(Permission.EDIT_ATTENDEES)
def act_on_person(event: Event, code: str, person: str, deed: str) -> Response:
    found = delegation_or_404(event, code)
    return act(found, person_or_404(found, person), deed, place_of(event, found))


@manage_delegations.post("/<code>/letter")
@event_page(Permission.EDIT_ATTENDEES)
def change_letter(event: Event, code: str) -> Response:
    found = delegation_or_404(event, code)
    return save_letter(found, place_of(event, found))


@manage_delegations.get("/<code>/letter")
@event_page(Permission.VIEW_ATTENDEES)
def letter(event: Event, code: str) -> Response:
    return letter_answer(delegation_or_404(event, code))
