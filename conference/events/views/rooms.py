"""The organiser's pages of the rooms."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.rows import pressed, rearranged

from .. import hooks, queries
from .. import room_services as services
from ..models import Event, Room
from ..permissions import Permission
from ..room_forms import RoomForm
from ..web import event_page

manage_rooms = Blueprint("manage_rooms", __name__, url_prefix="/manage/<slug>/rooms")
Answer = str | Response | tuple[str, int]


@manage_rooms.get("")
@event_page(Permission.EDIT_EVENT)
def rooms(event: Event) -> str:
    return render_template("events/manage/rooms.html", event=event, rooms=queries.rooms_of_event(event.id))


@manage_rooms.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def new_room(event: Event) -> Answer:
    form, is_press = room_form(event, None)
    slug = event.slug
    if not is_press and form.validate_on_submit():
        try:
            services.add_room(event.id, form.values(), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The room is added."), "success")
            return redirect(url_for(".rooms", slug=slug))
    return shown(event, None, form)


@manage_rooms.route("/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_EVENT)
def room(event: Event, code: str) -> Answer:
    found = get_room(event, code)
    form, is_press = room_form(event, found)
    slug = event.slug
    if not is_press and form.validate_on_submit():
        try:
            services.change_room(found.id, form.values(), shown=form.shown.marks, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The room is saved."), "success")
            return redirect(url_for(".rooms", slug=slug))
    return shown(event, found, form)


def get_room(event: Event, code: str) -> Room:
    found = queries.find_room(event.id, code)
    return found if found is not None else abort(404)


def room_form(event: Event, found: Room | None) -> tuple[RoomForm, bool]:
    """(the form with what is stored or was typed, whether a button of its rows was pressed)."""
    if press := pressed(request.form, ("closures",)):
        return RoomForm(event, found, formdata=rearranged(request.form, press)), True
    form = RoomForm(event, found)
    if request.method == "GET":
        form.show(found)
    return form, False


def field_of(refusal: Refused) -> str | None:
    return {"room_name_taken": "name"}.get(refusal.code)


def shown(event: Event, found: Room | None, form: RoomForm) -> tuple[str, int]:
    page = render_template(
        "events/manage/room.html",
        event=event,
        room=found,
        form=form,
        uses=hooks.uses_of_room(found.id) if found else [],
        history=audit.history(found) if found else [],
    )
    return page, form.status


@manage_rooms.post("/<code>/move")
@event_page(Permission.EDIT_EVENT)
def move_room(event: Event, code: str) -> Response:
    found, slug = get_room(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    services.move_room(found.id, up=request.form.get("to") == "up", actor=current_actor(), at=now())
    return redirect(url_for(".rooms", slug=slug, _anchor=f"room-{code}"))


@manage_rooms.post("/<code>/hide")
@event_page(Permission.EDIT_EVENT)
def hide_room(event: Event, code: str) -> Response:
    found, slug = get_room(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    hidden = request.form.get("hidden") == "yes"
    services.hide_room(found.id, hidden=hidden, actor=current_actor(), at=now())
    flash(_("The room is out of use.") if hidden else _("The room is in use again."), "success")
    return redirect(url_for(".room", slug=slug, code=code))


@manage_rooms.post("/<code>/delete")
@event_page(Permission.EDIT_EVENT)
def delete_room(event: Event, code: str) -> Response:
    found, slug = get_room(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.delete_room(found.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".room", slug=slug, code=code))
    flash(_("The room is deleted."), "success")
    return redirect(url_for(".rooms", slug=slug))
