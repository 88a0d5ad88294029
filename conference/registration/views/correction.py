"""Organisers: put right what is stored of a person."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused, StaleEdit
from conference.events.models import Event, Mode
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.questions.queries import form_of

from .. import hooks, manage_queries, queries, rules, services
from ..correction_form import CorrectForm, correct_form
from ..correction_preview import preview_of
from ..models import Registration
from .chosen_files import keep_chosen_files, make_room_for_files
from .manage import get_registration, manage_registrations

FIELD_OF = {"registered_again": "email", "category_full": "category", "category_closed": "category", "full": "mode",
            "needs_approval": "approval"}  # fmt: skip


@manage_registrations.route("/<code>/change", methods=["GET", "POST"], endpoint="change")
@event_page(Permission.EDIT_ATTENDEES)
def change_registration(event: Event, code: str) -> Response | tuple[str, int]:
    """All details and answers, the address, the category and the way of taking part."""
    registration = get_registration(event, code)
    here = url_for(".show", slug=event.slug, code=registration.code)
    if registration.erased_at is not None or registration.merged_into_id is not None:
        return redirect(here)
    asked = form_of(event)
    make_room_for_files(asked)
    form = correct_form(registration, asked, event, manage_queries.categories_of_event(event.id), request.form)
    keep_chosen_files(form, event.id)
    preview, at_stake = None, hooks.bound_to_room(registration)
    if form.validate_on_submit():
        if "preview" in request.form:
            preview = preview_of(registration, form.correction(), event, tells=bool(form.tells.data))
        elif save(registration, form):
            flash(_("The changes are saved."), "success")
            tell_of_seats(event, code, at_stake, is_told=bool(form.tells.data and form.email.data))
            return redirect(here, 303)
    page = render_template(
        "registration/manage/change.html",
        event=event,
        registration=registration,
        form=form,
        preview=preview,
        is_hybrid=event.mode == Mode.HYBRID,
        bound_to_room=at_stake,
        asks_approval=bool(form.approval.errors or form.approval.data),
        may_queue=isinstance(form.refusal, rules.Full)
        and rules.why_not("queue", registration.state) is None
        and rules.may_wait(queries.settings_of(event.id) or rules.default_settings()),
    )
    return page, form.status


def tell_of_seats(event: Event, code: str, at_stake: list[str], *, is_told: bool) -> None:
    """Remind the organiser of what the person lost with the room, and that nobody told them."""
    if not at_stake or get_registration(event, code).mode != Mode.ONLINE:
        return
    lost = _("What was chosen in the room went to others: %(sessions)s.", sessions="; ".join(at_stake))
    if is_told:
        flash(lost, "info")
    else:
        untold = _("The person was not told: let them know.")
        flash(f"{lost} {untold}", "warning")


def save(registration: Registration, form: CorrectForm) -> bool:
    """False when something stands against it, which the form says then."""
    try:
        services.correct(
            registration.id, form.correction(), actor=current_actor(), at=now(), version=form.version.number,
            reason=form.reason.data or "", tells=bool(form.tells.data),
        )  # fmt: skip
    except StaleEdit as refusal:
        form.refuse(refusal)
        form.show_version(registration)
    except rules.Full as refusal:
        form.refuse(refusal, FIELD_OF[refusal.code])
    except Refused as refusal:
        form.refuse(refusal, FIELD_OF.get(refusal.code))
    else:
        return True
    return False
