"""The organiser's pages of the speakers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.images import CleanImage, clean_image
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import speaker_queries as queries
from .. import speaker_services
from ..models import Speaker
from ..speaker_forms import SpeakerForm

manage_speakers = Blueprint("manage_speakers", __name__, url_prefix="/manage/<slug>/speakers")
Answer = str | Response | tuple[str, int]


@manage_speakers.get("")
@event_page(Permission.EDIT_PROGRAMME)
def speakers(event: Event) -> str:
    return render_template("programme/manage/speakers.html", event=event, speakers=queries.counted_speakers(event.id))


@manage_speakers.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_speaker(event: Event) -> Answer:
    return edit_speaker(event, None)


@manage_speakers.route("/<code>", methods=["GET", "POST"])
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
            speaker_services.save_speaker(
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
