"""What the editor's script asks the server."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, request
from flask_babel import gettext as _

from conference.accounts.web import current_actor
from conference.core import times
from conference.core.clock import now
from conference.core.csrf import is_csrf_token
from conference.core.errorpages import problem
from conference.core.errors import Refused
from conference.core.i18n import language
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import editor_forms as forms
from .. import editor_queries as queries
from .. import editor_services as services
from ..editor_rules import BadMove, Gone, Outcome, StaleMove
from ..editor_state import present, state_after, wall, whole_state
from ..free_pages import proposals_or_warned
from ..queries import board_of
from .clashes import asked_for

calls = Blueprint("agenda_calls", __name__, url_prefix="/manage/<slug>/agenda")
MOST_TAB = 12
MOST_DIGITS = 12


@calls.get("/state")
@event_page(Permission.EDIT_PROGRAMME)
def state(event: Event) -> Response:
    """The draft, or 304 when nothing happened to it; `since` asks what others did after that entry."""
    tag, _newest = queries.tag_of(event.id)
    etag = f"{tag}-{language()}"
    if etag in request.if_none_match:
        response = Response(status=304)
    else:
        since = request.args.get("since", "")
        number = int(since) if since.isascii() and since.isdigit() and len(since) <= MOST_DIGITS else None
        response = make_response(whole_state(event, number, tab_of_call()))
    response.set_etag(etag)
    return response


@calls.get("/free")
@event_page(Permission.EDIT_PROGRAMME)
def free(event: Event) -> dict[str, Any]:
    """Places for a session; `warns` when there are none but such as only warn."""
    board, zone = board_of(event), event.zone
    found, warns = proposals_or_warned(board, asked_for(board, request.args.get("session", ""), request.args))
    places = [{"room": one.room, "starts": wall(one.starts_at, zone), "ends": wall(one.ends_at, zone)} for one in found]
    return {"places": places, "warns": warns and bool(places)}


@calls.post("/moves")
@event_page(Permission.EDIT_PROGRAMME)
def move(event: Event) -> Response:
    """Move slots, all of them or none."""
    return answered(
        event,
        lambda body: services.move_slots(
            event.id, forms.moves(body, event.zone), tab=tab_of_call(), actor=current_actor(), at=now()
        ),
    )


@calls.post("/sessions")
@event_page(Permission.EDIT_PROGRAMME)
def add_session(event: Event) -> Response:
    return answered(
        event,
        lambda body: services.add_session(
            event.id, forms.new_session(body, event.zone), tab=tab_of_call(), actor=current_actor(), at=now()
        ),
    )


@calls.post("/repeats")
@event_page(Permission.EDIT_PROGRAMME)
def repeat_session(event: Event) -> Response:
    """Hold a session once more."""
    return answered(event, lambda body: _repeat(event, body))


def _repeat(event: Event, body: Any) -> Outcome:
    wanted = forms.repeat(body, event.zone)
    return services.repeat_session(event.id, *wanted, tab=tab_of_call(), actor=current_actor(), at=now())


def answered(event: Event, deed: Callable[[Any], Outcome]) -> Response:
    """Do it and say what changed; what cannot be is said as problem details."""
    if not is_csrf_token(request.headers.get("X-CSRF-Token")):
        return problem(400)
    zone = event.zone
    try:
        outcome = deed(body_of_call())
    except StaleMove as refusal:
        when = times.instant(refusal.at, zone) if refusal.at else ""
        extra = {"code": refusal.code, "who": refusal.who, "when": when}
        return problem(409, str(refusal), present=present(event, refusal.sessions), **extra)
    except Gone as refusal:
        return problem(409, str(refusal), code=refusal.code)
    except Refused as refusal:
        return problem(422, str(refusal), code=refusal.code)
    return make_response(state_after(event, outcome))


def body_of_call() -> Any:
    """What the script sent. Raises BadMove for what is no JSON, or deeper than anything of ours."""
    try:
        body = request.get_json(force=True, silent=True)
    except RecursionError:
        body = None
    if body is None:
        raise BadMove(_("This is not JSON"))
    return body


def tab_of_call() -> str:
    return request.headers.get("X-Tab", "")[:MOST_TAB]
