"""The organiser's plain pages of the agenda: sessions and speakers."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.images import CleanImage, clean_image
from conference.core.rows import pressed, rearranged
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.queries import rooms_of_event
from conference.events.web import event_page

from .. import edit_queries as queries
from .. import edit_services
from ..models import Placement, Session, Speaker
from ..session_forms import ROWS, SessionForm
from ..speaker_forms import SpeakerForm

manage = Blueprint("manage_programme", __name__, url_prefix="/manage/<slug>")
Answer = str | Response | tuple[str, int]


@manage.route("/sessions/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_session(event: Event) -> Answer:
    form, is_pressed = session_form(event)
    if request.method == "GET":
        form.show_new()
    elif not is_pressed and (code := saved_session(event, None, form)):
        return redirect(url_for(".session", slug=event.slug, code=code))
    return show_session(event, form, None)


@manage.route("/sessions/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def session(event: Event, code: str) -> Answer:
    row, placements = get_session(event, code)
    form, is_pressed = session_form(event, placements)
    if request.method == "GET":
        form.show(row, edit_services.marks_of(row, event))
    elif not is_pressed and saved_session(event, row, form):
        return redirect(url_for(".sessions", slug=event.slug))
    return show_session(event, form, row)


def get_session(event: Event, code: str) -> tuple[Session, list[Placement]]:
    found = queries.find_draft_session(event.id, code)
    if found is None:
        abort(404)
    return found


def session_form(event: Event, placements: Sequence[Placement] = ()) -> tuple[SessionForm, bool]:
    """(the form with what was typed, whether a button of its rows was pressed)."""
    press = pressed(request.form, ROWS)
    typed = {"formdata": rearranged(request.form, press)} if press else {}
    form = SessionForm(
        event,
        rooms=rooms_of_event(event.id),
        tracks=queries.tracks_of_event(event.id),
        teams=queries.teams_of_event(event.id),
        speakers=[speaker for speaker, _count in queries.speakers_of_event(event.id)],
        placements=placements,
        **typed,
    )
    return form, press is not None


def saved_session(event: Event, row: Session | None, form: SessionForm) -> str | None:
    """The code of the session that was stored; None when something stands against it, which the form says then."""
    if not form.validate_on_submit():
        return None
    try:
        code = edit_services.save_session(
            event.id, row.id if row else None, form.values(), shown=form.shown.marks, actor=current_actor(), at=now()
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None
    flash(_("The session is saved in the draft. Publish the agenda to show it."), "success")
    return code


def show_session(event: Event, form: SessionForm, row: Session | None) -> Answer:
    page = render_template(
        "programme/manage/session.html",
        event=event,
        form=form,
        session=row,
        is_deletable=row is not None and not queries.times_released(row.id),
        history=audit.history(row) if row else [],
    )
    return page, form.status


@manage.post("/sessions/<code>/copy")
@event_page(Permission.EDIT_PROGRAMME)
def copy_session(event: Event, code: str) -> Response:
    row, _placements = get_session(event, code)
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    copy = edit_services.copy_session(row.id, actor=current_actor(), at=now())
    flash(_("This is the copy. Change what differs."), "success")
    return redirect(url_for(".session", slug=slug, code=copy))


@manage.post("/sessions/<code>/delete")
@event_page(Permission.EDIT_PROGRAMME)
def delete_session(event: Event, code: str) -> Response:
    row, _placements = get_session(event, code)
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    try:
        edit_services.delete_session(row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".session", slug=slug, code=code))
    flash(_("The session is deleted."), "success")
    return redirect(url_for(".sessions", slug=slug))


@manage.post("/sessions/<code>/cancel")
@event_page(Permission.EDIT_PROGRAMME)
def cancel_session(event: Event, code: str) -> Response:
    row, _placements = get_session(event, code)
    if not ActionForm().validate_on_submit():
        abort(400)
    cancelled = request.form.get("cancelled") == "yes"
    edit_services.cancel_session(row.id, cancelled=cancelled, actor=current_actor(), at=now())
    flash(_("The session is cancelled.") if cancelled else _("The session takes place again."), "success")
    return redirect(url_for(".session", slug=event.slug, code=code))


@manage.get("/speakers")
@event_page(Permission.EDIT_PROGRAMME)
def speakers(event: Event) -> str:
    return render_template("programme/manage/speakers.html", event=event, speakers=queries.speakers_of_event(event.id))


@manage.route("/speakers/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_speaker(event: Event) -> Answer:
    return edit_speaker(event, None)


@manage.route("/speakers/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def speaker(event: Event, code: str) -> Answer:
    found = queries.find_speaker_of_event(event.id, code)
    if found is None:
        abort(404)
    return edit_speaker(event, found)


def edit_speaker(event: Event, row: Speaker | None) -> Answer:
    form = SpeakerForm()
    if request.method == "GET":
        if row is not None:
            form.show(row)
    elif form.validate_on_submit():
        slug = event.slug
        try:
            edit_services.save_speaker(
                event.id,
                row.id if row else None,
                form.values(),
                photo=uploaded_photo(),
                version=form.version.number,
                actor=current_actor(),
                at=now(),
            )
        except Refused as refusal:
            form.refuse(refusal, "photo" if refusal.code == "not_an_image" else None)
        else:
            flash(_("The speaker is saved."), "success")
            return redirect(url_for(".speakers", slug=slug))
    history = audit.history(row) if row else []
    page = render_template("programme/manage/speaker.html", event=event, form=form, speaker=row, history=history)
    return page, form.status


def uploaded_photo() -> CleanImage | None:
    file = request.files.get("photo")
    return clean_image(file.stream) if file is not None and file.filename else None
