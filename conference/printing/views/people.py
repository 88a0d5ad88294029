"""Organisers: the badge of one person, printed while they wait at the desk."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.badges.rules import NoBadge, why_no_badge
from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.forms import ActionForm
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.registration.models import Registration

from .. import choosing, drawing, printable, queries, services, station_queries, station_rules, task_services, words
from ..models import BadgePrint, Reason

manage_prints = Blueprint("manage_prints", __name__, url_prefix="/manage/<slug>/badges/people")
ANY = "any"
ASKED = {"": None, "damaged": Reason.DAMAGED, "lost": Reason.LOST}  # reasons that the page's buttons send


@manage_prints.get("/<code>", endpoint="person")
@event_page(Permission.PRINT_BADGES)
def show_person(event: Event, code: str) -> tuple[str, int]:
    return person_page(event, get_person(event, code), ActionForm())


@manage_prints.post("/<code>", endpoint="print")
@event_page(Permission.PRINT_BADGES)
def print_badge(event: Event, code: str) -> AnyResponse | tuple[str, int]:
    """One badge more. When somebody else printed it meanwhile, the page says so and asks again."""
    person, form, slug = get_person(event, code), ActionForm(), event.slug
    asked = request.form.get("reason", "")
    if asked not in ASKED:
        abort(400)
    if ASKED[asked] == Reason.LOST and not may(Permission.EDIT_ATTENDEES):
        abort(403)
    if form.validate_on_submit():
        try:
            return print_it(slug, person, ASKED[asked])
        except Refused as refusal:
            form.refuse(refusal)
    return person_page(event, get_person(event, code), form)


def print_it(slug: str, person: Registration, reason: Reason | None) -> AnyResponse:
    """Here, on a page that prints itself, or at the station that was chosen. Raises a Refused."""
    values: dict[str, Any] = {"seen": request.form.get("seen", ""), "actor": current_actor(), "at": now()}
    code, station = person.code, request.form.get("at", "")
    if not station:
        printed = services.print_badge(person.id, reason, **values)
        return redirect(url_for(".sheet", slug=slug, code=code, printed=printed), 303)
    name = person.name
    task_services.send_to_station(person.id, "" if station == ANY else station, reason=reason, **values)
    flash(_("Sent to the printer: the badge of %(name)s.", name=name), "success")
    return redirect(url_for("manage_printing.desk", slug=slug, at=station), 303)


def person_page(event: Event, person: Registration, form: ActionForm) -> tuple[str, int]:
    prints = queries.prints_of(person.id)
    refusal = why_no_badge(person)
    newest = queries.newest_print(person.id)
    comes = [] if refusal else queries.who_say(event.id, [person.id])
    page = render_template(
        "printing/manage/person.html",
        event=event,
        form=form,
        person=person,
        refusal=refusal,
        look=look_of(event, person),
        at=request.values.get("at", ""),
        places=places_of(event),
        task=station_queries.open_task(person.id),
        newest=newest,
        changes=choosing.changes_of(event, comes).get(person.id, []),
        prints=prints,
        may_replace=may(Permission.EDIT_ATTENDEES),
        **wording(),
    )
    return page, form.status


def places_of(event: Event) -> list[tuple[str, str, str]]:
    """(value, name, state) of where a badge can come out; none where there is no station."""
    live, at = station_queries.live_stations(event.id), now()
    anywhere = [(ANY, _("Any station"), "")] if len(live) > 1 else []
    stations = [(one.code, one.name, str(words.STATION_WORDS[station_rules.state_of(one, at)][1])) for one in live]
    return [("", _("This computer"), ""), *stations, *anywhere] if live else []


def look_of(event: Event, person: Registration) -> Markup | None:
    """The front as it would be printed now; None where there is nothing to show."""
    try:
        return printable.sheet_of(event, person).pages[0]
    except NoBadge:
        return None


def wording() -> dict[str, Any]:
    return {"reason_of": words.reason_of, "place_of": words.place_of, "parts_of": words.parts_of}


@manage_prints.get("/<code>/<printed>", endpoint="sheet")
@event_page(Permission.PRINT_BADGES)
def show_sheet(event: Event, code: str, printed: str) -> str:
    """The badge of a print that was noted, as it is now, on a page that the browser prints by itself."""
    person, row = get_print(event, code, printed)
    return render_template(
        "printing/sheet.html", event=event, person=person, printed=row, sheet=printable.sheet_of(event, person)
    )


@manage_prints.get("/<code>/<printed>.pdf", endpoint="badge")
@event_page(Permission.PRINT_BADGES)
def download_badge(event: Event, code: str, printed: str) -> Response:
    """The same as a file."""
    person, _row = get_print(event, code, printed)
    name = f"badge-{person.code}.pdf"
    return download(drawing.draw_badge(event, person), name, "application/pdf")


def get_person(event: Event, code: str) -> Registration:
    person = queries.find_person(event.id, code)
    return person if person is not None else abort(404)


def get_print(event: Event, code: str, printed: str) -> tuple[Registration, BadgePrint]:
    person, row = get_person(event, code), queries.find_print(event.id, printed)
    return (person, row) if row is not None and row.registration_id == person.id else abort(404)
