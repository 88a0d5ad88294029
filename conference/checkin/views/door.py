"""Pages and calls of door staff."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.accounts.web import current_user_id
from conference.core.clock import now
from conference.core.csrf import csrf_token, is_csrf_token
from conference.core.errorpages import problem
from conference.core.throttle import hit
from conference.core.web import camera_allowed
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import answers, forms, queries, services
from ..models import Device
from ..rules import Reason

door = Blueprint("door", __name__, url_prefix="/door/<slug>")
Answer = str | Response | dict[str, Any] | tuple[str, int] | tuple[dict[str, Any], int]
CONTACT_STEP = timedelta(seconds=30)
GUESSES_A_MINUTE = 120


@dataclass(frozen=True)
class Scanner:
    """What the scanner page knows at its start."""

    path: str
    start_path: str
    sign_in_path: str
    entrance: str
    point_name: str
    zone: str
    inside: int
    expected: int


@door.route("/", methods=["GET", "POST"])
@event_page(Permission.SCAN)
def start(event: Event) -> Answer:
    """Choose what is checked, name the entrance, begin."""
    services.keep_entrance(event.id)
    points = queries.points_of_event(event.id)
    form = forms.StartForm()
    form.point.choices = [(row.code, row.name) for row in points]
    if request.method == "GET" and len(points) == 1:
        form.point.data = points[0].code
    if form.validate_on_submit():
        chosen = next(row for row in points if row.code == form.point.data)
        user_id = current_user_id()
        assert user_id is not None
        code = services.add_device(event.id, chosen.id, form.entrance.data, user_id=user_id, at=now())
        return redirect(url_for(".scan", slug=event.slug, device=code))
    page = render_template(
        "checkin/door/start.html", event=event, form=form, points=points, entrances=queries.entrances_of_event(event.id)
    )
    return page, form.status


@door.get("/scan/<device>")
@event_page(Permission.SCAN)
def scan(event: Event, device: str) -> Answer:
    found = queries.find_device(event.id, device)
    if found is None or found.point is None:
        return redirect(url_for(".start", slug=event.slug))
    camera_allowed()
    path = url_for(".scan", slug=event.slug, device=device)
    scanner = Scanner(
        path=path.partition("?")[0],
        start_path=url_for(".start", slug=event.slug),
        sign_in_path=url_for("accounts.sign_in", next=path),
        entrance=found.name,
        point_name=found.point.name,
        zone=event.zone,
        **queries.counts(event.id, found.point_id),
    )
    return render_template("checkin/door/scan.html", event=event, scanner=scanner)


def device_of_call(event: Event, code: str) -> Device:
    found = queries.find_device(event.id, code)
    if found is None or found.point_id is None:
        abort(404)
    return found


def refuse_stale_page() -> Response | None:
    if is_csrf_token(request.headers.get("X-CSRF-Token")):
        return None
    return problem(400)


def body_of_call() -> Any:
    """What a program sent; None for what is no JSON, or deeper than anything of ours."""
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:
        return None


@door.post("/scan/<device>/scans")
@event_page(Permission.SCAN)
def record_scan(event: Event, device: str) -> Answer:
    if stale := refuse_stale_page():
        return stale
    doing = services.door_of(device_of_call(event, device))
    zone, at = event.zone, now()
    try:
        reading = forms.reading(body_of_call())
    except forms.Malformed as refusal:
        return problem(422, str(refusal), code=refusal.code)
    services.record_scan(doing, reading, at=at)
    story = queries.story(reading.scan_id)
    if story.scan.reason in (Reason.NOT_A_TICKET, Reason.OTHER_EVENT):
        hit("door.unknown", device, limit=GUESSES_A_MINUTE, seconds=60)
        story = queries.story(reading.scan_id)
    return answers.answer(story, queries.counts(doing.event_id, doing.point_id), zone, at)


@door.post("/scan/<device>/undo")
@event_page(Permission.SCAN)
def undo_scan(event: Event, device: str) -> Answer:
    if stale := refuse_stale_page():
        return stale
    doing = services.door_of(device_of_call(event, device))
    zone, at = event.zone, now()
    try:
        scan_id, undoes = forms.undo(body_of_call())
    except forms.Malformed as refusal:
        return problem(422, str(refusal), code=refusal.code)
    services.undo_scan(doing, scan_id, undoes, at=at)
    counts = queries.counts(doing.event_id, doing.point_id)
    return answers.answer(queries.story(scan_id), counts, zone, at)


@door.get("/scan/<device>/search")
@event_page(Permission.SCAN)
def search(event: Event, device: str) -> Answer:
    found = device_of_call(event, device)
    words = request.args.get("q", "")[:100]
    people = queries.search_people(event.id, found.point_id, words) if words.strip() else []
    return {"results": answers.found(people)}


@door.get("/scan/<device>/state")
@event_page(Permission.SCAN)
def state(event: Event, device: str) -> Answer:
    found = device_of_call(event, device)
    at = now()
    body = {
        "counts": queries.counts(event.id, found.point_id),
        "recent": answers.recent(queries.recent_scans(found.id), at),
        "server_time": at.isoformat(),
        "csrf": csrf_token(),
    }
    if at - found.last_seen_at > CONTACT_STEP:
        services.note_contact(found.id, at=at)
    return body
