"""Files as people have them, and files that nobody should send."""

import io
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock

import pytest
from flask import Flask
from openpyxl import Workbook

from conference.intake.columns import columns_of, guessed
from conference.intake.models import IntakeKind
from conference.intake.table_files import as_csv
from conference.intake.table_names import country_called, language_called
from conference.intake.table_reading import NotATable, Table
from conference.intake.table_uploads import table_of_file

RUSSIAN = "Имя;Город\r\nАйгуль;Бишкек\r\n"


@pytest.fixture(autouse=True)
def in_english(app: Flask):
    with app.test_request_context():
        yield


def workbook(
    *rows: list[object], change: tuple[str, bytes, bytes] | None = None, extra: dict[str, bytes] | None = None
):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    if not change and not extra:
        return file.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(*change[1:]) if change and name == change[0] else data)
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def read(data: bytes, encoding: str = "") -> Table:
    return table_of_file(data, "table", encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "utf-32"])
def test_encodings_are_found_out(encoding: str):
    table = read(RUSSIAN.encode(encoding))

    assert (table.headings, table.rows[0].cells) == (["Имя", "Город"], ["Айгуль", "Бишкек"])


def test_western_letters_are_not_taken_for_cyrillic():
    assert read("Name;City\r\nJürgen Lefèvre;Köln\r\n".encode("cp1252")).rows[0].cells == ["Jürgen Lefèvre", "Köln"]


def test_an_encoding_may_be_chosen():
    assert read("Vārds;X\nBērziņš;1\n".encode("cp1257"), "cp1257").rows[0].cells == ["Bērziņš", "1"]
    with pytest.raises(NotATable, match="Line 2 is not written in utf-8"):
        read("Name;X\nÜ;1\n".encode("cp1252"), "utf-8")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator: str, end: str):
    lines = [separator.join(cells) for cells in (["Name", "Note"], ["Aida", '"a;b,c\td|e"'], ["Bo", '"two""x\ny"'])]

    table = read(end.join(lines).encode())

    assert [row.cells for row in table.rows] == [["Aida", "a;b,c\td|e"], ["Bo", 'two"x\ny']]


def test_what_excel_says_of_the_separator_is_no_row():
    table = read(b"sep=|\r\nName|Note\r\nAida|a;b\r\n")

    assert (table.headings, table.rows[0].number) == (["Name", "Note"], 3)


def test_a_guarded_formula_comes_back_as_it_was():
    hard = ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "O'Brien", "'quoted'"]

    table = read(as_csv([["a", "b", "c", "d", "e", "f", "g"], hard]))

    assert table.rows[0].cells == hard


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty"),
        (b"Name;City\n", "nothing below"),
        (b"Name\nA\x00da\n", "Line 2 holds characters"),
        (bytes(range(256)) * 50, "holds characters|cannot be told|is not written in"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "holds characters|cannot be told"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b'Name,B\nAida,"never closed\nBo,1\n', "Line 2: a quotation mark"),
        (b"Name\n" + b"x" * (10 * 1024 * 1024), "Line 2 is far too long"),
        (b"Name\n" + b"Aida\n" * 100_000, "more than 5000 rows"),
        (b"\n" * 1_000_000 + b"Name\nAida", "empty ones included"),
        (b"," * 200 + b"x\n1\n", "more than 100 columns"),
        (b"Name\n" + b"x" * 30_000, "more than 20000 characters"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, words: str):
    started = time.monotonic()
    with pytest.raises(NotATable, match=words):
        read(data)

    assert time.monotonic() - started < 5


def test_a_workbook_says_dates_times_and_numbers():
    data = workbook(
        ["Day", "Start", "Both", "Places", "Yes", "Code"],
        [date(2027, 5, 12), clock(14, 0), datetime(2027, 5, 12, 9, 30), 45.0, True, "=1+1"],  # noqa: DTZ001
        [],
        ["later"],
    )

    table = read(data)

    assert table.rows[0].cells == ["2027-05-12", "14:00", "2027-05-12 09:30", "45", "TRUE", "#VALUE!"]
    assert table.rows[1].number == 4


