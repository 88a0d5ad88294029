"""The list of clashes, the settings of the agenda, and finding a free place."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.times import local_day
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.programme.edit_queries import drafted_placements

from .. import editor_queries, editor_services, free_pages, queries, settings_services
from ..board import Board
from ..clash_pages import groups_of
from ..editor_forms import MOST_SLOT, at_wall, day_choices
from ..editor_rules import MOST_MINUTES, NO_PLACE, Move, Target, version_of
from ..editor_state import wall
from ..free_pages import Asked
from ..kinds import Kind, Level
from ..settings_forms import SettingsForm

agenda_clashes = Blueprint("agenda_clashes", __name__, url_prefix="/manage/<slug>")
Answer = str | Response | tuple[str, int]
MOST_DIGITS = len(str(MOST_SLOT))


@agenda_clashes.get("/clashes")
@event_page(Permission.EDIT_PROGRAMME)
def clashes(event: Event) -> str:
    """Everything that is wrong with the draft, by kind; `?kind=` keeps one."""
    kind = request.args.get("kind", "")
    groups, counts = groups_of(event, kind)
    return render_template(
        "planning/clashes.html", event=event, groups=groups, counts=counts, kind=kind, stops=str(Level.BLOCK)
    )


@agenda_clashes.route("/agenda/settings", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def settings(event: Event) -> Answer:
    """Hours of the days, ways between rooms, and how much each kind of clash matters."""
    form, slug = SettingsForm(), event.slug
    stored = queries.find_settings(event.id) or queries.usual_settings(event.id)
    if request.method == "GET":
        form.show(stored)
    elif form.validate_on_submit():
        try:
            settings_services.save_settings(
                event.id, form.values(), shown=form.shown.marks, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, "closes" if refusal.code == "bad_hours" else None)
        else:
            flash(_("The settings of the agenda are saved."), "success")
            return redirect(url_for(".clashes", slug=slug))
    page = render_template(
        "planning/agenda_settings.html",
        event=event,
        form=form,
        levels=[form[f"level_{kind}"] for kind in Kind],
        history=audit.history(stored) if stored.version else [],
    )
    return page, form.status


@agenda_clashes.get("/sessions/<code>/free")
@event_page(Permission.EDIT_PROGRAMME)
def free(event: Event, code: str) -> str:
    """Places where the session breaks nothing; the address says which slot, day, room and length."""
    board = queries.board_of(event)
    asked = asked_for(board, code, request.args)
    return render_template(
        "planning/free.html",
        event=event,
        code=code,
        rows=free_pages.slots_of(board, code),
        asked=asked,
        days=day_choices(board),
        rooms=board.rooms,
        proposals=[
            (one, f"{one.room or ''}@{wall(one.starts_at, event.zone)}") for one in free_pages.proposals(board, asked)
        ],
        form=ActionForm(),
    )


@agenda_clashes.post("/sessions/<code>/free")
@event_page(Permission.EDIT_PROGRAMME)
def take_free(event: Event, code: str) -> Response:
    """Take one of the places, if it is still free."""
    board, slug = queries.board_of(event), event.slug
    asked = asked_for(board, code, request.form)
    if not ActionForm().validate_on_submit():
        abort(400)
    back = redirect(url_for(".free", slug=slug, code=code, **arguments(asked)))
    try:
        target = target_of(event, board, asked)
        if target is None or not free_pages.is_free(board, asked, target.room, target.starts_at):
            flash(_("This place is not free any more. These are the places that are free now."), "error")
            return back
        placed = next(row for row in board.slots if row.slot == asked.slot).span is not None
        version = version_of(placements(event, code).get(asked.slot)) if placed else NO_PLACE
        move = Move(code, asked.slot if placed else None, version, target)
        editor_services.move_slots(event.id, [move], actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return back
    flash(_("The session has its place in the draft."), "success")
    day = local_day(target.starts_at, board.hours.zone)
    return redirect(url_for("agenda_editor.agenda", slug=slug, day=day.isoformat()))


def asked_for(board: Board, code: str, values: Any) -> Asked:
    """What the address or the form asks for; what it does not know is left alone. 404 for an unknown session."""
    rows = free_pages.slots_of(board, code)
    if not rows:
        abort(404)
    known = {str(row.slot): row.slot for row in rows}
    days = {on: date.fromisoformat(on) for on, _words in day_choices(board)}
    minutes = values.get("minutes", "")
    is_length = minutes.isascii() and minutes.isdigit() and len(minutes) <= MOST_DIGITS
    return Asked(
        slot=known.get(values.get("slot", ""), rows[0].slot),
        day=days.get(values.get("day", "")),
        room=values.get("room", "") if values.get("room", "") in board.rooms else "",
        minutes=int(minutes) if is_length and 1 <= int(minutes) <= MOST_MINUTES else None,
        may_warn=values.get("warnings", "") == "yes",
    )


def arguments(asked: Asked) -> dict[str, Any]:
    return {
        "slot": asked.slot,
        "day": asked.day.isoformat() if asked.day else None,
        "room": asked.room or None,
        "minutes": asked.minutes,
        "warnings": "yes" if asked.may_warn else None,
    }


def target_of(event: Event, board: Board, asked: Asked) -> Target | None:
    """The place that the pressed button names; None for what is no place."""
    room, _at, clock = request.form.get("place", "").partition("@")
    try:
        starts_at = at_wall(datetime.fromisoformat(clock), event.zone)
    except ValueError:
        return None
    row = next(row for row in free_pages.resized(board, asked).slots if row.slot == asked.slot)
    return Target(room or None, starts_at, starts_at + row.lasts)


def placements(event: Event, code: str) -> dict[int, Any]:
    session = editor_queries.find_session(event.id, code)
    return drafted_placements(session.id) if session else {}
