"""The organiser's pages of the tracks."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.projects.rules import PAPER

from .. import track_queries as queries
from .. import track_rules as rules
from .. import track_services as services
from ..edit_queries import tracks_of_event
from ..models import Track
from ..track_forms import DeleteTrackForm, TrackForm

manage_tracks = Blueprint("manage_tracks", __name__, url_prefix="/manage/<slug>/tracks")
Answer = str | Response | tuple[str, int]


@manage_tracks.get("")
@event_page(Permission.EDIT_PROGRAMME)
def tracks(event: Event) -> str:
    return render_template(
        "programme/manage/tracks.html",
        event=event,
        tracks=tracks_of_event(event.id),
        counts=queries.count_sessions_of_tracks(event.id),
    )


@manage_tracks.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_track(event: Event) -> Answer:
    form, slug = TrackForm(event), event.slug
    if request.method == "GET":
        form.show(None)
    elif form.validate_on_submit():
        try:
            services.add_track(event.id, form.values(), actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The track is added."), "success")
            return redirect(url_for(".tracks", slug=slug))
    return shown(event, None, form)


@manage_tracks.route("/<int(max=999999999):track>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def track(event: Event, track: int) -> Answer:
    found, form, slug = get_track(event, track), TrackForm(event), event.slug
    if request.method == "GET":
        form.show(found)
    elif form.validate_on_submit():
        try:
            services.change_track(found.id, form.values(), shown=form.shown.marks, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            flash(_("The track is saved."), "success")
            return redirect(url_for(".tracks", slug=slug))
    return shown(event, found, form)


def get_track(event: Event, ident: int) -> Track:
    found = queries.find_track(event.id, ident)
    return found if found is not None else abort(404)


def field_of(refusal: Refused) -> str | None:
    return {"track_name_taken": "name"}.get(refusal.code)


def shown(event: Event, found: Track | None, form: TrackForm, delete: DeleteTrackForm | None = None) -> tuple[str, int]:
    page = render_template(
        "programme/manage/track.html",
        event=event,
        track=found,
        form=form,
        delete_form=(delete or delete_form(event, found)) if found else None,
        grounds=(PAPER, rules.NIGHT_PAPER),
        better=rules.better_colour(form.colour.data or ""),
        uses=queries.sessions_of_track(found.id) if found else [],
        published=queries.count_published(event.id, found.id) if found else 0,
        history=audit.history(found) if found else [],
    )
    return page, delete.status if delete else form.status


def delete_form(event: Event, found: Track) -> DeleteTrackForm:
    """Filled from the request only where it was sent."""
    others = [track for track in tracks_of_event(event.id) if track.id != found.id]
    is_sent = request.endpoint == "manage_tracks.delete_track"
    return DeleteTrackForm(event, others) if is_sent else DeleteTrackForm(event, others, formdata=None)


@manage_tracks.post("/<int(max=999999999):track>/move")
@event_page(Permission.EDIT_PROGRAMME)
def move_track(event: Event, track: int) -> Response:
    found, slug = get_track(event, track), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    services.move_track(found.id, up=request.form.get("to") == "up", actor=current_actor(), at=now())
    return redirect(url_for(".tracks", slug=slug, _anchor=f"track-{track}"))


@manage_tracks.post("/<int(max=999999999):track>/delete")
@event_page(Permission.EDIT_PROGRAMME)
def delete_track(event: Event, track: int) -> Answer:
    found, slug = get_track(event, track), event.slug
    form = delete_form(event, found)
    if form.validate_on_submit():
        try:
            count = services.delete_track(found.id, instead=form.track_id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, "instead")
        else:
            words = ngettext("%(num)d session was on it.", "%(num)d sessions were on it.", count)
            deleted = _("The track is deleted.")
            flash(f"{deleted} {words}", "success")
            return redirect(url_for(".tracks", slug=slug))
    facts = TrackForm(event, formdata=None)
    facts.show(found)
    return shown(event, found, facts, form)
