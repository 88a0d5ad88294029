"""What the visual designer asks: how a design would look that nobody saved yet, and saving it."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, request
from flask_babel import gettext as _

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.csrf import is_csrf_token
from conference.core.errors import Refused, StaleEdit
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import design_services as services
from ..design import BadDesign, read_design
from ..design.describing import described
from ..design.files import refused
from ..previewing import preview_of
from ..samples import USUAL
from .design import get_design

design_calls = Blueprint("design_calls", __name__, url_prefix="/manage/<slug>/badges/designs")
MOST_BYTES = 500_000


@design_calls.get("/rules.json")
@event_page(Permission.EDIT_EVENT)
def rules(event: Event) -> Response:
    """What a design may hold, in the reader's language."""
    return jsonify(described())


@design_calls.post("/<code>/preview")
@event_page(Permission.EDIT_EVENT)
def preview(event: Event, code: str) -> Response:
    """{"design", "who", "category", "side"} -> {"svg"}; 422 with all problems for what is no design."""
    get_design(event, code)
    try:
        body = body_of_call()
        design = read_design(body.get("design"))
    except BadDesign as refusal:
        return problems(refusal)
    wanted = {name: str(body.get(name, "")) for name in ("who", "category", "side")}
    return jsonify(svg=preview_of(event, design, **{**wanted, "who": wanted["who"] or USUAL}))


@design_calls.post("/<code>/save")
@event_page(Permission.EDIT_EVENT)
def save(event: Event, code: str) -> Response:
    """{"design", "version"} -> {"version"}; 409 when somebody saved since, 422 with all problems."""
    row = get_design(event, code)
    try:
        body = body_of_call()
        design, version = read_design(body.get("design")), body.get("version")
        if not isinstance(version, int):
            raise refused(_("Say which version was changed"))
        saved = services.save_design(row.id, design, version=version, actor=current_actor(), at=now())
    except BadDesign as refusal:
        return problems(refusal)
    except StaleEdit as refusal:
        return make_response(jsonify(code=refusal.code, words=str(refusal)), 409)
    except Refused as refusal:
        return make_response(jsonify(code=refusal.code, words=str(refusal)), 422)
    return jsonify(version=saved)


def body_of_call() -> dict[str, Any]:
    """What the script sent. Raises BadDesign for what is no JSON object."""
    if not is_csrf_token(request.headers.get("X-CSRF-Token")):
        abort(400)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    try:
        body = request.get_json(force=True, silent=True)
    except RecursionError:
        body = None
    if not isinstance(body, dict):
        raise refused(_("This is not JSON"))
    return body


def problems(refusal: BadDesign) -> Response:
    found = [{"element": p.element, "field": p.field, "words": p.words} for p in refusal.problems]
    return make_response(jsonify(code=refusal.code, problems=found), 422)
