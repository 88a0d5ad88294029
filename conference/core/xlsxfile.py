"""Workbooks written as they are sent: one sheet of texts, however long, in little memory.

Every cell is a text to spreadsheets, so nothing in it is run as a formula or turned into another date.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NS = "http://schemas.openxmlformats.org"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_CELL = 32_767  # characters that a spreadsheet takes
ROWS_AT_ONCE = 500
FILES = {
    "[Content_Types].xml": (
        f'<Types xmlns="{NS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{XLSX_TYPE}.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{NS}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{NS}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{NS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{NS}/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{NS}/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (  # 0: as usual, 1: text in bold, 2: text
        f'<styleSheet xmlns="{NS}/spreadsheetml/2006/main">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/>'
        '<xf numFmtId="49" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


class _Sent(io.RawIOBase):
    """What a zip file is written to: it only goes forward, and is taken away piece by piece."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self.parts)
        self.parts.clear()
        return taken


def xlsx_blocks(title: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The file in pieces. The first row stays in sight, and can be filtered by."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, words in FILES.items():
            archive.writestr(name, XML + words)
        archive.writestr("xl/workbook.xml", XML + _workbook(title))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((XML + _head(len(heading)) + NOT_XML.sub("", _row(heading, 1))).encode())
            lines: list[str] = []
            for row in rows:
                lines.append(_row(row, 2))
                if len(lines) == ROWS_AT_ONCE:
                    sheet.write(NOT_XML.sub("", "".join(lines)).encode())
                    lines.clear()
                    yield sent.take()
            sheet.write((NOT_XML.sub("", "".join(lines)) + "</sheetData></worksheet>").encode())
    yield sent.take()


def _workbook(title: str) -> str:
    name = re.sub(r"[\[\]:*?/\\]", " ", NOT_XML.sub("", title))[:31].strip() or "Table"
    return (
        f'<workbook xmlns="{NS}/spreadsheetml/2006/main" xmlns:r="{NS}/officeDocument/2006/relationships">'
        f'<sheets><sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _head(columns: int) -> str:
    return (
        f'<worksheet xmlns="{NS}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{max(1, columns)}" width="22" customWidth="1"/></cols><sheetData>'
    )


def _row(cells: Sequence[str], style: int) -> str:
    return f"<row>{''.join([_cell(text, style) for text in cells])}</row>"


def _cell(text: str, style: int) -> str:
    if not text:
        return "<c/>"
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text[:MOST_CELL])}</t></is></c>'
