"""Organisers: the table of registrations, and what a search in it finds while somebody types."""

from typing import Any

from flask import render_template, request, url_for

from conference.core.paging import asked_page
from conference.events.models import Event, Mode
from conference.events.permissions import Permission
from conference.events.web import event_page, may

from .. import facet_queries, manage_queries, queries
from ..columns import COLUMNS, USUAL, USUAL_HYBRID, chosen_columns
from ..hooks import TABLE_MENU
from ..words import MODE_WORDS, SOURCE_WORDS, STATE_WORDS
from .manage import manage_registrations
from .table_filter import choices_of, query_of, read_filter

FIRST_FILTERS = ("status", "category")  # the others unfold


@manage_registrations.get("/", endpoint="list")
@event_page(Permission.VIEW_ATTENDEES)
def list_registrations(event: Event) -> str:
    categories = manage_queries.categories_of_event(event.id)
    wanted = read_filter(request.args, categories)
    shown = results(event, wanted)
    if "part" in request.args:
        return render_template("registration/manage/found.html", event=event, **shown)
    facets = facet_queries.facets_of_event(event.id)
    organisations = facet_queries.organisations_of_event(event.id)
    filters = choices_of(facets, wanted, categories, organisations)
    return render_template(
        "registration/manage/list.html",
        event=event,
        total=facets.total,
        first_filters=[one for one in filters if one.name in FIRST_FILTERS],
        more_filters=[one for one in filters if one.name not in FIRST_FILTERS],
        may_export=may(Permission.EXPORT),
        held=queries.count_held(event.id),
        table_menu=TABLE_MENU.items(),
        **shown,
    )


def results(event: Event, wanted: manage_queries.RegistrationFilter) -> dict[str, Any]:
    """What the rows and the pages below them need."""
    query = query_of(wanted)
    usual = USUAL_HYBRID if event.mode == Mode.HYBRID else USUAL
    keys = [key for key in dict.fromkeys(request.args.getlist("column")) if key in COLUMNS]
    if keys:
        query["column"] = keys

    def address(**changes: Any) -> str:
        return url_for(".list", slug=event.slug, **{**query, **changes})

    return {
        "wanted": wanted,
        "query": query,
        "page": manage_queries.page_of_registrations(event.id, wanted, asked_page()),
        "column_choices": [(key, one.label, key in (keys or usual)) for key, one in COLUMNS.items()],
        "export_query": {**query_of(wanted), **({"columns": ",".join(["name", *keys])} if keys else {})},
        "columns": chosen_columns(keys or usual),
        "may_act": may(Permission.EDIT_ATTENDEES),
        "state_words": STATE_WORDS,
        "mode_words": MODE_WORDS,
        "source_words": SOURCE_WORDS,
        "sort_address": lambda sort: address(sort=sort),
        "page_address": lambda number: address(page=number),
    }
