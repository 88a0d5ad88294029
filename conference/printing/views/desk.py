"""Organisers at the desk: find a person quickly; badges that say something old."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from conference.core.codes import clean_ticket_code
from conference.core.forms import ActionForm
from conference.core.paging import Page, asked_page
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.registration.manage_queries import RegistrationFilter, categories_of_event
from conference.registration.page_queries import page_of_registrations
from conference.registration.views.table_filter import LONGEST_SEARCH, query_of, read_filter
from conference.registration.words import STATE_WORDS

from .. import choosing, pickup, queries, words
from ..models import BadgePrint
from ..rules import Sort, Which, sort_key
from .runs import manage_printing

MOST_FOUND = 20
LONGEST_PAGE = 100


@manage_printing.get("/desk", endpoint="desk")
@event_page(Permission.PRINT_BADGES)
def desk(event: Event) -> str | Response:
    """A search that finds as one types. A ticket that is scanned into it leads to its person."""
    search = " ".join(request.args.get("q", "")[:LONGEST_SEARCH].split())
    if (code := clean_ticket_code(search)) and (holder := queries.holder_of(event.id, code)):
        at = request.args.get("at") or None
        return redirect(url_for("manage_prints.person", slug=event.slug, code=holder.code, at=at))
    found = page_of_registrations(event.id, RegistrationFilter(search=search, sort="name"), 1).rows if search else []
    rows = found[:MOST_FOUND]
    printed = queries.newest_prints(event.id, {row.id for row in rows})
    return render_template(
        "printing/manage/desk.html",
        event=event,
        search=search,
        at=request.args.get("at", "")[:12],
        rows=rows,
        is_more=len(found) > MOST_FOUND,
        printed=printed,
        boxes=pickup.labels(event, rows),
        state_words=STATE_WORDS,
    )


@manage_printing.get("/outdated", endpoint="outdated")
@event_page(Permission.PRINT_BADGES)
def outdated(event: Event) -> str:
    """Printed badges that would say something else by now."""
    standing = choosing.standing_of(event, RegistrationFilter())
    people = sorted(queries.filed(event.id, standing.outdated), key=lambda one: sort_key(one, Sort.NAME))
    pages = max(1, -(-len(people) // LONGEST_PAGE))
    number = min(max(1, asked_page()), pages)
    ids = [one.id for one in people[(number - 1) * LONGEST_PAGE : number * LONGEST_PAGE]]
    rows = {row.id: row for row in queries.who_say(event.id, ids)}
    printed, changes = queries.newest_prints(event.id, ids), choosing.changes_of(event, rows.values())
    page: Page[tuple[object, BadgePrint, str]] = Page(
        [(rows[ident], printed[ident], words.parts_of(changes[ident])) for ident in ids if ident in changes],
        number, pages, len(people),
    )  # fmt: skip
    return render_template(
        "printing/manage/outdated.html",
        event=event,
        page=page,
        page_address=lambda wanted: url_for(".outdated", slug=event.slug, page=wanted),
    )


@manage_printing.post("/chosen", endpoint="chosen")
@event_page(Permission.PRINT_BADGES)
def chosen(event: Event) -> Response:
    """From the table of registrations: those ticked, or all that its filter shows."""
    if not ActionForm().validate_on_submit():
        abort(400)
    codes = sorted(set(request.form.getlist("codes")))
    if request.form.get("scope") == "all" or not codes:
        query = query_of(read_filter(request.form, categories_of_event(event.id)))
        query.pop("sort", None)
        return redirect(url_for(".runs", slug=event.slug, **query), 303)
    return redirect(url_for(".runs", slug=event.slug, which=str(Which.ALL), codes=codes), 303)
