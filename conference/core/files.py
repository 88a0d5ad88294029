"""Files that people hand in for others to download: kept in the database, told by their content, never run."""

import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import IO, ClassVar

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import LargeBinary, String, select
from sqlalchemy.orm import Mapped, mapped_column, undefer

from .archives import BrokenArchive, MacrosInside, NotOffice, office_kind
from .codes import new_secret
from .db import Base, UtcDateTime, db
from .errors import Refused
from .images import clean_image
from .text import why_not_text
from .web import download

MB = 1024 * 1024
MOST_BYTES = 20 * MB
LONGEST_NAME = 100
TAIL = 1024  # bytes at the end in which a PDF says that it ends
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
# A page in disguise: what browsers and mail programs take for HTML, SVG or XML when they guess.
MARKUP = re.compile(rb"<\s*(!doctype|!--|html|head|body|script|svg|iframe|object|\?xml|\?php|x:)", re.IGNORECASE)
ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch)\b")
UNSAFE_IN_NAMES = re.compile(r'[<>:"|?*;,\\/%\x00-\x1f]')
OFFICE_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


class NotAFile(Refused):
    """Nothing that we would hand on to others."""

    code: ClassVar[str] = "not_a_file"


class StoredFile(Base):
    """A file as it was handed in. `name` is random, `filename` is what a reader's disk gets."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    filename: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class CleanFile:
    """An uploaded file that was looked at; pictures are made anew."""

    data: bytes
    filename: str
    media_type: str


def clean_file(stream: IO[bytes], filename: str) -> CleanFile:
    """The file, named by what it is, whatever it was called.

    Raises NotAFile for anything but a PDF, office document, plain text or picture of at most 20 MB, for documents
    with macros or scripts, and for files that are several things at once; NotAnImage for a picture that is none.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotAFile(too_large(MOST_BYTES))
    if not data.strip():
        raise NotAFile(is_empty())
    if data.startswith(PICTURES):
        return CleanFile(clean_image(io.BytesIO(data)).data, clean_filename(filename, "webp"), "image/webp")
    if data.startswith(b"%PDF-"):
        refuse_bad_pdf(data)
        return CleanFile(data, clean_filename(filename, "pdf"), "application/pdf")
    if data.startswith(b"PK\x03\x04"):
        kind = read_office(data)
        return CleanFile(data, clean_filename(filename, kind), OFFICE_TYPES[kind])
    if is_plain_text(data):
        return CleanFile(data, clean_filename(filename, "txt"), "text/plain")
    raise NotAFile(_("Choose a PDF, an office document (PPTX, DOCX, XLSX, ODP, ODT, ODS), a text or a picture"))


def too_large(most: int) -> str:
    return str(_("Choose a file of at most %(size)d MB", size=most // MB))


def is_empty() -> str:
    return str(_("This file is empty: choose one that holds something"))


def refuse_bad_pdf(data: bytes) -> None:
    end = data.rfind(b"%%EOF", max(0, len(data) - TAIL))
    is_whole = end >= 0 and not data[end + len(b"%%EOF") :].strip(b"\r\n\t \x00")
    if not is_whole or MARKUP.search(data[:TAIL]) or b"\nPK\x03\x04" in data[:TAIL]:
        raise NotAFile(_("This PDF is damaged or hides something else: save it anew as a PDF"))
    if ACTIVE_PDF.search(data):
        raise NotAFile(_("This PDF holds scripts: save it without them, for example by printing it to a PDF"))


def read_office(data: bytes) -> str:
    try:
        return office_kind(data)
    except MacrosInside as error:
        raise NotAFile(_("This document holds macros: save it without them")) from error
    except NotOffice as error:
        raise NotAFile(_("A ZIP archive is not taken: unpack it and add its documents one by one")) from error
    except BrokenArchive as error:
        raise NotAFile(_("This document is damaged or hides something else: save it anew")) from error


def is_plain_text(data: bytes) -> bool:
    """UTF-8 that a person could have written, and nothing that is taken for a page or a program."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    is_program = text.lstrip().startswith(("#!", "%!"))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return bool(text.strip()) and not is_program and not MARKUP.search(data) and why_not_text(lines) is None


def clean_filename(name: str, suffix: str) -> str:
    """The name without folders and without what could mislead, ending in what the file is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in UNSAFE_IN_NAMES.sub(" ", last) if unicodedata.category(char)[0] != "C")
    stem = " ".join((plain.rpartition(".")[0].strip(" .") or plain).split()).strip(" .-")
    return f"{stem[:LONGEST_NAME].strip() or 'file'}.{suffix}"


def store_file(file: CleanFile, *, at: datetime) -> StoredFile:
    """Keep a file, in the caller's transaction."""
    stored = StoredFile(name=new_secret(), size=len(file.data), created_at=at, **vars(file))
    db.session.add(stored)
    db.session.flush()
    return stored


def find_file(name: str) -> StoredFile | None:
    query = select(StoredFile).where(StoredFile.name == name).options(undefer(StoredFile.data))
    return db.session.scalars(query).one_or_none()


def file_answer(file: StoredFile) -> Response:
    """The file for a visitor's disk: never shown inside a page of ours, never guessed, never kept on the way."""
    return download(file.data, file.filename, file.media_type)
