"""Organisers: the event's own words for the letters about a registration, seen as a real person gets them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.mail import queries as mail
from conference.mail.rules import why_not_placeholders
from conference.mail.showing import framing, letter_page, refusal_page
from conference.mail.wordings import KINDS, WordingKind

from .. import previews
from .. import settings_services as services
from ..forms import TextForm
from . import manage_mail

FIELDS = {"unknown_placeholder": "body"}


def kind_or_404(kind: str, speech: str) -> WordingKind:
    found = KINDS.get(kind)
    if found is None or speech not in LANGUAGES:
        abort(404)
    return found


@manage_mail.get("/texts")
@event_page(Permission.VIEW_MAIL)
def texts(event: Event) -> str:
    families: dict[str, list[WordingKind]] = {}
    for kind in KINDS.values():
        families.setdefault(str(kind.about), []).append(kind)
    return render_template(
        "correspondence/texts.html", event=event, families=families, languages=LANGUAGES,
        own=mail.wordings_of(event.id),
    )  # fmt: skip


def filled_form(event: Event, kind: WordingKind, speech: str) -> TextForm:
    """The form with the event's own words, or the built-in ones to begin from."""
    row = mail.find_wording(event.id, kind.kind, speech)
    if row is not None:
        return TextForm(data={"subject": row.subject, "body": row.body, "version": row.version})
    with force_locale(speech):
        return TextForm(data={"subject": kind.subject(), "body": kind.body(), "version": 0})


def refuse_unknown(form: TextForm, kind: WordingKind) -> bool:
    """Say beside each field which placeholder nobody knows. True when there was one."""
    refused = False
    for name in ("subject", "body"):
        if refusal := why_not_placeholders(form[name].data or "", kind.names):
            form.refuse(refusal, name)
            refused = True
    return refused


@manage_mail.route("/texts/<kind>/<speech>", methods=["GET", "POST"])
@event_page(Permission.SEND_MAIL)
def text(event: Event, kind: str, speech: str) -> Response:
    """One letter in one language."""
    found, slug = kind_or_404(kind, speech), event.slug
    form = filled_form(event, found, speech)
    if form.validate_on_submit() and not refuse_unknown(form, found):
        try:
            services.save_wording(
                event.id, kind, speech, subject=form.subject.data, body=form.body.data,
                version=form.version.number, actor=current_actor(), at=now(),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            flash(_("Saved: the next letter of this kind has these words."), "success")
            return redirect(url_for(".text", slug=slug, kind=kind, speech=speech))
    page = render_template(
        "correspondence/text.html",
        event=event,
        form=form,
        kind=found,
        speech=speech,
        languages=LANGUAGES,
        own=mail.wordings_of(event.id),
    )
    return framing(page, form.status)


@manage_mail.route("/texts/<kind>/<speech>/letter", methods=["GET", "POST"])
@event_page(Permission.SEND_MAIL)
def text_letter(event: Event, kind: str, speech: str) -> Response:
    """The letter with the words that are typed, or on GET with those stored; for the frame on the page."""
    found = kind_or_404(kind, speech)
    form = filled_form(event, found, speech)
    if request.method == "POST" and (not form.validate_on_submit() or refuse_unknown(form, found)):
        return refusal_page([words for _ident, words in form.error_list])
    words = form.person.data or ""
    shown = previews.wording_letter(
        found, event, words, language=speech, subject=form.subject.data, body=form.body.data
    )
    return letter_page(*shown) if shown else refusal_page([previews.nobody(words, found)])


@manage_mail.post("/texts/<kind>/<speech>/reset")
@event_page(Permission.SEND_MAIL)
def reset_text(event: Event, kind: str, speech: str) -> Response:
    kind_or_404(kind, speech)
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    if services.reset_wording(event.id, kind, speech, actor=current_actor(), at=now()):
        flash(_("The built-in words are used again."), "success")
    return redirect(url_for(".text", slug=slug, kind=kind, speech=speech))
