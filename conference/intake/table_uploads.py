"""Which reader a file needs: told by its content, whatever its name says."""

from flask_babel import gettext as _

from .table_csv import read_csv
from .table_reading import NotATable, Table, table_of
from .table_xlsx import read_xlsx

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ARCHIVE = b"PK\x03\x04"
PDF = b"%PDF-"
MOST_SENT = 11 * 1024 * 1024  # a file of 10 MB with the rest of its form


def too_large() -> NotATable:
    return NotATable(_("Choose a file of at most 10 MB"))


def table_of_file(data: bytes, filename: str, encoding: str = "") -> Table:
    """Raises NotATable, which says why and where."""
    if not filename:
        raise NotATable(_("Choose a file"))
    if data.startswith(OLD_OFFICE):
        raise NotATable(_("This is a workbook of an old Excel: save it as XLSX or CSV"))
    if data.startswith(PDF):
        raise NotATable(_("This is a PDF: save the table as XLSX or CSV"))
    return table_of(read_xlsx(data) if data.startswith(ARCHIVE) else read_csv(data, encoding))
