"""The list of participants, to look at and as a file."""

from datetime import datetime

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from conference.accounts.web import current_actor
from conference.core import csvfile, times, xlsxfile
from conference.core.clock import now
from conference.core.pdf import PdfFailed
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.questions.presets import PARTICIPANTS_LIST
from conference.questions.queries import form_of
from conference.registration.export_services import note_export

from .. import participants
from ..words import SORT_WORDS
from .blueprints import rosters

SHOWN = 50


def asked_sort() -> str:
    sort = request.args.get("sort", "")
    return sort if sort in participants.SORTS else participants.SORTS[0]


@rosters.get("/participants", endpoint="participants")
@event_page(Permission.EXPORT)
def participants_page(event: Event) -> str:
    people = participants.participants_of(event.id, asked_sort())
    question = form_of(event).question(PARTICIPANTS_LIST)
    return render_template(
        "rosters/participants.html",
        event=event,
        people=people[:SHOWN],
        total=len(people),
        sort=asked_sort(),
        sorts=[(key, SORT_WORDS[key]) for key in participants.SORTS],
        is_final=is_final(),
        consent=question.label if question and not question.is_retired else "",
        is_too_long=len(people) > participants.MOST_ON_PAPER,
    )


@rosters.get("/participants.xlsx", endpoint="participants_xlsx")
@event_page(Permission.EXPORT)
def participants_workbook(event: Event) -> Response:
    people = participants.participants_of(event.id, asked_sort())
    at = now()
    note_export(event.id, len(people), narrowed=True, actor=current_actor(), at=at)
    heading = [_("Name"), _("Name in own script"), _("Organisation"), _("Position"), _("Country")]
    rows = ([one.name, one.national_name, one.organisation, one.position, one.country] for one in people)
    data = b"".join(xlsxfile.xlsx_blocks(mark_of(event, at), heading, rows))
    return download(data, f"{name_of(event, at)}.xlsx", xlsxfile.XLSX_TYPE)


@rosters.get("/participants.pdf", endpoint="participants_pdf")
@event_page(Permission.EXPORT)
def participants_paper(event: Event) -> AnyResponse:
    people = participants.participants_of(event.id, asked_sort())
    at, slug, name = now(), event.slug, name_of(event, now())
    words = participants.PaperWords(
        title=_("List of participants"),
        event=event.title,
        mark=mark_of(event, at),
        lead=_("%(dates)s. Those who agreed to stand in this list.",
               dates=times.date_range(event.starts_at, event.ends_at, event.zone)),
        headings=(_("Name"), _("Organisation"), _("Position"), _("Country")),
    )  # fmt: skip
    try:
        data = participants.participants_pdf(people[: participants.MOST_ON_PAPER], words)
    except PdfFailed:
        data = b""
    if not data or len(people) > participants.MOST_ON_PAPER:
        flash(_("This list could not be made as a PDF: take the workbook instead."), "error")
        return redirect(url_for(".participants", slug=slug))
    note_export(event.id, len(people), narrowed=True, actor=current_actor(), at=at)
    return download(data, f"{name}.pdf", "application/pdf")


def is_final() -> bool:
    return request.args.get("final", "") == "yes"


def mark_of(event: Event, at: datetime) -> str:
    day = times.long_date(times.local_day(at, event.zone))
    return _("Final, %(day)s", day=day) if is_final() else _("Provisional, %(day)s", day=day)


def name_of(event: Event, at: datetime) -> str:
    state = "final" if is_final() else "provisional"
    return f"participants-{csvfile.safe_name(event.slug)}-{state}-{times.local_day(at, event.zone).isoformat()}"
