"""Tables as plain text: encodings and separators are found out."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.core.csvfile import FORMULA

from .table_reading import NotATable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSED = ["utf_16_le", "utf_16_be", "cp1251", "cp1252"]  # told apart surely; the others are for people to choose
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1251": _l("Windows, Cyrillic (1251)"),
    "cp1252": _l("Windows, Western Europe (1252)"),
    "cp1250": _l("Windows, Central Europe (1250)"),
    "cp1257": _l("Windows, Baltic (1257)"),
    "koi8-r": "KOI8-R",
}
WORD = re.compile(
    rb"[A-Za-z\xc0-\xff]*[\xc0-\xff][A-Za-z\xc0-\xff]*"
)  # with a letter beyond ASCII, on any of those pages
SEPARATORS = ",;\t|"
FEW_ZEROS = 3  # as many as the separators of the shortest table
FIRST_LETTER = 0xC0
LOOKED_AT = 20  # records by which separators are judged
SAMPLE_BYTES = 64 * 1024
LONGEST_LINE = 200_000
SAID = re.compile(r'\ufeff?"?sep=(.)"?\r?\n', re.IGNORECASE)  # how Excel names the separator in a first line


def read_csv(data: bytes, encoding: str = "") -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of each row. `encoding`: what the person said, "" to find it out. Raises NotATable."""
    text = decoded(data, encoding)
    refuse_no_text(text)
    offset = 0
    if said := SAID.match(text):
        separator, text, offset = said[1], text[said.end() :], 1
    else:
        separator = separator_of(text)
    for number, cells in enumerate(records(text, separator), 1 + offset):
        yield number, [plain(cell) for cell in cells]


def decoded(data: bytes, encoding: str) -> str:
    if encoding in ENCODINGS:
        return decoded_as(data, encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            return decoded_as(data, name)
    if wide := wide_without_mark(data):
        return decoded_as(data, wide)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = max(0, error.start - SAMPLE_BYTES // 2) & ~1  # UTF-16 begins at even places
    best = from_bytes(data[start : start + SAMPLE_BYTES], cp_isolation=GUESSED).best()
    if best is None:
        raise NotATable(
            _("The letters of this file cannot be told: save it as CSV in UTF-8, or choose its encoding below")
        )
    return decoded_as(data, best.encoding if best.encoding.startswith("utf") else code_page(data))


def wide_without_mark(data: bytes) -> str:
    """UTF-16 without its mark: the zeros beside its separators are all at odd places, or all at even ones."""
    places = {place % 2 for place in (match.start() for match in re.finditer(b"\x00", data[:SAMPLE_BYTES]))}
    if len(places) != 1 or data[:SAMPLE_BYTES].count(0) < FEW_ZEROS or len(data) % 2:
        return ""
    return "utf_16_le" if places == {1} else "utf_16_be"


def code_page(data: bytes) -> str:
    """Cyrillic words hold no Latin letters, Western ones hold accented letters among plain ones.

    A table has too few words for what detectors count: to them a Jürgen alone may well be a Jьrgen.
    """
    words = WORD.findall(data)
    cyrillic = sum(len(word) > 1 and min(word) >= FIRST_LETTER for word in words)
    return "cp1251" if cyrillic * 2 > len(words) else "cp1252"


def decoded_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        words = _("Line %(line)d is not written in %(encoding)s: choose another encoding", line=line, encoding=encoding)
        raise NotATable(words) from error


def refuse_no_text(text: str) -> None:
    """Raises NotATable for what no program writes into a table, and says in which line."""
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if len(line) > LONGEST_LINE:
            raise NotATable(_("Line %(line)d is far too long: this is no table", line=number))
        if any(unicodedata.category(char) in ("Cc", "Cs", "Cn") for char in set(line) if char not in "\t\n\x0b\x0c"):
            raise NotATable(_("Line %(line)d holds characters that no text has: this is no CSV file", line=number))


def separator_of(text: str) -> str:
    """The one that cuts the first records into the most columns, the same number in most of them."""

    def score(separator: str) -> tuple[float, int]:
        try:
            widths = [len(cells) for cells in islice(records(text, separator), LOOKED_AT) if any(cells)]
        except NotATable:
            return 0.01, 0  # better than a single column, so that it is said what is wrong
        (width, times), *_others = Counter(widths).most_common(1) or [(0, 0)]
        return (times / len(widths) if width > 1 else 0, width)

    return max(SEPARATORS, key=score)


def records(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            words = _("Line %(line)d: a quotation mark stands where none can, or is never closed", line=line)
            raise NotATable(words) from error
        yield cells


def plain(cell: str) -> str:
    """Without the apostrophe with which tables for spreadsheets guard what looks like a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
