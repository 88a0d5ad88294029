"""One deed to many registrations: what it would do, doing it, how far it is, taking it back."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import force_locale, lazy_pgettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.i18n import LANGUAGES
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import batch_queries, mails, manage_queries, page_queries, queries, rules, services
from ..models import Batch
from ..words import OUTCOME_WORDS, STATE_WORDS
from .table_filter import query_of, read_filter

manage_batches = Blueprint("manage_batches", __name__, url_prefix="/manage/<slug>/registrations")
LONGEST_REASON = 300
MOST_REFUSED_SHOWN = 50


@dataclass(frozen=True)
class Deed:
    """`kind` is the letter that it sends."""

    kind: str
    title: Any
    yes: Any


DEEDS = {
    "approve": Deed("registration.confirmed", _l("Approve"), _l("Approve and send the tickets")),
    "decline": Deed("registration.declined", _l("Decline"), _l("Decline and tell them")),
    "cancel": Deed("registration.cancelled", lazy_pgettext("deed", "Cancel"), _l("Cancel and tell them")),
}


def asked_ids(event: Event) -> tuple[list[int], list[tuple[str, str]]]:
    """(whom the sent form means, the fields that say so): those ticked, or all that its filter shows."""
    if request.form.get("scope") == "all":
        wanted = read_filter(request.form, manage_queries.categories_of_event(event.id))
        ids = page_queries.ids_of_registrations(event.id, wanted)
        return ids, [("scope", "all"), *((name, str(value)) for name, value in query_of(wanted).items())]
    codes = sorted(set(request.form.getlist("codes")))
    return batch_queries.ids_of_codes(event.id, codes), [("codes", code) for code in codes]


@manage_batches.post("/bulk")
@event_page(Permission.EDIT_ATTENDEES)
def preview(event: Event) -> str | Response | tuple[str, int]:
    """What the deed would do, and the letter that people get. Nothing is done yet."""
    if not ActionForm().validate_on_submit():
        abort(400)
    return preview_page(event, is_stale=False)


def preview_page(event: Event, *, is_stale: bool) -> str | tuple[str, int]:
    action = request.form.get("action", "")
    deed = DEEDS.get(action) or abort(400)
    ids, fields = asked_ids(event)
    states = batch_queries.states_of(event.id, ids)
    fitting = {state: number for state, number in states.items() if rules.why_not(action, state) is None}
    page = render_template(
        "registration/manage/bulk.html",
        event=event,
        action=action,
        deed=deed,
        fields=fields,
        total=len(ids),
        fitting=fitting,
        fits=sum(fitting.values()),
        others={state: number for state, number in states.items() if state not in fitting},
        state_words=STATE_WORDS,
        letter=letter_of(deed, action, ids),
        reason=request.form.get("reason", "")[:LONGEST_REASON],
        is_stale=is_stale,
        minutes=minutes(),
    )
    return page, 409 if is_stale else 200


def letter_of(deed: Deed, action: str, ids: list[int]) -> Any:
    """The letter as the first of those meant would get it, in that person's language; None when it fits nobody."""
    ident = batch_queries.first_in_states(ids, [str(state) for state in rules.MOVES[action].sources])
    if ident is None:
        return None
    person = queries.get_registration(ident)
    speech = person.language if person.language in LANGUAGES else "en"
    with force_locale(speech):
        return {"person": person, "language": speech, "letter": mails.letter_ahead(deed.kind, person)}


def minutes() -> int:
    return int(services.UNDO_WITHIN.total_seconds() // 60)


@manage_batches.post("/bulk/do")
@event_page(Permission.EDIT_ATTENDEES)
def do(event: Event) -> str | Response | tuple[str, int]:
    """Do what was shown; when others are meant by now, it is shown anew."""
    if not ActionForm().validate_on_submit():
        abort(400)
    action, slug = request.form.get("action", ""), event.slug
    if action not in DEEDS:
        abort(400)
    ids, _fields = asked_ids(event)
    if str(len(ids)) != request.form.get("total") or not ids:
        return preview_page(event, is_stale=True)
    reason = " ".join(request.form.get("reason", "").split())[:LONGEST_REASON]
    code = services.start_batch(event.id, ids, action, reason, actor=current_actor(), at=now())
    return redirect(url_for(".batch", slug=slug, code=code), 303)


@manage_batches.get("/batches/<code>")
@event_page(Permission.VIEW_ATTENDEES)
def batch(event: Event, code: str) -> str | tuple[str, int]:
    return batch_page(event, batch_queries.find_batch(event.id, code) or abort(404), ActionForm())


@manage_batches.post("/batches/<code>/undo")
@event_page(Permission.EDIT_ATTENDEES)
def undo(event: Event, code: str) -> str | Response | tuple[str, int]:
    found, form, slug = batch_queries.find_batch(event.id, code) or abort(404), ActionForm(), event.slug
    if form.validate_on_submit():
        try:
            services.undo_batch(found.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".batch", slug=slug, code=code), 303)
    return batch_page(event, batch_queries.find_batch(event.id, code) or abort(404), form)


def batch_page(event: Event, found: Batch, form: ActionForm) -> tuple[str, int]:
    progress = batch_queries.progress_of(found.id)
    is_working = found.finished_at is None or (found.undone_at is not None and found.undo_finished_at is None)
    page = render_template(
        "registration/manage/batch.html",
        event=event,
        batch=found,
        form=form,
        deed=DEEDS[found.action],
        progress_of=progress,
        is_working=is_working,
        refused=[] if is_working else batch_queries.refused_of(found.id, MOST_REFUSED_SHOWN),
        outcome_words=OUTCOME_WORDS,
        may_undo=may(Permission.EDIT_ATTENDEES)
        and found.undone_at is None
        and services.why_not_undo(found, now()) is None,
        until=found.created_at + services.UNDO_WITHIN,
    )
    return page, form.status
