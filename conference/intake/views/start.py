"""Where imports begin. The pages of each way join this blueprint."""

from flask import Blueprint, render_template

from conference.core.clock import now
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import queries
from ..pages import page_of
from ..ways import WAYS
from ..words import KIND_WORDS, STATE_WORDS

intake = Blueprint("intake", __name__, url_prefix="/manage/<slug>/import")


@intake.get("")
@event_page(Permission.EDIT_PROGRAMME)
def start(event: Event) -> str:
    """The ways to bring something in, and what was brought in lately."""
    found = queries.intakes_of_event(event.id, now())
    return render_template(
        "intake/start.html",
        event=event,
        ways=WAYS,
        intakes=[(row, page_of(row)) for row in found],
        kind_words=KIND_WORDS,
        state_words=STATE_WORDS,
    )
