"""Which columns the table shows, and in which order."""

from typing import ClassVar

from flask import redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.rows import IDENT, apart, pressed, rearranged
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import services
from ..columns import columns_of_event, known_keys, usual_columns
from .manage import manage_registrations
from .table_state import read_state

ROWS = "columns"


class NoColumns(Refused):
    code: ClassVar[str] = "no_columns"


@manage_registrations.route("/columns", methods=["GET", "POST"], endpoint="columns")
@event_page(Permission.VIEW_ATTENDEES)
def choose_columns(event: Event) -> str | Response | tuple[str, int]:
    """The person's own columns; those of a view are changed in the address alone until the view is saved."""
    state, form = read_state(event, request.args), ActionForm()
    keys = state.columns if request.method == "GET" else sent_keys(event)
    is_press = "usual" in request.form or "add" in request.form or pressed(request.form, {ROWS}) is not None
    if not is_press and form.validate_on_submit():
        if keys and state.view:
            return redirect(state.address(columns=",".join(keys)), 303)
        if keys:
            back = state.address(columns=None)
            services.keep_columns(event.id, state.user_id, list(keys))
            return redirect(back, 303)
        form.refuse(NoColumns(_("Leave at least one column beside the name")))
    known = columns_of_event(event)
    page = render_template(
        "registration/manage/columns.html",
        event=event,
        form=form,
        view=state.view,
        shown=[known[key] for key in keys],
        others=[column for key, column in known.items() if key not in keys],
        here=state.query,
        back=state.address(),
    )
    return page, form.status


def sent_keys(event: Event) -> tuple[str, ...]:
    """The columns as the form lists them, moved as its button asks for, and those ticked after them."""
    if "usual" in request.form:
        return usual_columns(event)
    press = pressed(request.form, {ROWS})
    _others, rows = apart(rearranged(request.form, press) if press else request.form, ROWS)
    return known_keys(event, [*(dict(row).get(IDENT, "") for row in rows), *request.form.getlist("more")])
