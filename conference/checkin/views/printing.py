"""A door has the badge of somebody printed at a station, as soon as they stand there."""

from typing import Any

from flask_babel import gettext as _

from conference.core import audit
from conference.core.clock import now
from conference.core.errorpages import problem
from conference.core.errors import Refused
from conference.core.throttle import hit
from conference.printing.queries import newest_print
from conference.printing.station_queries import is_anyone_online
from conference.printing.task_services import send_to_station

from ..queries.people import holder_by_lookup, holder_by_registration
from ..queries.scans import ms
from ..web import Caller, by_device
from .api import Answer, body_of_call, door_api

PRINTS_A_MINUTE = 60
MOST_NAME = 22  # characters of a look-up id, the longest name that a call holds


def word_of(body: Any, name: str) -> str:
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, str) and len(value) <= MOST_NAME and value.isascii() else ""


@door_api.post("/print")
@by_device()
def print_badge(caller: Caller) -> Answer:
    """Send the badge on its way; one that has been printed is asked about first, unless the device says `again`.

    Sent twice while it is on its way, it is the same badge. `waits`: no station that may print it answers at present.
    """
    if not caller.may("print"):
        return problem(403, _("This device may not print badges."), code="not_allowed")
    hit("door.print", caller.code, limit=PRINTS_A_MINUTE, seconds=60)
    body = body_of_call()
    registration, lookup = word_of(body, "registration"), word_of(body, "lookup")
    holder = (
        holder_by_registration(caller.event_id, registration) if registration
        else holder_by_lookup(caller.event_id, lookup) if lookup else None
    )  # fmt: skip
    if holder is None:
        return problem(404, _("There is nobody with this badge at this event."), code="person_unknown")
    before = newest_print(holder.registration_id)
    if before is not None and body.get("again") is not True:
        told = {"at": ms(before.printed_at), "by": before.printed_by}
        return problem(409, _("This badge was printed before. Print it again?"), code="printed_before", **told)
    station = word_of(body, "station") or str(caller.rights.get("station") or "")
    at = now()
    try:
        task = send_to_station(holder.registration_id, station, actor=audit.Actor(caller.name), at=at)
    except Refused as refusal:
        return problem(409, str(refusal), code=refusal.code)
    return {"task": task, "waits": not is_anyone_online(caller.event_id, station, at)}, 202
