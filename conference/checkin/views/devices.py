"""The organiser's pages of the devices: pair a phone, confirm it, say what it may do, remove it."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor, current_user_id
from conference.core.clock import now
from conference.core.forms import ActionForm
from conference.core.paging import asked_page
from conference.core.qr import qr_svg
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.printing.station_queries import stations_of as print_stations

from .. import queries, services
from ..models import Device
from ..point_forms import DeviceForm
from ..services import devices as device_services

manage_devices = Blueprint("manage_devices", __name__, url_prefix="/manage/<slug>/check-in/devices")
Answer = str | Response | tuple[str, int]


@manage_devices.get("")
@event_page(Permission.EDIT_EVENT)
def devices(event: Event) -> str:
    return render_template(
        "checkin/manage/devices.html",
        event=event,
        devices=queries.paired_devices(event.id),
        seats=queries.seats_held(event.id),
        waiting=queries.waiting_phones(event.id, now()),
    )


@manage_devices.get("/searches")
@event_page(Permission.EDIT_EVENT)
def searches(event: Event) -> str:
    return render_template(
        "checkin/manage/searches.html",
        event=event,
        page=queries.page_of_searches(event.id, asked_page()),
        page_address=lambda number: url_for(".searches", slug=event.slug, page=number),
    )


@manage_devices.route("/pair", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def pair(event: Event) -> Answer:
    """A code for one phone: shown once, on the answer to the form. We keep its digest alone."""
    services.keep_entrance(event.id)
    points, code = queries.points_of_event(event.id), ""
    form = DeviceForm(points, stations_of(event))
    if form.validate_on_submit():
        code = services.new_pairing(event.id, form.values(), user_id=current_user_id(), at=now())
    address = f"{current_app.config['BASE_URL']}/door/#p={code}" if code else ""
    page = render_template(
        "checkin/manage/pair.html",
        event=event,
        form=form,
        code=code,
        address=address,
        qr=qr_svg(address) if code else "",
        waiting=queries.waiting_phones(event.id, now()),
    )
    return page, form.status


@manage_devices.post("/waiting/<pairing>/<any(confirm, refuse):deed>")
@event_page(Permission.EDIT_EVENT)
def decide(event: Event, pairing: str, deed: str) -> Response:
    """It is the phone that is meant, or it is not."""
    found = queries.find_waiting(event.id, pairing)
    if found is None:
        abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    slug, name = event.slug, found.name
    if deed == "confirm":
        services.confirm_pairing(found.id, actor=current_actor(), at=now())
        flash(_("%(name)s is connected.", name=name), "success")
    else:
        services.refuse_pairing(found.id, actor=current_actor(), at=now())
        flash(_("The phone was turned away."), "success")
    return redirect(url_for(".devices", slug=slug))


@manage_devices.route("/<device>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def device(event: Event, device: str) -> Answer:
    found, slug = get_device(event, device), event.slug
    form = DeviceForm(queries.points_of_event(event.id), stations_of(event))
    if request.method == "GET":
        form.show(found)
    elif form.validate_on_submit():
        device_services.change_device(found.id, form.values(), actor=current_actor(), at=now())
        flash(_("The device is saved. It follows within a minute, as soon as it has a network."), "success")
        return redirect(url_for(".devices", slug=slug))
    page = render_template(
        "checkin/manage/device.html", event=event, device=found, form=form,
        seats=queries.seats_held(event.id).get(found.id, {}),
    )  # fmt: skip
    return page, form.status


def stations_of(event: Event) -> dict[str, str]:
    return {station.code: station.name for station in print_stations(event.id)}


def get_device(event: Event, code: str) -> Device:
    found = queries.find_device(event.id, code)
    return found if found is not None else abort(404)


@manage_devices.post("/<device>/remove")
@event_page(Permission.EDIT_EVENT)
def remove(event: Event, device: str) -> Response:
    found, slug = get_device(event, device), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    services.revoke_device(found.id, actor=current_actor(), at=now())
    flash(
        _("The device is removed. It forgets its list when it next calls; scans that it still sends wait for you."),
        "success",
    )
    return redirect(url_for(".devices", slug=slug))


@manage_devices.post("/<device>/free-seats")
@event_page(Permission.EDIT_EVENT)
def free_seats(event: Event, device: str) -> Response:
    """A removed device is not coming back: other doors may have the seats that it was lent."""
    found, slug = queries.find_removed(event.id, device), event.slug
    if found is None:
        abort(404)
    if not ActionForm().validate_on_submit():
        abort(400)
    number = services.free_seats(found.id, actor=current_actor(), at=now())
    flash(_n("%(num)s seat is free again.", "%(num)s seats are free again.", number), "success")
    return redirect(url_for(".devices", slug=slug))
