"""Organisers: one registration with all that may be done to it. The table of all stands in table.py."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.times import instant
from conference.events.models import Event, Mode
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.mail.queries import messages_to
from conference.mail.words import look_and_word, title_of
from conference.questions.queries import form_of

from .. import manage_queries
from ..answers import answers_of, consent_names, unanswered
from ..hooks import facts_about
from ..models import Registration
from ..words import CONSENT_WORDS, MODE_WORDS, STATE_WORDS, TICKET_WORDS, words_of_actor, words_of_deed
from .actions import ACTIONS, DONE, actions_for

manage_registrations = Blueprint("manage_registrations", __name__, url_prefix="/manage/<slug>/registrations")
LONGEST_REASON = 300


@manage_registrations.get("/<code>", endpoint="show")
@event_page(Permission.VIEW_ATTENDEES)
def show_registration(event: Event, code: str) -> str:
    return registration_page(event, get_registration(event, code), ActionForm())


@manage_registrations.post("/<code>/<any(approve, decline, cancel, restore, resend):action>", endpoint="act")
@event_page(Permission.EDIT_ATTENDEES)
def act_on_registration(event: Event, code: str, action: str) -> Response | tuple[str, int]:
    """One button of the page. When the state changed meanwhile, the page comes back as it is now and says so."""
    registration = get_registration(event, code)
    form = ActionForm()
    if form.validate_on_submit():
        try:
            reason = " ".join(request.form.get("reason", "").split())[:LONGEST_REASON]
            told = {"reason": reason} if reason and action != "resend" else {}
            ACTIONS[action](registration.id, actor=current_actor(), at=now(), **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(str(DONE[action]), "success")
            return redirect(url_for(".show", slug=event.slug, code=registration.code))
    return registration_page(event, get_registration(event, code), form), form.status


def get_registration(event: Event, code: str) -> Registration:
    registration = manage_queries.find_registration(event.id, code)
    return registration if registration is not None else abort(404)


def registration_page(event: Event, registration: Registration, form: ActionForm) -> str:
    asked = form_of(event)
    return render_template(
        "registration/manage/show.html",
        event=event,
        registration=registration,
        form=form,
        mode_word=MODE_WORDS[registration.mode] if event.mode == Mode.HYBRID else "",
        state_word=STATE_WORDS[registration.state],
        facts=facts_about(registration),
        deeds=actions_for(registration) if may(Permission.EDIT_ATTENDEES) else (),
        messages=messages_to(event.id, registration.email, [("registration.", registration.id)]),
        history=[
            (instant(entry.at, event.zone), entry.at.isoformat(), words_of_deed(entry), words_of_actor(entry))
            for entry in audit.history(registration)
        ],
        answers=answers_of(
            registration,
            asked,
            lambda question: url_for(".answer_file", slug=event.slug, code=registration.code, question=question),
        ),
        unanswered=unanswered(registration, asked) if registration.is_alive else [],
        may_edit=may(Permission.EDIT_ATTENDEES) and registration.erased_at is None and not registration.merged_into_id,
        consent_words={**CONSENT_WORDS, **consent_names(asked)},
        ticket_words=TICKET_WORDS,
        mail_title=title_of,
        mail_look=look_and_word,
        may_see_mail=may(Permission.VIEW_MAIL),
        may_send_mail=may(Permission.SEND_MAIL),
        may_print=may(Permission.PRINT_BADGES),
    )