def test_lines_above_the_headings_are_no_headings():
    titles: list[list[object]] = [["Programme of the conference"], [], ["12 May 2027"]]
    data = workbook(*titles, ["Title", "Day"], ["Opening", "2027-05-12"])

    table = read(data)

    assert (table.headings, [row.number for row in table.rows]) == (["Title", "Day"], [5])
    assert read(b"name,\nAda,Kent\n").rows[0].cells == ["Ada", "Kent"]
    assert read(b"title\nOpening\n").headings == ["title"]


def test_a_merged_cell_is_said_of_every_row_beside_it():
    book = Workbook()
    for row in (["Title", "Day", "Room"], ["A", "2027-05-12", "Hall"], ["B"], [], ["C"], ["Break", "", ""]):
        book.active.append(row)
    book.active.merge_cells("B2:B5")
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("A6:C6")
    file = io.BytesIO()
    book.save(file)

    assert [row.cells for row in read(file.getvalue()).rows] == [
        ["A", "2027-05-12", "Hall"], ["B", "2027-05-12", "Hall"], ["C", "2027-05-12", ""], ["Break", "", ""],
    ]  # fmt: skip


def test_formulas_give_the_value_that_was_worked_out_and_are_never_run():
    told = b'<c r=\'B2\' t=\'str\'><f>DDE("cmd","/C calc","")</f><v>42</v></c></row></sheetData>'
    data = workbook(["Name", "N"], ["Ada"], change=("xl/worksheets/sheet1.xml", b"</row></sheetData>", told))

    assert read(data).rows[0].cells == ["Ada", "42"]


def test_links_to_other_files_are_left_alone():
    links = {"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink ddeService='cmd'/></externalLink>"}

    assert read(workbook(["Name"], ["Ada"], extra=links)).rows[0].cells == ["Ada"]


@pytest.mark.parametrize(
    ("extra", "change"),
    [
        ({"xl/vbaProject.bin": b"x"}, None),
        ({"xl/worksheets/sheet9.xml": b"0" * 80 * 1024 * 1024}, None),
        ({"../../x": b"x"}, None),
        ({}, ("xl/worksheets/sheet1.xml", b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')),
        ({}, ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row r=")),
        ({}, ("xl/_rels/workbook.xml.rels", b"sheet1", b"sheet7")),
        ({}, ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row/>" * 1_000_000 + b"</sheetData>")),
    ],
)
def test_bad_workbooks_are_refused_soon(extra: dict[str, bytes], change: tuple[str, bytes, bytes] | None):
    data = workbook(["Name"], ["Ada"], extra=extra, change=change)
    started = time.monotonic()

    with pytest.raises(NotATable):
        read(data)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Proposal title", "title"), ("Session type", "kind"), ("Speaker names", "speakers"), ("Speaker 2", "speakers"),
        ("Название", "title"), ("Зал", "room"), ("Début", "start"), ("Beginn", "start"), ("Titre (ru)", "title_ru"),
        ("title_ru", "title_ru"), ("Abstract [RU]", "abstract_ru"), ("Titre (fr)", ""), ("Shoe size", ""),
    ],
)  # fmt: skip
def test_headings_of_other_systems_and_languages(heading: str, name: str):
    known = columns_of(IntakeKind.SESSIONS, ["en", "ru"])

    assert guessed(IntakeKind.SESSIONS, [heading], known) == [name]


def test_countries_and_languages_by_any_name():
    names = ["KG", "kgz", "Kyrgyzstan", "Кыргызстан", "Киргизия", "Allemagne", "Côte d’Ivoire", "UK", "Atlantis"]

    assert [country_called(name) for name in names] == ["KG", "KG", "KG", "KG", "KG", "DE", "CI", "GB", None]
    assert [language_called(name) for name in ("English", "русский", "Deutsch", "ru-RU", "қазақ тілі", "Elvish")] == [
        "en", "ru", "de", "ru", "kk", None]  # fmt: skip
