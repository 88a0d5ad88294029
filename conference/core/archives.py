"""Office documents are ZIP archives: which kind one is, and whether it is safe to hand on."""

import io
import re
import stat
import zipfile
import zlib

MOST_ENTRIES = 5_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 100  # times smaller than unpacked; texts of office documents reach about 30
SMALL = 10 * 1024 * 1024  # unpacked to less, any ratio is harmless
MOST_TYPES_BYTES = 1024 * 1024
END_RECORD = b"PK\x05\x06"
END_LENGTH = 22
CHUNK = 1024 * 1024
MAIN_TYPES = {
    b"wordprocessingml.document.main+xml": "docx",
    b"presentationml.presentation.main+xml": "pptx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
}
OPEN_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACROS = re.compile(r"(^|/)(vba\w*\.(bin|xml)|activex/.*|macrosheets/.*)$|^(basic|scripts)/.", re.IGNORECASE)


class BrokenArchive(Exception):
    """Damaged, a bomb, or something else besides."""


class NotOffice(BrokenArchive):
    """An archive, but no office document."""


class MacrosInside(Exception):
    """The document would run a program."""


def office_kind(data: bytes) -> str:
    """One of docx, pptx, xlsx, odt, odp and ods. Raises BrokenArchive or MacrosInside."""
    refuse_what_surrounds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            refuse_bomb(entries, len(data))
            refuse_bad_entries(entries)
            kind = told_kind(archive)
            if any(MACROS.search(entry.filename) for entry in entries):
                raise MacrosInside
            unpack(archive, entries)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise BrokenArchive from error


def refuse_what_surrounds(data: bytes) -> None:
    """The archive fills the file: nothing stands before it or after it, where another program would look."""
    end = data.rfind(END_RECORD)
    if not data.startswith(b"PK\x03\x04") or end < 0 or len(data) - end < END_LENGTH:
        raise BrokenArchive
    note_length = int.from_bytes(data[end + 20 : end + END_LENGTH], "little")
    if note_length or end + END_LENGTH != len(data):
        raise BrokenArchive


def refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Raises BrokenArchive for what says of itself that it unpacks to far more, or uses the same bytes twice."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > size * MOST_RATIO):
        raise BrokenArchive
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise BrokenArchive
        end = entry.header_offset + entry.compress_size


def refuse_bad_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    is_climbing = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    is_secret = any(entry.flag_bits & 1 for entry in entries)
    is_link = any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
    if is_climbing or is_secret or is_link or len(set(names)) != len(names):
        raise BrokenArchive


def told_kind(archive: zipfile.ZipFile) -> str:
    """What the document says it is, at the place where its programs look."""
    names = archive.namelist()
    if names[:1] == ["mimetype"]:
        kind = OPEN_TYPES.get(start_of(archive, "mimetype"))
    elif "[Content_Types].xml" in names:
        types = start_of(archive, "[Content_Types].xml")
        if b"macroEnabled" in types:
            raise MacrosInside
        kind = next((kind for told, kind in MAIN_TYPES.items() if told in types), None)
    else:
        raise NotOffice
    if kind is None:
        raise BrokenArchive
    return kind


def start_of(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(MOST_TYPES_BYTES)


def unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Read everything once, a piece at a time: sizes and checksums are what they say, or this raises."""
    for info in entries:
        with archive.open(info) as entry:
            while entry.read(CHUNK):
                pass
