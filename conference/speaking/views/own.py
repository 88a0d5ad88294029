"""A speaker's own pages, behind the secret link in their mails: no account, no password."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from werkzeug.wrappers import Response

from conference.core.clock import now
from conference.core.codes import digest
from conference.core.errorpages import error_page
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.core.images import MOST_BYTES, NotAnImage
from conference.core.portraits import uploaded_portrait
from conference.core.rows import pressed, rearranged
from conference.core.throttle import hit
from conference.core.web import by_secret_link, client_key, is_too_large, private_answer
from conference.events.models import Event
from conference.programme.models import Speaker, SpeakerAnswer

from .. import queries, services
from ..forms import AbsencesForm, PhotoForm, ProfileForm, TalkForm
from ..rules import Purpose, consent_text

speaking = Blueprint("speaking", __name__, url_prefix="/events/<slug>/speaking/<token>")
View = TypeVar("View", bound=Callable[..., Any])
Answer = str | Response | tuple[str, int]
MOST_SENT = MOST_BYTES + 1024 * 1024  # a photo with the rest of its form
MISSES_A_MINUTE = 60  # wrong links from one client


def own_page(view: View) -> View:
    """Hand the view the `speaker` behind `token` and the `event`; a wrong link tells no more than an ended one."""

    @wraps(view)
    def page(slug: str, token: str, **values: Any) -> Any:
        private_answer()
        found = queries.find_by_digest(slug, digest(token), now())
        if found is None:
            hit("speaking.miss", client_key(), limit=MISSES_A_MINUTE, seconds=60)
            words = _(
                "This link is mistyped, or its time is over. The newest one is in the last mail that you got from the "
                "organisers. Answer that mail to ask them for a new one."
            )
            return error_page(404, words)
        speaker, event = found
        g.event, g.role = event, None
        if speaker.language in LANGUAGES:
            g.preferred_language = speaker.language
            refresh()
        return view(speaker=speaker, event=event, token=token, **values)

    return page  # type: ignore[return-value]


def show(template: str, speaker: Speaker, event: Event, token: str, **facts: Any) -> str:
    return render_template(f"speaking/own/{template}.html", speaker=speaker, event=event, token=token, **facts)


def back(event: Event, token: str, anchor: str = "") -> Response:
    return redirect(url_for("speaking.own", slug=event.slug, token=token, _anchor=anchor or None), 303)


def only_sent_from_our_page() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)


@speaking.get("/")
@by_secret_link
@own_page
def own(speaker: Speaker, event: Event, token: str) -> Answer:
    return overview(speaker, event, token)


def overview(speaker: Speaker, event: Event, token: str, photo: PhotoForm | None = None) -> Answer:
    photo = photo or PhotoForm(formdata=None)
    page = show(
        "overview", speaker, event, token,
        parts=queries.parts_of(speaker.id),
        consents=queries.consents_of(speaker.id),
        texts={purpose: consent_text(purpose) for purpose in Purpose},
        state=queries.standing_of(speaker, now()),
        photo=photo,
    )  # fmt: skip
    return page, photo.status


@speaking.route("/profile", methods=["GET", "POST"])
@by_secret_link
@own_page
def profile(speaker: Speaker, event: Event, token: str) -> Answer:
    form = ProfileForm()
    if request.method == "GET":
        form.show(speaker)
    elif form.validate_on_submit():
        try:
            services.save_profile(speaker.id, form.values(), shown=form.shown.marks, zone=event.zone, at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your details are saved."), "success")
            return back(event, token)
    return show("profile", speaker, event, token, form=form), form.status


@speaking.post("/photo")
@by_secret_link
@own_page
def photo(speaker: Speaker, event: Event, token: str) -> Answer:
    if is_too_large(MOST_SENT):
        form = PhotoForm(formdata=None)
        form.refuse(NotAnImage(_("Choose a picture of at most 10 MB")), "photo")
        return overview(speaker, event, token, form)
    form = PhotoForm()
    if not form.validate_on_submit():
        return overview(speaker, event, token, form)
    try:
        image = uploaded_portrait("photo")
    except Refused as refusal:
        form.refuse(refusal, "photo")
        return overview(speaker, event, token, form)
    if image is None and request.form.get("remove") != "yes":
        form.photo.errors = [_("Choose a picture: a JPEG, PNG or WebP file")]
        return overview(speaker, event, token, form)
    services.set_photo(speaker.id, image, at=now())
    return back(event, token, "photo-title")


@speaking.route("/absences", methods=["GET", "POST"])
@by_secret_link
@own_page
def absences(speaker: Speaker, event: Event, token: str) -> Answer:
    press = pressed(request.form, {"absences"})
    if press is not None:
        form = AbsencesForm(rearranged(request.form, press))
        return show("absences", speaker, event, token, form=form)
    form = AbsencesForm()
    if request.method == "GET":
        form.show(speaker, event.zone)
    elif form.validate_on_submit():
        try:
            services.set_absences(speaker.id, form.values(event.zone), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. The organisers see when you cannot."), "success")
            return back(event, token)
    return show("absences", speaker, event, token, form=form), form.status


@speaking.route("/sessions/<code>", methods=["GET", "POST"])
@by_secret_link
@own_page
def talk(speaker: Speaker, event: Event, token: str, code: str) -> Answer:
    part = queries.find_part(speaker.id, code)
    if part is None:
        abort(404)
    form = TalkForm()
    if request.method == "GET":
        form.show(part.session)
    elif form.validate_on_submit():
        try:
            services.save_talk(speaker.id, code, form.values(), shown=form.shown.marks, zone=event.zone, at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Visitors see it when the organisers publish the agenda the next time."), "success")
            return back(event, token)
    return show("talk", speaker, event, token, form=form, part=part), form.status


@speaking.post("/sessions/<code>/answer")
@by_secret_link
@own_page
def answer(speaker: Speaker, event: Event, token: str, code: str) -> Answer:
    only_sent_from_our_page()
    said = request.form.get("answer", "")
    if said not in set(SpeakerAnswer) or queries.find_part(speaker.id, code) is None:
        abort(404)
    services.answer_part(speaker.id, code, SpeakerAnswer(said), at=now())
    return back(event, token, "sessions-title")


@speaking.post("/consents/<purpose>")
@by_secret_link
@own_page
def consent(speaker: Speaker, event: Event, token: str, purpose: str) -> Answer:
    """Agree, or take it back; the button says which, so that pressing it twice changes nothing."""
    only_sent_from_our_page()
    if purpose not in set(Purpose):
        abort(404)
    known, agrees = purpose in queries.consents_of(speaker.id), request.form.get("agree") == "yes"
    if agrees and not known:
        services.set_consent(speaker.id, Purpose(purpose), consent_text(Purpose(purpose)), at=now())
    elif not agrees and (known or (purpose == Purpose.PUBLISH and speaker.consented_at is not None)):
        services.set_consent(speaker.id, Purpose(purpose), None, at=now())
    return back(event, token, "consents-title")
