"""What the door leaves to a person: held scans, badges let in twice, messages nobody understands; and rehearsals."""

import json

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import services
from ..forms import SettleForm
from ..models import Standing
from ..queries import settling as queries
from ..queries.blanks import contests
from ..words import LETTER_WORDS, words_of_outcome

settling = Blueprint("door_settling", __name__, url_prefix="/manage/<slug>/check-in")
Answer = str | Response | tuple[str, int]
HELD_DEEDS = {"release": Standing.COUNTED, "discard": Standing.DISCARDED}


@settling.get("/settle", endpoint="list")
@event_page(Permission.VIEW_ATTENDEES)
def to_settle(event: Event) -> Answer:
    return page_of(event, None, "")


def page_of(event: Event, form: SettleForm | None, of: str) -> Answer:
    """`form`: one that was sent, and `of` which row it stands beside."""
    if form:
        form.reason.id = f"reason-{of}"
    page = render_template(
        "checkin/live/settle.html",
        event=event,
        conflicts=queries.conflicts(event.id),
        held=queries.held_scans(event.id),
        devices=queries.held_of_devices(event.id),
        letters=[(row, json.dumps(row.body, ensure_ascii=False)[:400]) for row in queries.letters(event.id)],
        blanks=contests(event.id),
        placeless=queries.placeless(event.id),
        letter_words=LETTER_WORDS,
        words_of_outcome=words_of_outcome,
        form=form,
        of=of,
        blank=SettleForm(formdata=None),
        may_edit=may(Permission.EDIT_ATTENDEES),
    )
    return page, form.status if form else 200


@settling.post("/settle/<any(scan, device, conflict, letter, blank):kind>/<ident>", endpoint="settle")
@event_page(Permission.EDIT_ATTENDEES)
def settle(event: Event, kind: str, ident: str) -> Answer:
    if not queries.is_known(event.id, kind, ident):
        abort(404)
    form, slug, after = SettleForm(), event.slug, queries.after(event.id, kind, ident)
    if not form.validate_on_submit():
        return page_of(event, form, f"{kind}-{ident}")
    try:
        decide(event, kind, ident, request.form.get("deed", ""), form.reason.data)
    except Refused as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("Settled."), "success")
    return redirect(url_for(".list", slug=slug, _anchor=after), 303)


def decide(event: Event, kind: str, ident: str, deed: str, reason: str) -> None:
    """`deed`: of a blank badge, the code of the registration whose it is. Raises a Refused."""
    actor, at = current_actor(), now()
    if kind == "conflict":
        services.settle_conflict(event.id, ident, reason, actor=actor, at=at)
    elif kind == "letter":
        services.settle_letter(event.id, int(ident), reason, actor=actor, at=at)
    elif kind == "blank":
        services.choose_owner(event.id, int(ident), deed, reason, actor=actor, at=at)
    elif deed not in HELD_DEEDS:
        abort(400)
    elif kind == "device":
        device = queries.device_of(event.id, ident)
        services.decide_held(event.id, device, HELD_DEEDS[deed], reason, actor=actor, at=at)
    else:
        deed_of = services.release_scan if deed == "release" else services.discard_scan
        deed_of(event.id, ident, reason, actor=actor, at=at)


@settling.get("/rehearsal", endpoint="rehearsal")
@event_page(Permission.VIEW_CHECK_IN)
def rehearsal(event: Event) -> str:
    number, scans = queries.rehearsed(event.id)
    return render_template(
        "checkin/live/rehearsal.html",
        event=event,
        since=queries.rehearses_since(event.id),
        number=number,
        scans=scans,
        words_of_outcome=words_of_outcome,
        may_edit=may(Permission.EDIT_EVENT),
        may_view=may(Permission.VIEW_ATTENDEES),
    )


@settling.post("/rehearsal/<any(start, end):deed>", endpoint="switch_rehearsal")
@event_page(Permission.EDIT_EVENT)
def switch_rehearsal(event: Event, deed: str) -> Response:
    if not ActionForm().validate_on_submit():
        abort(400)
    slug = event.slug
    services.switch_rehearsal(event.id, is_on=deed == "start", actor=current_actor(), at=now())
    flash(
        _("The rehearsal has begun: no scan counts until it is ended.")
        if deed == "start"
        else _("The rehearsal is over: from now on scans count."),
        "success",
    )
    return redirect(url_for(".rehearsal", slug=slug), 303)
