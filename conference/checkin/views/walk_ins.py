"""Desks register people who are not on any list."""

from typing import Any

from flask_babel import gettext as _

from conference.core import audit
from conference.core.clock import now
from conference.core.errorpages import problem
from conference.core.throttle import hit
from conference.registration.links import LostKey, ticket_code_of
from conference.registration.queries import get_registration

from .. import services, shown
from ..queries.people import person_shown
from ..rules import Malformed
from ..walk_in_form import walk_in_of
from ..web import Caller, by_device
from .api import Answer, body_of_call, door_api

WALK_INS_A_MINUTE = 60


@door_api.post("/walkin")
@by_device()
def walk_in(caller: Caller) -> Answer:
    """Register somebody and hand over the code of their badge; the same id gets the same person again."""
    if not caller.may("walk_in"):
        return problem(403, _("This device may not register people."), code="not_allowed")
    hit("door.walk_in", caller.code, limit=WALK_INS_A_MINUTE, seconds=60)
    try:
        asked = walk_in_of(body_of_call())
    except Malformed as refusal:
        return problem(422, str(refusal), code=refusal.code)
    outcome = services.bring_in(caller.door, asked, actor=audit.Actor(caller.name), at=now())
    return told(outcome.registration_id, caller.point_id), 201 if outcome.is_new else 200


def told(registration_id: int, point_id: int | None) -> dict[str, Any]:
    """`code` is empty for who has no badge yet, because somebody has to approve them."""
    registration = get_registration(registration_id)
    ticket = registration.valid_ticket
    try:
        code = ticket_code_of(ticket) if ticket else ""
    except LostKey:
        code = ""
    person = shown.words(person_shown(registration_id, point_id))
    return {"registration": registration.code, "code": code, "state": registration.state, "person": person}
