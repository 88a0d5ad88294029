"""How a phone asks to become a device. It has no token yet; what it knows is a code, then a claim."""

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from conference.core.clock import now
from conference.core.errorpages import problem
from conference.core.throttle import hit
from conference.core.web import client_key, private_answer, public
from conference.events.queries import get_event

from .. import services
from ..rules.pairing import PairCodeUnknown, PairCodeUsed
from .api import body_of_call

pairing = Blueprint("door_pairing", __name__, url_prefix="/door/api/v1/pair")
TRIES_A_MINUTE = 20
ASKS_A_MINUTE = 120


@pairing.post("")
@public
def pair() -> Any:
    """The code that the organiser's page shows, for a claim and two digits."""
    private_answer()
    hit("door.pair", client_key(), limit=TRIES_A_MINUTE, seconds=60)
    body = body_of_call()
    code, agent = (body.get("code"), body.get("agent")) if isinstance(body, dict) else (None, None)
    if not isinstance(code, str):
        return problem(400, _("Enter the code that the organiser shows"), code="malformed")
    try:
        claimed = services.claim_pairing(code[:40], agent if isinstance(agent, str) else "", at=now())
    except PairCodeUnknown as refusal:
        return problem(404, str(refusal), code=refusal.code)
    except PairCodeUsed as refusal:
        return problem(410, str(refusal), code=refusal.code)
    event = get_event(claimed.event_id)
    return {
        "claim": claimed.claim, "match": claimed.match, "state": claimed.state,
        "event": {"name": event.title, "slug": event.slug},
    }, 201  # fmt: skip


@pairing.post("/state")
@public
def state() -> Any:
    """Whether somebody has confirmed; the token is in the first answer that says so, and in no other."""
    private_answer()
    hit("door.pair_state", client_key(), limit=ASKS_A_MINUTE, seconds=60)
    body = body_of_call()
    claim = body.get("claim") if isinstance(body, dict) else None
    if not isinstance(claim, str):
        return problem(400, _("Enter the code that the organiser shows"), code="malformed")
    try:
        state_of, match, token = services.state_of_claim(claim[:100], at=now())
    except PairCodeUnknown as refusal:
        return problem(404, str(refusal), code=refusal.code)
    return {"state": state_of, "match": match} | ({"token": token} if token else {})
