"""CSV files that every spreadsheet opens and none obeys."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"  # tells spreadsheets that the letters are UTF-8
# a cell that starts like this, also after blanks or in full-width letters, would be run as a formula
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would take it for a formula."""
    if text[:1].isalnum():  # nearly every cell, told at once
        return text
    return f"'{text}" if FORMULA.match(text) else text


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The file, line by line: every cell quoted, CRLF at the end of a line (RFC 4180)."""
    yield BYTE_ORDER_MARK + csv_line(heading)
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def safe_name(text: str) -> str:
    """A part of a file name: ASCII letters, digits and hyphens only."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "file"
