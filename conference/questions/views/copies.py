"""Taking over the form of another event."""

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from ..copy_services import copy_form
from .builder import back, manage_form, only_pressed, sources_of


@manage_form.post("/copy-from")
@event_page(Permission.EDIT_EVENT)
def copy_from(event: Event) -> Response:
    only_pressed()
    slug, wanted = event.slug, request.form.get("source", "")
    source = next((other for other in sources_of(event) if other.slug == wanted), None)
    if source is None:
        flash(_("Choose an event to copy from"), "error")
        return back(slug)
    added = copy_form(source.id, event.id, actor=current_actor(), at=now())
    if added:
        flash(ngettext("%(num)d question is added.", "%(num)d questions are added.", added), "success")
    else:
        flash(_("This form has all the questions of that one already."), "info")
    return back(slug)
