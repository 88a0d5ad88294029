"""Tables as Excel writes them. Nothing in them is run, and nothing they point to is fetched."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from conference.core.archives import BrokenArchive, MacrosInside, office_kind

from .table_reading import MOST_COLUMNS, MOST_POSITIONS, MOST_ROWS, NotATable

MOST_UNPACKED = 60 * 1024 * 1024
MOST_SHARED = 30 * 1024 * 1024  # the texts of all cells, which are held in memory at once
SHARED = "xl/sharedstrings.xml"
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)|<\x00!\x00(D|E)\x00|\x00<\x00!\x00(D|E)")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,6}):[A-Z]{1,3}(\d{1,6})"')
MOST_MERGED = 500  # of a sheet; more are no table
RULE = re.compile(rb"<(\w+:)?f[\s/>]")
HALF_SECOND = timedelta(milliseconds=500)
DAY = timedelta(days=1)
NO_VALUE = "#VALUE!"  # of a formula that nobody has worked out


def read_xlsx(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row of the first sheet that is shown. Raises NotATable."""
    refuse_bad_workbook(data)
    try:
        yield from rows_of(data)
    except NotATable:
        raise
    except Exception as error:  # a damaged part trips the reader anywhere
        raise NotATable(_("This workbook is damaged: save it anew, or as CSV")) from error


def refuse_bad_workbook(data: bytes) -> None:
    try:
        kind = office_kind(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            too_big = sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(
                entry.file_size > MOST_SHARED for entry in entries if entry.filename.lower() == SHARED
            )
            if too_big:
                raise NotATable(_("This workbook is too large: keep only the table in it, or save that as CSV"))
            is_odd = any(
                DECLARATION.search(archive.read(entry))
                for entry in entries
                if entry.filename.lower().endswith((".xml", ".rels"))
            )
    except MacrosInside as error:
        raise NotATable(_("This workbook holds macros: save it without them, as XLSX or CSV")) from error
    except BrokenArchive as error:
        raise NotATable(_("This workbook is damaged or hides something else: save it anew, or as CSV")) from error
    if kind != "xlsx":
        raise NotATable(_("This is no Excel workbook: save the table as XLSX or CSV"))
    if is_odd:
        raise NotATable(_("This workbook is damaged or hides something else: save it anew, or as CSV"))


def rows_of(data: bytes) -> Iterator[tuple[int, list[str]]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if has_formulas(data) else book
    try:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise NotATable(_("This workbook has no sheet"))
        sheet, ruled = shown[0], formulas[shown[0].title]
        pairs: Iterator[tuple[Any, Any]] = ((cells, cells) for cells in cells_of(sheet))
        if ruled is not sheet:
            pairs = zip(cells_of(sheet), cells_of(ruled), strict=True)
        merged = merged_down(data, sheet._worksheet_path)  # type: ignore[attr-defined]  # noqa: SLF001 - told nowhere else
        above: dict[int, str] = {}
        for number, (cells, rules) in enumerate(pairs, 1):
            texts = [text_of(cell, rule) for cell, rule in zip(cells, rules, strict=True)]
            above |= {place: texts[place] for place in merged.tops.get(number, ()) if place < len(texts)}
            if any(text.strip() for text in texts):
                texts = [text or above.get(place, "") if place in merged.below.get(number, ()) else text
                         for place, text in enumerate(texts)]  # fmt: skip
            yield number, texts
    finally:
        book.close()
        formulas.close()


def has_formulas(data: bytes) -> bool:
    """Only then the sheet is read twice, for values and for what they are worked out from."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(RULE.search(archive.read(name)) for name in names)


@dataclass
class Merged:
    """Columns, counted from 0, by rows: where cells that span several rows begin, and which rows they go on into."""

    tops: dict[int, set[int]]
    below: dict[int, set[int]]


def merged_down(data: bytes, path: str) -> Merged:
    """A day or a room that is written once beside all its sessions is said of each of them."""
    merged = Merged(defaultdict(set), defaultdict(set))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = islice(MERGED.finditer(archive.read(path.lstrip("/"))), MOST_MERGED)
    for column, first, last in (match.groups() for match in found):
        place, top, bottom = column_index_from_string(column.decode()) - 1, int(first), int(last)
        if place < MOST_COLUMNS and top < bottom <= top + MOST_ROWS:
            merged.tops[top].add(place)
            for number in range(top + 1, bottom + 1):
                merged.below[number].add(place)
    return merged


def cells_of(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    return sheet.iter_rows(max_row=MOST_POSITIONS + 1, max_col=MOST_COLUMNS + 1)


def text_of(cell: Any, rule: Any) -> str:
    """What the cell says, dates and times as ISO 8601 has them."""
    value = cell.value
    if value is None:
        return NO_VALUE if rule.data_type == "f" else ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        rounded = (value + HALF_SECOND).replace(microsecond=0)
        says_day_only = rounded.time() == time() and "h" not in str(cell.number_format).lower()
        return rounded.date().isoformat() if says_day_only else rounded.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, timedelta) and timedelta() <= value < DAY:
        value = time(value.seconds // 3600, value.seconds // 60 % 60)
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
