"""Views of the table that people keep: made of what the table shows, renamed, shared, deleted and brought back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import audit
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import manage_queries, services, table_queries
from ..columns import columns_of_event
from ..models import TableView
from ..rules.table_views import ViewValues, why_not_change
from ..table_forms import ViewForm
from .manage import manage_registrations
from .table_filter import query_of, words_of
from .table_state import State, keeper, read_state

Answer = str | Response | tuple[str, int]
FIELDS = {"view_name_taken": "name"}


@manage_registrations.get("/views", endpoint="views")
@event_page(Permission.VIEW_ATTENDEES)
def list_views(event: Event) -> str:
    by = keeper()
    categories = manage_queries.categories_of_event(event.id)
    views = table_queries.views_of(event.id, by.user_id)
    habit = table_queries.habit_of(event.id, by.user_id)
    return render_template(
        "registration/manage/views.html",
        event=event,
        views=[(view, words_of(view.query, categories), why_not_change(view, by) is None) for view in views],
        deleted=table_queries.deleted_views(event.id, by.user_id, may_share=by.may_share),
        opens_with=habit.view_id if habit else None,
        user_id=by.user_id,
        kept_days=services.KEPT_DELETED.days,
    )


@manage_registrations.route("/views/new", methods=["GET", "POST"], endpoint="new_view")
@event_page(Permission.VIEW_ATTENDEES)
def keep_view(event: Event) -> Answer:
    """Keep what the address asks for."""
    state, by, form, slug = read_state(event, request.args), keeper(), ViewForm(), event.slug
    if form.validate_on_submit():
        values = ViewValues(form.name.data, form.is_shared.data, query_of(state.wanted), list(state.columns))
        try:
            code = services.keep_view(event.id, values, by, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            if form.opens.data:
                kept = get_view(event, code)
                services.open_with(event.id, by.user_id, kept.id)
            flash(_("The view is saved."), "success")
            return redirect(url_for(".list", slug=slug, view=code), 303)
    return shown(event, None, form, state)


@manage_registrations.route("/views/<code>", methods=["GET", "POST"], endpoint="view")
@event_page(Permission.VIEW_ATTENDEES)
def change_view(event: Event, code: str) -> Answer:
    found, by, slug = get_view(event, code), keeper(), event.slug
    if found.deleted_at is not None:
        abort(404)
    if why_not_change(found, by):
        abort(403)
    habit = table_queries.habit_of(event.id, by.user_id)
    form = ViewForm(obj=found, opens=habit is not None and habit.view_id == found.id)
    if form.validate_on_submit():
        view_id, was_opened = found.id, habit is not None and habit.view_id == found.id
        try:
            services.rename_view(
                view_id, form.name.data, by, is_shared=form.is_shared.data, actor=current_actor(), at=now()
            )
        except Refused as refusal:
            form.refuse(refusal, FIELDS.get(refusal.code))
        else:
            if form.opens.data != was_opened:
                services.open_with(event.id, by.user_id, view_id if form.opens.data else None)
            flash(_("The view is saved."), "success")
            return redirect(url_for(".views", slug=slug), 303)
    return shown(event, get_view(event, code), form, None)


@manage_registrations.post("/views/<code>/<any(redefine, delete, restore):deed>", endpoint="act_on_view")
@event_page(Permission.VIEW_ATTENDEES)
def act_on_view(event: Event, code: str, deed: str) -> Response:
    """Let it show what the address asks for, take it out of the lists, bring it back."""
    found, by, slug = get_view(event, code), keeper(), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    state = read_state(event, request.args)
    back = url_for(".views", slug=slug)
    try:
        if deed == "redefine":
            columns = list(state.columns)
            services.redefine_view(found.id, query_of(state.wanted), columns, by, actor=current_actor(), at=now())
            flash(_("The view is saved."), "success")
            back = url_for(".list", slug=slug, view=code)
        elif deed == "delete":
            services.delete_view(found.id, by, actor=current_actor(), at=now())
            flash(_("The view is deleted. Below you can bring it back."), "success")
            back = url_for(".views", slug=slug, _anchor="deleted")
        else:
            services.restore_view(found.id, by, actor=current_actor(), at=now())
            flash(_("The view is back."), "success")
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(back, 303)


@manage_registrations.post("/views/open-with", endpoint="open_with")
@event_page(Permission.VIEW_ATTENDEES)
def open_with(event: Event) -> Response:
    """Let the table open with the view of this code; with everybody for none."""
    code, slug = request.form.get("view", ""), event.slug
    if not ActionForm().validate_on_submit():
        abort(400)
    view_id = get_view(event, code).id if code else None
    services.open_with(event.id, keeper().user_id, view_id)
    flash(
        _("Your table opens with this view from now on.") if code else _("Your table opens with everybody."), "success"
    )
    return redirect(url_for(".views", slug=slug), 303)


def get_view(event: Event, code: str) -> TableView:
    return table_queries.find_view(event.id, keeper().user_id, code) or abort(404)


def shown(event: Event, found: TableView | None, form: ViewForm, state: State | None) -> tuple[str, int]:
    """The page of one view, or of a new one that shows what `state` does."""
    query = query_of(state.wanted) if state else found.query if found else {}
    keys = state.columns if state else found.columns if found else []
    known = columns_of_event(event)
    page = render_template(
        "registration/manage/view.html",
        event=event,
        view=found,
        form=form,
        may_share=keeper().may_share,
        history=audit.history(found) if found else [],
        words=words_of(query, manage_queries.categories_of_event(event.id)),
        column_words=[str(known[key].label) for key in keys if key in known],
        back=state.address() if state else url_for(".views", slug=event.slug),
    )
    return page, form.status
