"""Organisers: sheets of badges drawn by the worker, single badges at once."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core.clock import now
from conference.core.csvfile import safe_name
from conference.core.errors import Refused
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import drawing, queries, rules, services
from ..formats import FORMATS
from ..forms import SheetForm
from ..models import BadgeSheet
from ..words import SHEET_WORDS

manage_badges = Blueprint("manage_badges", __name__, url_prefix="/manage/<slug>/badges")


@manage_badges.route("/", methods=["GET", "POST"], endpoint="list")
@event_page(Permission.PRINT_BADGES)
def list_sheets(event: Event) -> AnyResponse | tuple[str, int]:
    """Ask for a sheet, and find those that were made today."""
    counted = queries.confirmed_by_category(event.id)
    form = SheetForm()
    everybody = _("Everybody confirmed (%(number)d)", number=sum(number for _category, number in counted))
    form.category.choices = [("", everybody), *((c.code, f"{c.name} ({number})") for c, number in counted)]
    papers = drawing.papers_of(drawing.layouts_in_force(event))
    form.layout.choices = [(name, FORMATS[name].label) for name in papers]
    if form.validate_on_submit():
        wanted = next((c.id for c, _number in counted if c.code == form.category.data), None)
        try:
            code = services.ask_for_sheet(event.id, form.layout.data, wanted, actor=current_actor(), at=now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".sheet", slug=event.slug, code=code))
    at = now()
    page = render_template(
        "badges/manage/list.html",
        event=event,
        form=form,
        people=sum(number for _category, number in counted),
        sheets=[(sheet, rules.state_of(sheet, at)) for sheet in queries.sheets_of_event(event.id, at)],
        category_names={category.id: category.name for category, _number in counted},
        sheet_words=SHEET_WORDS,
        formats=FORMATS,
    )
    return page, form.status


@manage_badges.get("/sheets/<code>", endpoint="sheet")
@event_page(Permission.PRINT_BADGES)
def show_sheet(event: Event, code: str) -> str | tuple[str, int]:
    """How far the sheet is; the page looks again by itself until it is ready."""
    sheet = get_sheet(event, code)
    state = rules.state_of(sheet, now())
    page = render_template(
        "badges/manage/sheet.html", event=event, sheet=sheet, state=state, sheet_words=SHEET_WORDS,
        paper=FORMATS[sheet.layout].label,
    )  # fmt: skip
    return page, 410 if state == "expired" else 200


@manage_badges.get("/sheets/<code>.pdf", endpoint="sheet_pdf")
@event_page(Permission.PRINT_BADGES)
def download_sheet(event: Event, code: str) -> Response:
    sheet = get_sheet(event, code)
    state = rules.state_of(sheet, now())
    if state != "ready" or sheet.data is None:
        abort(410 if state == "expired" else 404)
    return download(sheet.data, f"badges-{safe_name(event.slug)}-{sheet.layout}.pdf", "application/pdf")


@manage_badges.get("/<code>.pdf", endpoint="badge")
@event_page(Permission.PRINT_BADGES)
def download_badge(event: Event, code: str) -> Response:
    """One badge, drawn while the organiser waits."""
    registration = queries.find_registration(event.id, code)
    if registration is None:
        abort(404)
    name, ident = f"badge-{registration.code}.pdf", registration.id
    data = drawing.draw_badge(event.id, registration)
    services.note_badge(ident, actor=current_actor(), at=now())
    return download(data, name, "application/pdf")


def get_sheet(event: Event, code: str) -> BadgeSheet:
    sheet = queries.find_sheet(event.id, code)
    return sheet if sheet is not None else abort(404)
