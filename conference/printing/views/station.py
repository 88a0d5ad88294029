"""The station itself: a computer or tablet that is paired by a code and prints what is sent to it. No account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from conference.badges.design import read_design
from conference.badges.engine import Layouts
from conference.badges.layouts import layout_of
from conference.badges.rules import NoBadge
from conference.core import throttle
from conference.core.clock import now
from conference.core.csrf import is_csrf_token
from conference.core.errors import Refused
from conference.core.web import client_key, private_answer, public, stated
from conference.events.models import Event
from conference.events.queries import get_event

from .. import station_queries as queries
from .. import station_services, task_services
from ..forms import PairForm
from ..printable import Sheet, sheet_of
from ..station_models import PrintStation, PrintTask, TaskState
from ..words import TASK_WORDS

PATH = "/print-station"  # of the cookie too: an address may also say a language
print_station = Blueprint("print_station", __name__, url_prefix=PATH)
COOKIE = "print_station"
COOKIE_SECONDS = 60 * 24 * 3600
MOST_TRIES, TRY_SECONDS = 20, 600


def station_of_cookie() -> PrintStation | None:
    token = request.cookies.get(COOKIE, "")
    return queries.station_by_token(token) if token else None


def by_station(view: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the view the `station` whose secret the browser has; others get 401."""

    @wraps(view)
    def page(**values: Any) -> Any:
        private_answer()
        station = station_of_cookie()
        if station is None:
            abort(401)
        if request.method == "POST" and not is_csrf_token(
            request.headers.get("X-CSRF-Token") or request.form.get("csrf_token")
        ):
            abort(400)
        return view(station=station, **values)

    return stated("secret link", page)


@print_station.get("/", endpoint="station")
@public
def show_station() -> AnyResponse | tuple[str, int]:
    """The page that waits for badges; where the browser is no station yet, the form that makes it one."""
    private_answer()
    station = station_of_cookie()
    if station is None:
        form = PairForm()
        form.code.data = request.args.get("code", "")[:20]
        return pairing_page(form)
    return render_template(
        "printing/station.html",
        station=station,
        event=get_event(station.event_id),
        last=queries.tasks_of_station(station.id),
        task_words=TASK_WORDS,
    ), 200


def pairing_page(form: PairForm) -> tuple[str, int]:
    return render_template("printing/pair.html", form=form), form.status


@print_station.post("/", endpoint="pair")
@public
def pair() -> AnyResponse | tuple[str, int]:
    """A code makes this browser the station, once; its secret stays in a cookie of these pages alone."""
    private_answer()
    form = PairForm()
    if not form.validate_on_submit():
        return pairing_page(form)
    throttle.hit("print-pairing", client_key(), limit=MOST_TRIES, seconds=TRY_SECONDS)
    try:
        token = station_services.pair(form.code.data or "", at=now())
    except Refused as refusal:
        form.refuse(refusal, "code")
        return pairing_page(form)
    answer = redirect(url_for(".station"), 303)
    answer.set_cookie(
        COOKIE, token, max_age=COOKIE_SECONDS, path=f"{PATH}/", httponly=True, samesite="Strict",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
    return answer


@print_station.post("/next", endpoint="next")
@by_station
def next_badge(station: PrintStation) -> Response:
    """Asked every other second: {"task": null}, or the badge to print with its pages and the style of its paper."""
    at = now()
    station_id = station.id
    station_services.note_contact(station, at=at)
    code = task_services.take_task(station_id, at=at)
    task = queries.find_task(code) if code else None
    if task is None or task.state != TaskState.TAKEN:
        return jsonify(task=None)
    try:
        sheet = drawn(station, task)
    except NoBadge as refusal:
        task_services.fail_task(station_id, task.code, at=at)
        return jsonify(task=None, problem=str(refusal))
    style = url_for("print_pages.style", size=sheet.size)
    return jsonify(task={"code": task.code, "name": task.registration.name, "pages": sheet.pages, "style": style})


def drawn(station: PrintStation, task: PrintTask) -> Sheet:
    event: Event = get_event(station.event_id)
    design = station.design
    layouts = Layouts(layout_of(event, read_design(design.data))) if design else None
    return sheet_of(event, task.registration, station.paper, layouts)


@print_station.post("/tasks/<code>/<any(printed, failed, again):deed>", endpoint="report")
@by_station
def report(station: PrintStation, code: str, deed: str) -> AnyResponse:
    """How it ended, by the page's script or by its buttons."""
    deeds: dict[str, Callable[..., Any]] = {
        "printed": task_services.finish_task, "failed": task_services.fail_task, "again": task_services.print_again,
    }  # fmt: skip
    deeds[deed](station.id, code, at=now())
    return redirect(url_for(".station"), 303)
