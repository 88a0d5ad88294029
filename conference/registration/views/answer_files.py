"""Files that people answered with: for themselves, and for organisers."""

from flask import Response, abort

from conference.core.files import file_answer
from conference.core.web import by_secret_link
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.questions.queries import find_answer_file

from ..models import Registration
from .manage import get_registration, manage_registrations
from .own import own_registration
from .public import registration as blueprint


@manage_registrations.get("/<code>/files/<question>", endpoint="answer_file")
@event_page(Permission.VIEW_ATTENDEES)
def answer_file(event: Event, code: str, question: str) -> Response:
    return sent(get_registration(event, code).id, question)


@blueprint.get("/registrations/<token>/files/<question>")
@by_secret_link
@own_registration
def own_file(registration: Registration, token: str, question: str) -> Response:
    del token
    return sent(registration.id, question)


def sent(registration_id: int, question: str) -> Response:
    file = find_answer_file(registration_id, question)
    return file_answer(file) if file is not None else abort(404)
