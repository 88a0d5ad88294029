"""Lists for the door on paper: what would be on them, and as files."""

from collections.abc import Sequence
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from conference.accounts.web import current_actor
from conference.core import csvfile, times
from conference.core.clock import now
from conference.core.pdf import PdfFailed
from conference.core.web import download
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page, may
from conference.registration.export_services import note_export

from .. import paper, queries
from ..words import SORT_WORDS
from .blueprints import manage_attendance


def asked(event: Event) -> tuple[str, str, list[tuple[str, str]]]:
    """Code of the category or "", what the list is sorted by, the categories that there are."""
    categories = queries.categories_of(event)
    category, sort = request.args.get("category", ""), request.args.get("sort", "")
    return (
        category if category in dict(categories) else "",
        sort if sort in paper.SORTS else paper.SORTS[0],
        categories,
    )


@manage_attendance.get("/paper", endpoint="paper")
@event_page(Permission.EXPORT)
def paper_page(event: Event) -> str:
    category, sort, categories = asked(event)
    people = paper.in_order(queries.expected_people(event, category), sort)
    parts = paper.parts_of(people)
    return render_template(
        "attendance/paper.html",
        event=event,
        total=len(people),
        category=category,
        categories=categories,
        sort=sort,
        may_enter=may(Permission.EDIT_ATTENDEES),
        sorts=[(key, SORT_WORDS[key]) for key in paper.SORTS],
        parts=[(paper.guide_of(part[0], sort), paper.guide_of(part[-1], sort), len(part)) for part in parts if part],
    )


@manage_attendance.get("/paper/<int:part>.pdf", endpoint="paper_pdf")
@event_page(Permission.EXPORT)
def paper_file(event: Event, part: int) -> Response:
    category, sort, categories = asked(event)
    parts = paper.parts_of(paper.in_order(queries.expected_people(event, category), sort))
    people = parts[min(max(part, 1), len(parts)) - 1]
    slug, event_id, at = event.slug, event.id, now()
    words = words_of(event, dict(categories).get(category, ""), people, at)
    try:
        data = paper.list_pdf(people, sort, words)
    except PdfFailed:
        flash(_("This list could not be made as a PDF. Try again, or take one category at a time."), "error")
        return redirect(url_for(".paper", slug=slug))
    note_export(event_id, len(people), narrowed=bool(category) or len(parts) > 1, actor=current_actor(), at=at)
    name = "-".join(["door-list", csvfile.safe_name(slug), *([category] if category else []), str(part)])
    return download(data, f"{name}.pdf", "application/pdf")


def words_of(event: Event, category: str, people: Sequence[paper.Expected], at: datetime) -> paper.PaperWords:
    made = _("As of %(when)s", when=times.instant(at, event.zone))
    days = {day for one in people for day in one.days}
    return paper.PaperWords(
        title=_("Check-in on paper"),
        event=event.title,
        lead=f"{category} · {made}" if category else made,
        lines=(_("Entrance or room"), _("Day"), _("Ticked by")),
        headings=(_("In"), _("Time"), _("Name"), _("Organisation"), _("Category"), _("Code")),
        days={day: times.short_day(day) for day in sorted(days)},
        only=_("Only:"),
    )
