"""The organiser's pages of the speakers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.portraits import uploaded_portrait
from conference.core.rows import pressed, rearranged
from conference.events.models import Event
from conference.events.navigation import manage_menu
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.organisations.queries import all_names

from .. import speaker_queries as queries
from .. import speaker_services as services
from ..models import Speaker
from ..references import uses_of_speaker
from ..speaker_forms import ROWS, ConsentForm, SpeakerForm
from ..words import ROLE_WORDS

manage_speakers = Blueprint("manage_speakers", __name__, url_prefix="/manage/<slug>/speakers")
Answer = str | Response | tuple[str, int]


@manage_speakers.get("")
@event_page(Permission.EDIT_PROGRAMME)
def speakers(event: Event) -> str:
    """All of them, or those that the address asks for by words and state."""
    words, state = request.args.get("q", ""), request.args.get("state", "")
    everyone = queries.listed_speakers(event.id)
    return render_template(
        "programme/manage/speakers.html",
        event=event,
        speakers=[row for row in everyone if row.has(words) and row.is_in(state)],
        count=len(everyone),
        words=words,
        state=state,
        states=queries.state_choices(everyone),
        links_address=manage_menu.address("manage_speaking.list_speakers"),
    )


@manage_speakers.route("/new", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def new_speaker(event: Event) -> Answer:
    return edit_speaker(event, None)


@manage_speakers.route("/<code>", methods=["GET", "POST"])
@event_page(Permission.EDIT_PROGRAMME)
def speaker(event: Event, code: str) -> Answer:
    return edit_speaker(event, get_speaker(event, code))


def get_speaker(event: Event, code: str) -> Speaker:
    found = queries.find_speaker_of_event(event.id, code)
    return found if found is not None else abort(404)


def edit_speaker(event: Event, row: Speaker | None) -> Answer:
    form, is_press = speaker_form(event, row)
    slug = event.slug
    if not is_press and form.validate_on_submit():
        try:
            services.save_speaker(
                event.id,
                row.id if row else None,
                form.values(),
                form.read,
                photo=uploaded_portrait("photo"),
                is_photo_removed=form.photo_removed.data,
                shown=form.shown.marks,
                actor=current_actor(),
                at=now(),
            )
        except Refused as refusal:
            form.refuse(refusal, "photo" if refusal.code == "not_an_image" else None)
        else:
            flash(_("The speaker is saved."), "success")
            return redirect(url_for(".speakers", slug=slug))
    return show_speaker(event, form, row, ConsentForm(formdata=None))


def speaker_form(event: Event, row: Speaker | None) -> tuple[SpeakerForm, bool]:
    """(the form with what is stored or was typed, whether a button of its rows was pressed)."""
    if press := pressed(request.form, ROWS):
        return SpeakerForm(event, row, formdata=rearranged(request.form, press)), True
    form = SpeakerForm(event, row)
    if request.method == "GET":
        form.show(row)
    return form, False


def show_speaker(event: Event, form: SpeakerForm, row: Speaker | None, consent: ConsentForm) -> Answer:
    page = render_template(
        "programme/manage/speaker.html",
        event=event,
        form=form,
        consent=consent,
        speaker=row,
        names=all_names(),
        parts=queries.parts_of(row.id) if row else [],
        role_words=ROLE_WORDS,
        uses=uses_of_speaker(row) if row else [],
        history=audit.history(row) if row else [],
    )
    return page, consent.status if consent.errors else form.status


@manage_speakers.post("/<code>/consent")
@event_page(Permission.EDIT_PROGRAMME)
def consent(event: Event, code: str) -> Answer:
    """Note that the speaker agreed to being shown, and how we know; or that they do not want it any more."""
    row, slug, sent = get_speaker(event, code), event.slug, ConsentForm()
    if not sent.validate_on_submit() and not sent.source.errors:
        abort(400)
    if not sent.errors:
        try:
            if request.form.get("agree") == "no":
                services.withdraw_consent(row.id, actor=current_actor(), at=now())
                flash(_("The speaker is not shown any more."), "success")
            else:
                services.note_consent(row.id, sent.source.data or "", actor=current_actor(), at=now())
                flash(_("The consent is noted. The speaker is shown with the next look at the agenda."), "success")
        except Refused as refusal:
            sent.refuse(refusal, "source")
        else:
            return redirect(url_for(".speaker", slug=slug, code=code))
    form = SpeakerForm(event, row, formdata=None)
    form.show(row)
    return show_speaker(event, form, row, sent)


@manage_speakers.post("/<code>/delete")
@event_page(Permission.EDIT_PROGRAMME)
def delete_speaker(event: Event, code: str) -> Response:
    row, slug = get_speaker(event, code), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    try:
        services.delete_speaker(row.id, actor=current_actor(), at=now())
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".speaker", slug=slug, code=code))
    flash(_("The speaker is deleted."), "success")
    return redirect(url_for(".speakers", slug=slug))
