"""What may be handed in for others to download."""

import io
import zipfile

import pytest
from PIL import Image

from conference.core.archives import MOST_UNPACKED
from conference.core.files import MOST_BYTES, NotAFile, clean_file, clean_filename
from conference.core.images import NotAnImage

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOOSE = "Choose a PDF, an office document"
DAMAGED = "damaged or hides something else"


def cleaned(data, name="slides.bin"):
    return clean_file(io.BytesIO(data), name)


def office(kind=PPTX, entries=(), *, types=None, first=None, compressed=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compressed) as archive:
        if first is not None:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        else:
            archive.writestr(
                "[Content_Types].xml", types or f'<Types><Override ContentType="{kind}.main+xml"/></Types>'
            )
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def picture(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "suffix"),
    [
        (PDF, "application/pdf", "pdf"),
        (office(DOCX), DOCX, "docx"),
        (office(PPTX, [("ppt/slides/slide1.xml", "<p/>")]), PPTX, "pptx"),
        (office(XLSX), XLSX, "xlsx"),
        (office(first="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text", "odt"),
        (office(first="application/vnd.oasis.opendocument.presentation"),
         "application/vnd.oasis.opendocument.presentation", "odp"),
        (office(first="application/vnd.oasis.opendocument.spreadsheet"),
         "application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("Тезисы доклада\r\n1 < 2\n".encode(), "text/plain", "txt"),
        (picture("JPEG"), "image/webp", "webp"),
        (picture("WEBP"), "image/webp", "webp"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_content_is(data: bytes, media_type: str, suffix: str):
    file = cleaned(data, "talk.exe")

    assert (file.media_type, file.filename) == (media_type, f"talk.{suffix}")


def test_a_picture_is_made_anew():
    file = cleaned(picture() + b"<script>alert(1)</script>", "photo.html")

    assert b"<script>" not in file.data
    assert file.filename == "photo.webp"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty"),
        (b" \r\n\t", "This file is empty"),
        (b"MZ\x90\x00 a program", CHOOSE),
        (b"<!DOCTYPE html><script>alert(1)</script>", CHOOSE),
        (b"\n  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", CHOOSE),
        (b"harmless words\n<script>alert(1)</script>", CHOOSE),
        (b"\xef\xbb\xbf<?xml version='1.0'?><x/>", CHOOSE),
        (b"#!/bin/sh\nrm -rf ~\n", CHOOSE),
        (b"text \x00 with a hole", CHOOSE),
        ("text \u202egnp.exe".encode(), CHOOSE),
        (b"#!/bin/sh\n" + PDF, CHOOSE),
        (b"<script>alert(1)</script>" + PDF, CHOOSE),
        (b"%PDF-1.7\n<script>alert(1)</script>\n" + PDF[9:], DAMAGED),
        (PDF + office(), DAMAGED),
        (PDF + b"<script>alert(1)</script>", DAMAGED),
        (PDF[:40], DAMAGED),
        (PDF.replace(b"/Type /Catalog", b"/S /JavaScript /JS (app.alert(1))"), "holds scripts"),
        (PDF.replace(b"/Type /Catalog", b"/S /Launch /F (cmd.exe)"), "holds scripts"),
        (office(types=f'<Types><Override ContentType="{DOCX}.main+xml macroEnabled"/></Types>'), "holds macros"),
        (office(DOCX, [("word/vbaProject.bin", b"x")]), "holds macros"),
        (office(DOCX, [("word/activeX/activeX1.bin", b"x")]), "holds macros"),
        (office(first="application/vnd.oasis.opendocument.text", entries=[("Basic/Standard/m.xml", b"x")]),
         "holds macros"),
        (office(types="<Types/>"), DAMAGED),
        (office(first="application/epub+zip"), DAMAGED),
        (office(PPTX, [("../../etc/passwd", b"x")]), DAMAGED),
        (office(PPTX, [("/etc/passwd", b"x")]), DAMAGED),
        (office() + b"<script>alert(1)</script>", DAMAGED),
        (office()[:-30], DAMAGED),
        (office(PPTX, [(f"ppt/{n}.xml", b"") for n in range(5001)]), DAMAGED),
    ],
)  # fmt: skip
def test_what_hides_something_is_refused_in_words(data: bytes, words: str):
    with pytest.raises(NotAFile) as refusal:
        cleaned(data, "slides.pdf")

    assert words in str(refusal.value)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    bomb = office(PPTX, [("ppt/media/image1.bmp", bytes(12 * 1024 * 1024))])
    monkeypatch.setattr("conference.core.archives.unpack", pytest.fail)

    with pytest.raises(NotAFile):
        cleaned(bomb)

    assert len(bomb) < 20_000
    assert MOST_UNPACKED > 12 * 1024 * 1024


def test_an_archive_that_lies_about_its_sizes_is_refused():
    true = office(PPTX, [("ppt/slide.xml", b"a" * 5000)])
    assert true.count((5000).to_bytes(4, "little")) == 2

    with pytest.raises(NotAFile):
        cleaned(true.replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little")))


def test_an_archive_with_the_same_bytes_twice_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{PPTX}.main+xml"/></Types>')
        archive.writestr("ppt/a.xml", b"words")
        again = zipfile.ZipInfo("ppt/b.xml")
        again.header_offset = archive.getinfo("ppt/a.xml").header_offset
        again.file_size = again.compress_size = 5
        again.CRC = archive.getinfo("ppt/a.xml").CRC
        archive.filelist.append(again)

    with pytest.raises(NotAFile):
        cleaned(out.getvalue())


def test_a_file_too_large_is_refused():
    with pytest.raises(NotAFile, match="at most 20 MB"):
        cleaned(PDF[:-7] + bytes(MOST_BYTES) + b"%%EOF")


def test_a_broken_picture_is_refused():
    with pytest.raises(NotAnImage):
        cleaned(picture()[:50])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Доклад 1.ppt", "Доклад 1.pdf"),
        ('x"><script>alert(1)</script>.pdf', "script.pdf"),
        ("talk\r\nSet-Cookie: a=b.pdf", "talk Set-Cookie a=b.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
    ],
)
def test_file_names_lead_nowhere_and_hide_nothing(typed: str, name: str):
    assert clean_filename(typed, "pdf") == name


def test_archive_that_is_no_document_is_refused_with_what_to_do():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("talk.txt", "hello")

    with pytest.raises(NotAFile, match="unpack it and add its documents one by one"):
        cleaned(out.getvalue(), "all.zip")
