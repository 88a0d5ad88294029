"""Desks register people who are not on any list."""

import json
from typing import Any

from flask_babel import gettext as _

from conference.core import audit
from conference.core.clock import now
from conference.core.errorpages import problem
from conference.core.errors import Refused
from conference.core.throttle import hit
from conference.printing.station_queries import find_station
from conference.printing.task_services import send_to_station
from conference.registration.links import LostKey, ticket_code_of
from conference.registration.models import RegistrationState
from conference.registration.queries import get_registration

from .. import queries, services, shown
from ..incoming import LOOKUP
from ..queries.people import person_shown
from ..queries.records import record_of_person
from ..rules import Malformed
from ..walk_in_form import walk_in_of
from ..web import Caller, by_device
from .api import Answer, body_of_call, door_api

WALK_INS_A_MINUTE = 60


@door_api.post("/walkin")
@by_device()
def walk_in(caller: Caller) -> Answer:
    """Register somebody and hand over the code of their badge; the same id gets the same person again.

    `blank`: the look-up id of a blank badge that they are given; without one, theirs goes to the device's station.
    """
    if not caller.may("walk_in"):
        return problem(403, _("This device may not register people."), code="not_allowed")
    if caller.rehearses or queries.floor_of(caller.event_id).rehearses:
        return problem(409, _("This is a rehearsal: nobody is registered."), code="rehearsal")
    hit("door.walk_in", caller.code, limit=WALK_INS_A_MINUTE, seconds=60)
    body = body_of_call()
    try:
        asked = walk_in_of(body)
        blank = blank_of(body)
    except Malformed as refusal:
        return problem(422, str(refusal), code=refusal.code)
    at = now()
    outcome, has_blank = services.bring_in(caller.door, asked, lookup=blank, actor=audit.Actor(caller.name), at=at)
    services.refresh(caller.event_id, at=at)
    answer = told(outcome.registration_id, caller.point_id)
    if blank:
        answer["blank"] = "given" if has_blank else "unused"
    if not has_blank and caller.may("print") and answer["state"] == RegistrationState.CONFIRMED:
        answer["print"] = printed(caller, outcome.registration_id)
    return answer, 201 if outcome.is_new else 200


def blank_of(body: dict[str, Any]) -> str | None:
    lookup = body.get("blank")
    if lookup is not None and not (isinstance(lookup, str) and LOOKUP.fullmatch(lookup)):
        raise Malformed(_("The look-up id of the badge cannot be read"))
    return lookup


def told(registration_id: int, point_id: int | None) -> dict[str, Any]:
    """`code` is empty for who has no badge yet, because somebody has to approve them.

    `record` is that of their badge on the devices' lists: the desk can judge the badge at once, also by itself.
    """
    registration = get_registration(registration_id)
    ticket = registration.valid_ticket if registration.state == RegistrationState.CONFIRMED else None
    try:
        code = ticket_code_of(ticket) if ticket else ""
    except LostKey:
        code = ""
    person = shown.words(person_shown(registration_id, point_id))
    record = record_of_person(registration_id)
    return {
        "registration": registration.code, "code": code, "state": registration.state, "person": person,
        "record": json.loads(record) if record else None,
    }  # fmt: skip


def printed(caller: Caller, registration_id: int) -> dict[str, str]:
    """What became of the badge: the station to which it went, "" for whichever is free first, or why it did not."""
    station = str(caller.rights.get("station") or "")
    try:
        task = send_to_station(registration_id, station, actor=audit.Actor(caller.name), at=now())
    except Refused as refusal:
        return {"failed": str(refusal)}
    row = find_station(caller.event_id, station) if station else None
    return {"task": task, "station": row.name if row else ""}
