"""A person gives the consents of the form, or takes them back, on their own page."""

from flask import abort, request
from werkzeug.wrappers import Response

from conference.core.audit import ATTENDEE
from conference.core.clock import now
from conference.core.web import by_secret_link
from conference.questions.queries import form_of

from .. import services
from ..answers import consents_asked
from ..models import Registration
from .own import back, only_sent_from_our_page, own_registration
from .public import registration as blueprint


@blueprint.post("/registrations/<token>/consents/<question>")
@by_secret_link
@own_registration
def own_consent(registration: Registration, token: str, question: str) -> Response:
    """The button says which, so that pressing it twice changes nothing; what is agreed to are the words of today."""
    only_sent_from_our_page()
    form = form_of(registration.event)
    asked = next((one for one in consents_asked(registration, form) if one.code == question), None)
    known = form.question(question)
    if asked is None or known is None:
        abort(404)
    if request.form.get("agree") == "yes":
        services.give_consent(registration.id, asked.words, actor=ATTENDEE, at=now(), purpose=known.name)
    else:
        services.withdraw_consent(registration.id, actor=ATTENDEE, at=now(), purpose=known.name)
    return back(registration, token)
