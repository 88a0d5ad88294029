"""Organisers: the table of registrations, and what a search in it finds while somebody types."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.core.paging import asked_page
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.questions.queries import form_of

from .. import export_queries, facet_queries, organisation_queries, page_queries, queries
from ..answers import consent_names
from ..columns import chosen_columns
from ..hooks import TABLE_MENU
from ..page_queries import Cursor, Found
from ..rules.table_views import why_not_change
from ..words import CONSENT_WORDS, MODE_WORDS, SOURCE_WORDS, STATE_WORDS
from .manage import manage_registrations
from .table_filter import choices_of, query_of, sort_choices
from .table_state import EVERYBODY, State, keeper, read_state

AFTER, BEFORE = "after", "before"  # in an address: the code of the row that the page is next to
MOST_LETTERS = 12  # of a code
FIRST_FILTERS = ("status", "category")  # the others unfold


@manage_registrations.get("/", endpoint="list")
@event_page(Permission.VIEW_ATTENDEES)
def list_registrations(event: Event) -> str | Response:
    state = read_state(event, request.args)
    if state.default_view and not set(request.args) - {"lang"}:
        return redirect(url_for(".list", slug=event.slug, view=state.default_view.code))
    if "part" in request.args:
        return render_template("registration/manage/found.html", event=event, **results(event, state))
    facets = facet_queries.facets_of_event(event.id)
    organisations = organisation_queries.choices_of_event(event.id)
    filters = choices_of(facets, state.wanted, state.categories, organisations)
    return render_template(
        "registration/manage/list.html",
        event=event,
        total=facets.total,
        first_filters=[one for one in filters if one.name in FIRST_FILTERS],
        more_filters=[one for one in filters if one.name not in FIRST_FILTERS],
        sort_choices=sort_choices(),
        held=queries.count_held(event.id),
        table_menu=TABLE_MENU.items(),
        **results(event, state),
    )


def view_items(state: State) -> list[tuple[str, str, bool]]:
    """(name, address, is it shown) of each view."""
    return [
        (one.name, url_for(".list", slug=state.event.slug, view=one.code), one is state.view) for one in state.views
    ]


def results(event: Event, state: State) -> dict[str, Any]:
    """What the rows and the pages below them need."""
    page = page_queries.page_of_registrations(event.id, state.wanted, asked_page(), asked_cursor())
    consents = export_queries.consents_of([row.id for row in page.rows]) if "consents" in state.columns else {}
    return {
        "state": state,
        "everybody": url_for(".list", slug=event.slug, view=EVERYBODY),
        "view_items": view_items(state),
        "may_redefine": state.view is not None and why_not_change(state.view, keeper()) is None,
        "may_export": may(Permission.EXPORT),
        "wanted": state.wanted,
        "query": query_of(state.wanted),
        "page": page,
        "columns": chosen_columns(event, state.columns),
        "consents": consents,
        "consent_words": {**CONSENT_WORDS, **consent_names(form_of(event))} if consents else {},
        "may_act": may(Permission.EDIT_ATTENDEES),
        "state_words": STATE_WORDS,
        "mode_words": MODE_WORDS,
        "source_words": SOURCE_WORDS,
        "sort_address": lambda sort: state.address(sort=sort),
        "page_address": lambda number: state.address(page=number, **cursor_to(number, page)),
    }


def asked_cursor() -> Cursor | None:
    code, is_after = request.args.get(AFTER) or request.args.get(BEFORE), AFTER in request.args
    return Cursor(code[:MOST_LETTERS], is_after) if code else None


def cursor_to(number: int, page: Found) -> dict[str, str]:
    """What an address says to get the page before or after this one without counting up to it."""
    if not page.rows or abs(number - page.number) != 1:
        return {}
    return {AFTER: page.rows[-1].code} if number > page.number else {BEFORE: page.rows[0].code}
