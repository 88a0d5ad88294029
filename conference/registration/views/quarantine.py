"""Organisers: forms that looked like spam."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.paging import asked_page
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import queries, services
from ..models import HeldSubmission
from ..spam import Reason
from .manage import manage_registrations

REASON_WORDS: dict[str, Any] = {
    Reason.HONEYPOT: _l("a field was filled in that no person sees"),
    Reason.LINK_IN_NAME: _l("a name holds a web address"),
    Reason.LINK: _l("an answer holds a web address"),
    Reason.NO_NAME: _l("the name is no name"),
    Reason.HASTY: _l("sent within two seconds"),
}


@manage_registrations.get("/quarantine", endpoint="quarantine")
@event_page(Permission.VIEW_ATTENDEES)
def show_quarantine(event: Event) -> str:
    return quarantine_page(event, ActionForm())


@manage_registrations.post("/quarantine/<code>/<any(release, drop):action>", endpoint="decide_held")
@event_page(Permission.EDIT_ATTENDEES)
def decide_held(event: Event, code: str, action: str) -> Response | tuple[str, int]:
    """A person after all, or spam."""
    held: HeldSubmission = queries.find_held(event.id, code) or abort(404)
    form, slug = ActionForm(), event.slug
    if form.validate_on_submit():
        try:
            (services.release if action == "release" else services.drop)(held.id, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            done = _("Registered: the e-mail is on its way.") if action == "release" else _("Dropped and forgotten.")
            flash(done, "success")
            return redirect(url_for(".quarantine", slug=slug), 303)
    return quarantine_page(event, form), form.status


def quarantine_page(event: Event, form: ActionForm) -> str:
    return render_template(
        "registration/manage/quarantine.html",
        event=event,
        form=form,
        page=queries.page_of_held(event.id, asked_page()),
        page_address=lambda number: url_for(".quarantine", slug=event.slug, page=number),
        reason_words=REASON_WORDS,
        may_decide=may(Permission.EDIT_ATTENDEES),
        kept_days=services.KEPT_FOR.days,
    )
