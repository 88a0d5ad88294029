"""Files for organisers' disks: samples to fill in, and the rows that were wrong, with reasons."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from conference.core import times
from conference.core.csvfile import csv_lines
from conference.events.models import Event

from .columns import Column, columns_of
from .models import IntakeKind
from .table_plan import Line, Outcome, Plan
from .table_reading import Table

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT_OUT = ("given_name", "family_name")  # a sample needs no second way to say the same
SPEAKER = {
    "title": "Dr", "name": "Aida Sample", "national_name": "Аида Сэмпл", "email": "aida@example.org",
    "position": "Head of Unit", "organisation": "Example Agency", "country": "Kyrgyzstan",
    "biography": "Works on cooperation at borders.", "language": "en",
}  # fmt: skip
SESSION = {
    "code": "", "title": "Opening", "subtitle": "Words of welcome", "kind": "opening",
    "abstract": "What the day is about.",
    "track": "", "languages": "en, ru", "interpretation": "ru", "room": "Plenary", "minutes": "30",
    "speakers": "Aida Sample (moderator); Bo Sample", "capacity": "120", "notes": "Needs two microphones",
}  # fmt: skip


def sample_rows(event: Event, kind: IntakeKind) -> list[list[str]]:
    """The headings that we know by themselves, and one row that shows what to write below them."""
    columns = [column for column in columns_of(kind, event.languages).values() if column.name not in LEFT_OUT]
    example: dict[str, str] = SPEAKER
    if kind == IntakeKind.SESSIONS:
        starts = times.to_zone(event.starts_at, event.zone)
        project = event.projects[0].code if event.projects else ""
        hour = f"{starts:%H:%M}"
        example = SESSION | {"day": f"{starts:%Y-%m-%d}", "start": hour, "end": "", "projects": project}
    return [[column.name for column in columns], [example.get(column.name, "") for column in columns]]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    return "".join(csv_lines(rows[0], rows[1:])).encode()


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """Every cell as text: nothing is taken for a formula or turned into another date."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    for row in rows:
        cells: list[Any] = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type, cell.number_format = "s", "@"
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def wrong_rows(table: Table, plan: Plan, columns: Mapping[str, Column]) -> bytes:
    """The rows that are wrong as they were read, with their numbers and what is wrong: to be mended and imported."""
    rows = {row.number: row.cells for row in table.rows}
    found = [
        [*rows[line.number], str(line.number), reasons(line, columns)]
        for line in plan.lines
        if line.outcome == Outcome.WRONG
    ]
    return as_csv([[*table.headings, _("Row"), _("What is wrong")], *found])


def reasons(line: Line, columns: Mapping[str, Column]) -> str:
    return "; ".join(
        f"{columns[fault.column].label}: {fault.words}" if fault.column in columns else fault.words
        for fault in line.faults
    )
