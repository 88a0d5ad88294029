"""The table of registrations as a CSV file."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, request, stream_with_context
from flask_babel import gettext as _

from conference.accounts.web import current_actor
from conference.core import csvfile, times
from conference.core.clock import now
from conference.core.i18n import language
from conference.core.templating import country_name
from conference.core.web import DOWNLOAD_CSP
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page
from conference.questions.queries import columns_of

from .. import export_queries, manage_queries
from ..export_queries import ExportRow
from ..export_services import note_export
from ..words import STATE_WORDS
from .manage import manage_registrations
from .table_filter import read_filter


@manage_registrations.get("/export.csv", endpoint="export")
@event_page(Permission.EXPORT)
def export_registrations(event: Event) -> Response:
    """What the table's filter shows, all pages of it."""
    wanted = read_filter(request.args, manage_queries.categories_of_event(event.id))
    ids = manage_queries.ids_of_registrations(event.id, wanted)
    slug, zone, at = event.slug, event.zone, now()
    note_export(event.id, len(ids), narrowed=wanted.is_narrow, actor=current_actor(), at=at)
    columns = columns_of(event, language())
    rows = (
        [*cells(row, zone), *(column.cell(row.answers) for column in columns)]
        for row in export_queries.export_rows(ids)
    )
    lines = csvfile.csv_lines([*heading(zone), *(column.title for column in columns)], rows)
    response = Response(stream_with_context(in_blocks(lines)), content_type="text/csv; charset=utf-8")
    name = f"registrations-{csvfile.safe_name(slug)}-{times.local_day(at, zone).isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response


def heading(zone: str) -> list[str]:
    return [
        _("Code"), _("Status"), _("Category"), _("Name"), _("Name in own script"), _("E-mail"), _("Organisation"),
        _("Position"), _("Country code"), _("Country"), _("Language"), _("Consents"),
        _("Registered (%(zone)s)", zone=zone), _("Changed (%(zone)s)", zone=zone), _("Cancelled (%(zone)s)", zone=zone),
    ]  # fmt: skip


def cells(row: ExportRow, zone: str) -> list[str]:
    return [
        row.code, str(STATE_WORDS[row.state]), row.category, row.name, row.national_name, row.email, row.organisation,
        row.position, row.country or "", country_name(row.country), row.language, row.consents,
        wall(row.created_at, zone), wall(row.changed_at, zone), wall(row.cancelled_at, zone),
    ]  # fmt: skip


def wall(at: datetime | None, zone: str) -> str:
    """2024-11-20 09:14, which every spreadsheet takes for a time."""
    return times.to_zone(at, zone).strftime("%Y-%m-%d %H:%M") if at else ""


def in_blocks(lines: Iterator[str], size: int = 200) -> Iterator[str]:
    """The lines in blocks: one write to the network for many of them."""
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == size:
            yield "".join(block)
            block.clear()
    yield "".join(block)
