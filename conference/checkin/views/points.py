"""The organiser's pages of the check points."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.telling import name_of
from conference.events.web import event_page

from .. import point_forms, queries
from ..models import CheckPoint
from ..point_forms import PointForm
from ..services import points as services

manage_points = Blueprint("manage_points", __name__, url_prefix="/manage/<slug>/check-in/points")
Answer = str | Response | tuple[str, int]
FIELDS = {"point_needs_room": "room", "point_needs_session": "session", "point_needs_capacity": "capacity"}


@manage_points.get("")
@event_page(Permission.EDIT_EVENT)
def points(event: Event) -> str:
    services.keep_entrance(event.id)
    return render_template(
        "checkin/manage/points.html",
        event=event,
        points=queries.points_of_event(event.id, closed=True),
        kinds=point_forms.kinds(),
        policies=point_forms.policies(),
    )


@manage_points.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def new_point(event: Event) -> Answer:
    form, slug = form_for(event), event.slug
    if request.method == "GET":
        form.show(None)
    elif form.validate_on_submit():
        try:
            services.make_point(event.id, form.values(), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("The check point is added."), "success")
            return redirect(url_for(".points", slug=slug))
    return shown(event, None, form)


@manage_points.route("/<point>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def point(event: Event, point: str) -> Answer:
    found, form, slug = get_point(event, point), form_for(event), event.slug
    if request.method == "GET":
        form.show(found)
    elif form.validate_on_submit():
        try:
            services.change_point(found.id, form.values(), version=form.version.number, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("The check point is saved."), "success")
            return redirect(url_for(".points", slug=slug))
    return shown(event, get_point(event, point), form)


def form_for(event: Event) -> PointForm:
    rooms = {room.id: name_of(room, event) for room in event.rooms if room.hidden_at is None}
    return PointForm(rooms, queries.session_titles(event.id))


def get_point(event: Event, code: str) -> CheckPoint:
    found = queries.find_point(event.id, code)
    return found if found is not None else abort(404)


def shown(event: Event, found: CheckPoint | None, form: PointForm) -> tuple[str, int]:
    return render_template("checkin/manage/point.html", event=event, point=found, form=form), form.status


@manage_points.post("/<point>/<any(up, down, close, reopen):deed>")
@event_page(Permission.EDIT_EVENT)
def change(event: Event, point: str, deed: str) -> Response:
    """Move it, take it out of use, bring it back."""
    found, slug = get_point(event, point), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    actor, at = current_actor(), now()
    if deed == "close":
        services.close_point(found.id, actor=actor, at=at)
    elif deed == "reopen":
        services.reopen_point(found.id, actor=actor, at=at)
    else:
        services.move_point(found.id, up=deed == "up", actor=actor, at=at)
    return redirect(url_for(".points", slug=slug, _anchor=f"point-{point}"))
