"""The organiser's plain pages of the sessions in the draft."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.rows import pressed, rearranged
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.queries import rooms_of_event
from conference.events.web import event_page

from .. import edit_queries as queries
from .. import edit_services
from ..models import Placement, Session
from ..session_forms import ROWS, SessionForm
from ..session_queries import releases_with
from ..session_rules import StaleSession
from ..speaker_queries import speakers_of_event
from ..words import standing

manage = Blueprint("manage_programme", __name__, url_prefix="/manage/<slug>")
Answer = str | Response | tuple[str, int]
PREVIEW = "preview"  # the button that shows what the Markdown will look like


@manage.route("/sessions/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_session(event: Event) -> Answer:
    form, is_asked_only = session_form(event, None)
    if request.method == "GET":
        form.show_new()
    elif not is_asked_only and (code := saved_session(event, None, form)):
        return redirect(url_for(".session", slug=event.slug, code=code))
    return show_session(event, form, None)


@manage.route("/sessions/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def session(event: Event, code: str) -> Answer:
    row, placements = get_session(event, code)
    form, is_asked_only = session_form(event, row, placements)
    if request.method == "GET":
        form.show(row, edit_services.marks_of(row, event))
    elif not is_asked_only and saved_session(event, row, form):
        return redirect(url_for(".sessions", slug=event.slug))
    return show_session(event, form, row)


def get_session(event: Event, code: str) -> tuple[Session, list[Placement]]:
    found = queries.find_draft_session(event.id, code)
    if found is None:
        abort(404)
    return found


def session_form(event: Event, row: Session | None, placements: Sequence[Placement] = ()) -> tuple[SessionForm, bool]:
    """(the form with what was typed, whether a button was pressed that stores nothing: of its rows, or the preview)."""
    press = pressed(request.form, ROWS)
    typed = {"formdata": rearranged(request.form, press)} if press else {}
    form = SessionForm(
        event,
        row,
        rooms=rooms_of_event(event.id),
        tracks=queries.tracks_of_event(event.id),
        teams=queries.teams_of_event(event.id),
        speakers=speakers_of_event(event.id),
        placements=placements,
        **typed,
    )
    return form, press is not None or PREVIEW in request.form


def saved_session(event: Event, row: Session | None, form: SessionForm) -> str | None:
    """The code of the session that was stored; None when something stands against it, which the form says then."""
    if not form.validate_on_submit():
        return None
    try:
        code = edit_services.save_session(
            event.id, row.id if row else None, form.values(), shown=form.shown.marks, uuid=str(form.key.data or ""),
            actor=current_actor(), at=now(),
        )  # fmt: skip
    except StaleSession as refusal:
        form.show_stale(refusal)
        return None
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
        is_preview=PREVIEW in request.form,
        is_deletable=row is not None and not releases_with(row.id),
        materials=len(row.materials) if row else 0,
        standings={(x.speaker.code, str(x.role)): standing(x) for x in row.speaker_links} if row else {},
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
