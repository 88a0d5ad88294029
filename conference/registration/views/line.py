"""The organiser's page of the waiting list: who is next, who was asked, and what may be done about it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.paging import PAGE_SIZE, asked_page
from conference.events.models import Event, Mode
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import line_queries, manage_queries, queries, room_queries, rules, services
from ..models import WaitingList
from ..words import MODE_WORDS

manage_line = Blueprint("manage_line", __name__, url_prefix="/manage/<slug>/registrations/waiting")
DONE = {
    "offer": _l("The place is offered: the person is asked by e-mail."),
    "up": _l("Moved forward in the line."),
    "down": _l("Moved back in the line."),
}


@manage_line.get("")
@event_page(Permission.VIEW_ATTENDEES)
def line(event: Event) -> str:
    return line_page(event, ActionForm())


def line_page(event: Event, form: ActionForm) -> str:
    settings = queries.settings_of(event.id) or rules.default_settings()
    page = line_queries.page_of_line(event.id, asked_page(), by_priority=settings.waits_by_priority)
    return render_template(
        "registration/manage/line.html",
        event=event,
        form=form,
        page=page,
        page_size=PAGE_SIZE,
        offers=line_queries.open_offers(event.id),
        settings=settings,
        may_wait=rules.may_wait(settings),
        is_direct=rules.is_direct(settings),
        is_hybrid=event.mode == Mode.HYBRID,
        mode_words=MODE_WORDS,
        may_act=may(Permission.EDIT_ATTENDEES),
        may_set=may(Permission.EDIT_EVENT),
        page_address=lambda number: url_for(".line", slug=event.slug, page=number),
    )


@manage_line.get("/room")
@event_page(Permission.VIEW_ATTENDEES)
def room(event: Event) -> str:
    """Who takes part online and asked for a place in the room."""
    settings = queries.settings_of(event.id) or rules.default_settings()
    return render_template(
        "registration/manage/room.html",
        event=event,
        page=room_queries.page_of_line(event.id, asked_page(), by_priority=settings.waits_by_priority),
        page_size=PAGE_SIZE,
        offers=room_queries.open_offers(event.id),
        ended=room_queries.ended_offers(event.id),
        settings=settings,
        is_moving=rules.is_moving(event, settings),
        is_direct=settings.to_room == WaitingList.DIRECT,
        may_set=may(Permission.EDIT_EVENT),
        page_address=lambda number: url_for(".room", slug=event.slug, page=number),
    )


@manage_line.post("/<code>/<any(offer, up, down):action>")
@event_page(Permission.EDIT_ATTENDEES)
def act(event: Event, code: str, action: str) -> Response | tuple[str, int]:
    registration = manage_queries.find_registration(event.id, code) or abort(404)
    form, slug = ActionForm(), event.slug
    page = request.args.get("page", type=int)
    if form.validate_on_submit():
        try:
            deed_of(action)(registration.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(str(DONE[action]), "success")
            return redirect(url_for(".line", slug=slug, page=page, _anchor=f"line-{code}"), 303)
    return line_page(event, form), form.status


def deed_of(action: str) -> Callable[..., None]:
    if action == "offer":
        return services.offer_now

    def move(ident: int, **values: Any) -> None:
        services.move_in_line(ident, up=action == "up", **values)

    return move
