"""The pages of the agenda's editor: the grid, and everything it does as plain forms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.times import local_day
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.programme.edit_queries import drafted_placements
from conference.programme.models import Session
from conference.programme.words import kinds

from .. import editor_queries as queries
from .. import editor_services as services
from ..board import Board
from ..clashes import by_slot, clashes_of
from ..editor_forms import NewSessionForm, PlaceForm, ShiftForm, day_choices
from ..editor_rules import Move
from ..editor_table import table_of
from ..kinds import Clash, Kind
from ..queries import board_of
from ..sentences import Sentences
from ..words import KIND_WORDS

editor = Blueprint("agenda_editor", __name__, url_prefix="/manage/<slug>/agenda")
Answer = str | Response | tuple[str, int]
FIELDS = {"bad_placement": "starts", "skipped_time": "starts"}  # beside what a refusal stands
SHIFT_FIELDS = {"bad_placement": "minutes", "skipped_time": "since"}


@editor.get("")
@event_page(Permission.EDIT_PROGRAMME)
def agenda(event: Event) -> str:
    """One day of the draft, rooms beside each other; the script makes an editor of it."""
    board = board_of(event)
    day = day_asked(event, board)
    return render_template(
        "planning/editor.html",
        event=event,
        board=board,
        day=day,
        days=[(on, full, format_date(date.fromisoformat(on), "EEE d MMM")) for on, full in day_choices(board)],
        kinds=kinds(),
        table=table_of(board, day, _("Everybody")),
        waiting=[row for row in board.slots if row.span is None],
        clashes={slot: marks_of(found) for slot, found in by_slot(clashes_of(board)).items()},
    )


def marks_of(clashes: Iterable[Clash]) -> dict[str, str]:
    """{what is wrong in few words: level}, each once; sessions without a time stand apart anyway."""
    return {str(KIND_WORDS[one.kind]): str(one.level) for one in clashes if one.kind is not Kind.UNSCHEDULED}


def day_asked(event: Event, board: Board) -> date:
    """The day in the address, else today during the event, else the first."""
    days = [day.on for day in board.hours.days]
    asked = next((day for day in days if day.isoformat() == request.args.get("day")), None)
    today = local_day(now(), event.zone)
    return asked or (today if today in days else days[0])


def session_of(event: Event, code: str) -> Session:
    found = queries.find_session(event.id, code)
    if found is None:
        abort(404)
    return found


def back_to(event_slug: str, form: PlaceForm | ShiftForm) -> Response:
    return redirect(url_for(".agenda", slug=event_slug, day=form.day.data))


@editor.route("/place/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def place(event: Event, code: str) -> Answer:
    """Each place of a session with a form to move it, and one more to hold it again."""
    session = session_of(event, code)
    board, slug, title = board_of(event), event.slug, session.title
    forms = place_forms(event, board, session)
    sent = next((form for form in forms if form.slot.data == request.form.get("slot")), None)
    if request.method == "POST" and sent is None:
        abort(409)
    if sent is not None and request.method == "POST":
        if "out" in request.form:
            return take_out(event, code, sent)
        sent.process(request.form)
        if sent.validate():
            try:
                move(event, code, sent)
            except Refused as refusal:
                sent.refuse(refusal, FIELDS.get(refusal.code))
            else:
                flash(_("“%(title)s” is moved in the draft.", title=title), "success")
                return back_to(slug, sent)
    clashes, sentences = by_slot(clashes_of(board)), Sentences(board)
    page = render_template(
        "planning/editor_place.html",
        event=event,
        session=session,
        forms=forms,
        form=sent or forms[0],
        clashes={str(slot): [sentences.of(one) for one in found] for slot, found in clashes.items()},
    )
    return page, sent.status if sent else 200


def place_forms(event: Event, board: Board, session: Session) -> list[PlaceForm]:
    """One for each place of the session in the draft, and the last, without a slot, for one more."""
    keys: dict[int | None, str | None] = {room.id: room.code for room in event.rooms}
    forms = []
    for number, row in enumerate(drafted_placements(session.id).values()):
        form = PlaceForm(formdata=None, prefix="")
        form.offer(board, keep=keys.get(row.room_id))
        form.show(row, keys.get(row.room_id), event.zone)
        forms.append(form)
        _number_ids(form, number)
    another = PlaceForm(formdata=None, data={"minutes": session.minutes, "slot": ""})
    another.offer(board)
    _number_ids(another, len(forms))
    return [*forms, another]


def _number_ids(form: PlaceForm, number: int) -> None:
    """Several of the same form on one page need ids of their own."""
    for field in form:
        field.id = f"{field.name}-{number}"
        field.label.field_id = field.id


def move(event: Event, code: str, form: PlaceForm) -> None:
    """What the button pressed asks for: move, place, or hold once more."""
    at, actor, target = now(), current_actor(), form.target(event.zone)
    if form.slot_id is None and "again" in request.form:
        services.repeat_session(event.id, code, target, actor=actor, at=at)
    else:
        asked = Move(code, form.slot_id, form.version.data or "", target)
        services.move_slots(event.id, [asked], actor=actor, at=at)


def take_out(event: Event, code: str, form: PlaceForm) -> Response:
    slug = event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    asked = Move(code, form.slot_id, request.form.get("version", ""), None)
    try:
        services.move_slots(event.id, [asked], actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".place", slug=slug, code=code))
    flash(_("The session is taken out of the draft."), "success")
    return redirect(url_for(".agenda", slug=slug))


@editor.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_session(event: Event) -> Answer:
    """A session, or a break for everybody, straight into the grid."""
    form = NewSessionForm(formdata=request.form if request.method == "POST" else None, data=_asked())
    form.offer(board_of(event))
    slug = event.slug
    if form.validate_on_submit():
        try:
            services.add_session(event.id, form.session(event.zone), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("The session is in the draft. Publish the agenda to show it."), "success")
            return back_to(slug, form)
    return render_template("planning/editor_new.html", event=event, form=form), form.status


def _asked() -> dict[str, Any]:
    return {name: request.args[name] for name in ("day", "kind", "title") if name in request.args}


@editor.route("/shift", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def shift(event: Event) -> Answer:
    """Move the rest of a day."""
    form = ShiftForm(formdata=request.form if request.method == "POST" else None, data=_asked())
    form.offer(day_choices(board_of(event)))
    slug = event.slug
    if form.validate_on_submit():
        try:
            since, until = form.span(event)
            count = services.shift_slots(
                event.id, since, until, form.minutes.data or 0, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, SHIFT_FIELDS.get(refusal.code))
        else:
            flash(ngettext("%(num)d session is moved in the draft.", "%(num)d sessions are moved in the draft.", count),
                  "success")  # fmt: skip
            return back_to(slug, form)
    return render_template("planning/editor_shift.html", event=event, form=form), form.status
