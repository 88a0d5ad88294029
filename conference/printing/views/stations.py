"""Organisers: print stations, how they are paired, when they were last heard of, what waits for them."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.badges.design_queries import designs_of_event
from conference.badges.drawing import layouts_in_force, papers_of
from conference.badges.formats import FORMATS
from conference.core.clock import now
from conference.core.forms import ActionForm
from conference.core.qr import qr_svg
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import station_queries as queries
from .. import station_rules as rules
from .. import station_services as services
from .. import task_services
from ..forms import StationForm
from ..station_models import PrintStation
from ..station_services import StationValues
from ..words import STATION_WORDS, TASK_WORDS

manage_stations = Blueprint("manage_stations", __name__, url_prefix="/manage/<slug>/badges/stations")


@manage_stations.route("", methods=["GET", "POST"], endpoint="stations")
@event_page(Permission.PRINT_BADGES)
def stations(event: Event) -> Response | tuple[str, int]:
    form, slug = station_form(event, None), event.slug
    if form.validate_on_submit():
        code = services.add_station(event.id, values_of(event, form), actor=current_actor(), at=now())
        return redirect(url_for(".station", slug=slug, code=code), 303)
    at, waiting = now(), queries.waiting_by_station(event.id)
    page = render_template(
        "printing/manage/stations.html",
        event=event,
        form=form,
        stations=[(one, rules.state_of(one, at), waiting.get(one.id, 0)) for one in queries.stations_of(event.id)],
        anywhere=waiting.get(None, 0),
        tasks=[(task, "lost" if rules.is_lost(task, at) else task.state) for task in queries.newest_tasks(event.id)],
        station_words=STATION_WORDS,
        task_words=TASK_WORDS,
        formats=FORMATS,
    )
    return page, form.status


@manage_stations.route("/<code>", methods=["GET", "POST"], endpoint="station")
@event_page(Permission.PRINT_BADGES)
def station(event: Event, code: str) -> Response | tuple[str, int]:
    """The code that pairs it while that is open, and what it prints on."""
    found, slug = get_station(event, code), event.slug
    form = station_form(event, found)
    if form.validate_on_submit():
        services.change_station(found.id, values_of(event, form), actor=current_actor(), at=now())
        flash(_("Saved."), "success")
        return redirect(url_for(".station", slug=slug, code=code), 303)
    at = now()
    pairing = services.pairing_code(found, at)
    start = current_app.config["BASE_URL"].rstrip("/") + url_for("print_station.station")
    page = render_template(
        "printing/manage/station.html",
        event=event,
        form=form,
        station=found,
        state=rules.state_of(found, at),
        station_words=STATION_WORDS,
        pairing=pairing,
        start=start,
        qr=qr_svg(f"{start}?code={pairing.replace(' ', '')}") if pairing else None,
    )
    return page, form.status


@manage_stations.post("/<code>/<any(pair, revoke):deed>", endpoint="act")
@event_page(Permission.PRINT_BADGES)
def act(event: Event, code: str, deed: str) -> Response:
    found, slug = get_station(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    if deed == "pair":
        services.open_pairing(found.id, actor=current_actor(), at=now())
        return redirect(url_for(".station", slug=slug, code=code), 303)
    services.revoke_station(found.id, actor=current_actor(), at=now())
    flash(_("The station prints nothing any more."), "success")
    return redirect(url_for(".stations", slug=slug), 303)


@manage_stations.post("/tasks/cancel", endpoint="cancel")
@event_page(Permission.PRINT_BADGES)
def cancel(event: Event) -> Response:
    """One that still waits, named in the form."""
    slug = event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    task = queries.find_task(request.form.get("task", ""))
    if task is None or task.event_id != event.id:
        abort(404)
    task_services.cancel_task(task.id, at=now())
    return redirect(url_for(".stations", slug=slug), 303)


def station_form(event: Event, found: PrintStation | None) -> StationForm:
    form = StationForm(obj=found)
    layouts = layouts_in_force(event)
    designs = [design for design in designs_of_event(event.id) if design.kind == "badge"]
    papers = list(FORMATS) if designs else papers_of(layouts)
    form.set_choices([(name, FORMATS[name].label) for name in papers], [(one.code, one.name) for one in designs])
    if found is not None and not form.is_submitted():
        form.design.data = next((one.code for one in designs if one.id == found.design_id), "")
    return form


def values_of(event: Event, form: StationForm) -> StationValues:
    known: dict[str, Any] = {design.code: design.id for design in designs_of_event(event.id)}
    return StationValues(form.name.data or "", form.paper.data, known.get(form.design.data or ""))


def get_station(event: Event, code: str) -> PrintStation:
    found = queries.find_station(event.id, code)
    return found if found is not None else abort(404)
