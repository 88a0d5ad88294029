"""What the visual designer asks: how a design would look that nobody saved yet, saving it, adding a picture."""

import json
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, request, url_for
from flask_babel import gettext as _

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.csrf import is_csrf_token
from conference.core.errors import Refused, StaleEdit
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import design_queries as queries
from .. import design_services as services
from ..design import BadDesign, read_design
from ..design.files import refused
from ..design.hints import hints
from ..designing import described_picture, rules_of
from ..previewing import Look, preview_of
from ..samples import USUAL
from .design import get_design
from .designs import renamed
from .pictures import read_picture

design_calls = Blueprint("design_calls", __name__, url_prefix="/manage/<slug>/badges/designs")
MOST_BYTES = 500_000


@design_calls.get("/rules.json")
@event_page(Permission.EDIT_EVENT)
def rules(event: Event) -> Response:
    """What a design may hold and name, in the reader's language."""
    answer = Response(json.dumps(rules_of(event)), mimetype="application/json")  # in its order, which jsonify loses
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@design_calls.post("/<code>/preview")
@event_page(Permission.EDIT_EVENT)
def preview(event: Event, code: str) -> Response:
    """{"design", "who", "category", "side", "lang", "bleed"} -> {"svg", "hints"}; 422 with all problems."""
    get_design(event, code)
    try:
        body = body_of_call()
        design = read_design(body.get("design"))
    except BadDesign as refusal:
        return problems(refusal)
    words = {name: str(body.get(name, "")) for name in ("who", "category", "side", "lang")}
    look = Look(**{**words, "who": words["who"] or USUAL}, with_bleed=body.get("bleed") is True)
    found = [{"words": hint.words, "elements": hint.elements} for hint in hints(design)]
    return jsonify(svg=preview_of(event, design, look), hints=found)


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


@design_calls.post("/<code>/keep")
@event_page(Permission.EDIT_EVENT)
def keep(event: Event, code: str) -> Response:
    """{"design"} -> {"url"} of a new design of the event: for whoever was not the first to save."""
    get_design(event, code)
    try:
        design = renamed(read_design(body_of_call().get("design")))
        made = services.add_design(event.id, design, actor=current_actor(), at=now())
    except BadDesign as refusal:
        return problems(refusal)
    except Refused as refusal:
        return make_response(jsonify(code=refusal.code, words=str(refusal)), 422)
    return jsonify(url=url_for("manage_design.design", slug=event.slug, code=made))


@design_calls.post("/pictures.json")
@event_page(Permission.EDIT_EVENT)
def add_picture(event: Event) -> Response:
    """A file "picture" -> the picture as rules.json tells it; 422 {"code", "words"} for what is none."""
    refuse_foreign_call()
    try:
        picture, label = read_picture()
        name = services.add_picture(event.id, picture, label, actor=current_actor(), at=now())
    except Refused as refusal:
        return make_response(jsonify(code=refusal.code, words=str(refusal)), 422)
    row = queries.find_picture(event.id, name)
    return jsonify(described_picture(event, row)) if row else abort(404)


def refuse_foreign_call() -> None:
    if not is_csrf_token(request.headers.get("X-CSRF-Token")):
        abort(400)


def body_of_call() -> dict[str, Any]:
    """What the script sent. Raises BadDesign for what is no JSON object."""
    refuse_foreign_call()
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
