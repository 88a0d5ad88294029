"""The calls of paired devices, under /door/api/v1."""

import gzip
import json
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from conference.core import audit
from conference.core.clock import now
from conference.core.codes import digest
from conference.core.errorpages import problem
from conference.core.i18n import language
from conference.core.throttle import hit
from conference.events.queries import get_event
from conference.registration.manage_queries import categories_of_event

from .. import incoming, outgoing, queries, services
from ..models import ScanKind
from ..queries import blanks, records, settling
from ..queries.people import person_shown
from ..queries.scans import ms
from ..rules import Malformed, Reason
from ..web import Caller, by_device, revoked

door_api = Blueprint("door_api", __name__, url_prefix="/door/api/v1")
MOST_SCANS = 200
GUESSES_A_MINUTE = 120
SEARCHES_A_MINUTE = 120
WORTH_PACKING = 2000
FOREIGN = (Reason.NOT_A_TICKET, Reason.OTHER_EVENT)
Answer = Response | dict[str, Any] | tuple[dict[str, Any], int]


def body_of_call() -> Any:
    """What a program sent; None for what is no JSON, or deeper than anything of ours."""
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:
        return None


def packed(text: str) -> Response:
    """JSON that is ready, smaller on its way."""
    data, headers = text.encode(), {}
    if len(data) > WORTH_PACKING and "gzip" in request.headers.get("Accept-Encoding", ""):
        data, headers = gzip.compress(data, 4), {"Content-Encoding": "gzip"}
    return Response(data, mimetype="application/json", headers=headers)


def version_of(caller: Caller) -> str:
    """Another one when what `config` says is another."""
    mark, _expected = records.mark_of(caller.event_id)
    rehearses = queries.floor_of(caller.event_id).rehearses
    has_blanks = blanks.are_there(caller.event_id)
    parts = (
        language(),
        mark,
        rehearses,
        caller.name,
        caller.point_id,
        sorted(caller.rights.items()),
        caller.is_kiosk,
        has_blanks,
    )
    return digest(repr(parts))[:16]


@door_api.get("/config")
@by_device()
def config(caller: Caller) -> Answer:
    at = now()
    services.refresh(caller.event_id, at=at)
    version = version_of(caller)
    if version in request.if_none_match:
        return Response(status=304, headers={"ETag": f'"{version}"'})
    floor, event = queries.floor_of(caller.event_id), get_event(caller.event_id)
    holdings = queries.holdings_of(caller.event_id, list(floor.points.values()), language())
    categories, has_blanks = categories_of_event(event.id), blanks.are_there(event.id)
    told = outgoing.config(caller, event, floor, holdings, categories, has_blanks=has_blanks)
    response = packed(json.dumps({**told, "version": version, "expires_at": ms(caller.lease(at))}))
    response.set_etag(version)
    return response


@door_api.get("/snapshot")
@by_device()
def snapshot(caller: Caller) -> Answer:
    at, cursor = now(), max(0, request.args.get("cursor", 0, type=int))
    if caller.is_over(at):
        return problem(410, _("This event is over; its list is no longer given to devices."), code="event_over")
    services.refresh(caller.event_id, at=at, at_once=cursor == 0)
    return packed(told(caller, cursor, {"server_time": ms(at), "expires_at": ms(caller.lease(at))}))


def told(caller: Caller, cursor: int, more: dict[str, Any]) -> str:
    """What changed since the cursor, beside `more`, as JSON; records are JSON already and only joined."""
    changes = records.changes_since(caller.event_id, cursor)
    rest = {**more, "cursor": changes.cursor, "more": changes.more, "presence": changes.presence}
    return f'{{"tickets":[{",".join(changes.records)}],{json.dumps(rest, separators=(",", ":"))[1:]}'


@door_api.post("/scan")
@by_device()
def scan(caller: Caller) -> Answer:
    """Decide one scan. The answer to the same scan is always the same."""
    at = now()
    try:
        reading = incoming.asked(body_of_call())
    except Malformed as refusal:
        return problem(422, str(refusal), code=refusal.code)
    if reading.kind == ScanKind.UNDO:
        recorded = services.undo_scan(caller.door, reading.scan_id, reading.ref or "", at=at)
    else:
        recorded = services.record_scan(caller.door, reading, at=at)
    if recorded.verdict.reason in FOREIGN:
        hit("door.unknown", caller.code, limit=GUESSES_A_MINUTE, seconds=60)
    person = person_shown(recorded.registration_id, recorded.point_id) if recorded.registration_id else None
    return outgoing.scanned(recorded, person, queries.counts_now(caller.event_id, recorded.point_id), at)


@door_api.post("/sync")
@by_device(even_revoked=True)
def sync(caller: Caller) -> Answer:
    """Scans that happened come in, what changed goes out."""
    at, body = now(), body_of_call()
    if not isinstance(body, dict) or not isinstance(body.get("events", []), list):
        return problem(422, _("This is not what a device sends"), code="malformed")
    if len(bodies := body.get("events", [])) > MOST_SCANS:
        return problem(413, code="batch_too_large", max=MOST_SCANS)
    contact = incoming.contact(body)
    if contact.app.isdigit() and int(contact.app) < outgoing.MIN_CLIENT:
        return problem(426, _("This page is too old. Load it again."), code="client_too_old")
    synced = services.take_in(caller.door, bodies, contact, at=at)
    services.bring_in_reported(caller.door, bodies, may=caller.may("walk_in"), actor=audit.Actor(caller.name), at=at)
    done = {"results": synced.results, "acked_seq": synced.acked_seq}
    if caller.is_revoked:
        return revoked(**done)
    done |= {
        "server_time": ms(at), "inside": records.inside_by_point(caller.event_id), "seats": synced.seats,
        "seat_shares": synced.shares,
        "seen": records.last_contacts(caller.event_id), "expires_at": ms(caller.lease(at)),
        "to_settle": settling.waiting_of(caller.event_id, caller.device_id),
    }  # fmt: skip
    if caller.is_over(at):
        return done | {"cursor": 0, "more": False, "tickets": [], "presence": [], "commands": ["wipe"]}
    services.refresh(caller.event_id, at=at, at_once=False)
    cursor = body.get("cursor")
    known = cursor if isinstance(cursor, int) and not isinstance(cursor, bool) and cursor >= 0 else 0
    return packed(told(caller, known, done | {"config": version_of(caller), "commands": []}))


@door_api.get("/search")
@by_device()
def search(caller: Caller) -> Answer:
    """People by name, for devices that may. Each answer is noted for the organisers, without the words."""
    if not caller.may("search"):
        return problem(403, _("This device may not look for names."), code="not_allowed")
    hit("door.search", caller.code, limit=SEARCHES_A_MINUTE, seconds=60)
    words = request.args.get("q", "")[:100]
    point = queries.floor_of(caller.event_id).by_code(request.args.get("point"))
    if not words.strip():
        return {"results": []}
    people = queries.search_people(caller.event_id, point.id if point else caller.point_id, words)
    told = outgoing.found(people)
    services.note_search(caller.device_id, len(told), at=now())
    return {"results": told}
