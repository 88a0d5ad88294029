"""The table of registrations as a file: what its filter shows, in the columns that are asked for."""

from collections.abc import Iterable, Iterator

from flask import Response, request, stream_with_context
from flask_babel import gettext as _

from conference.accounts.web import current_actor
from conference.core import csvfile, times, xlsxfile
from conference.core.clock import now
from conference.core.web import DOWNLOAD_CSP
from conference.events.models import Event
from conference.events.permissions import Permission
from conference.events.web import event_page

from .. import export_queries, page_queries
from ..columns import keys_of_file
from ..export_columns import asked_columns
from ..export_services import note_export
from .manage import manage_registrations
from .table_state import read_state


@manage_registrations.get("/export.csv", endpoint="export")
@manage_registrations.get("/export.xlsx", endpoint="export_xlsx")
@event_page(Permission.EXPORT)
def export_registrations(event: Event) -> Response:
    """What the table shows, all pages of it, in its columns; `?columns=` names others, "all" for all that we keep."""
    state = read_state(event, request.args)
    wanted = state.wanted
    ids = page_queries.ids_of_registrations(event.id, wanted)
    slug, zone, at = event.slug, event.zone, now()
    named = asked_columns(event, request.args.get("columns", "").split(","))
    columns = named or asked_columns(event, keys_of_file(event, state.columns))
    note_export(event.id, len(ids), narrowed=wanted.is_narrow, actor=current_actor(), at=at)
    heading = [str(column.title) for column in columns]
    rows = ([column.cell(row) for column in columns] for row in export_queries.export_rows(ids))
    name = f"registrations-{csvfile.safe_name(slug)}-{times.local_day(at, zone).isoformat()}"
    return table_file(name, heading, rows, is_xlsx=request.path.endswith(".xlsx"))


def table_file(name: str, heading: list[str], rows: Iterable[list[str]], *, is_xlsx: bool) -> Response:
    """A file that is sent as it is written; `name` is without its end."""
    content: Iterator[str] | Iterator[bytes]
    if is_xlsx:
        content, kind, end = xlsxfile.xlsx_blocks(_("Registrations"), heading, rows), xlsxfile.XLSX_TYPE, "xlsx"
    else:
        content, kind, end = in_blocks(csvfile.csv_lines(heading, rows)), "text/csv; charset=utf-8", "csv"
    response = Response(stream_with_context(content), content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{end}")
    response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
    return response


def in_blocks(lines: Iterator[str], size: int = 200) -> Iterator[str]:
    """The lines in blocks: one write to the network for many of them."""
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == size:
            yield "".join(block)
            block.clear()
    yield "".join(block)
