"""A table that somebody hands in, as plain texts: headings and rows, whatever the file was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.core.text import fold

from .columns_words import HEADINGS

MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CELL = 20_000  # characters
MOST_POSITIONS = 20_000  # rows looked at, empty ones included
MOST_TITLES = 5  # lines above the headings
SAMPLES = 3
LONGEST_SAMPLE = 80


KNOWN = tuple(HEADINGS.values())


class NotATable(Refused):
    """A file that cannot be read as a table; the sentence says where it fails."""

    code: ClassVar[str] = "not_a_table"


@dataclass(frozen=True)
class Row:
    """`number` is the one that spreadsheets show at the left."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    headings: list[str]
    rows: list[Row]

    def samples(self, place: int) -> list[str]:
        """The first few different texts of a column."""
        texts = dict.fromkeys(text for row in self.rows if (text := row.cells[place].strip()))
        return [text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…" for text in list(texts)[:SAMPLES]]

    def as_json(self) -> dict[str, Any]:
        return {"headings": self.headings, "rows": [[row.number, row.cells] for row in self.rows]}


def from_json(content: dict[str, Any]) -> Table:
    return Table(content["headings"], [Row(number, cells) for number, cells in content["rows"]])


def table_of(rows: Iterable[tuple[int, list[str]]]) -> Table:
    """The table of (number, cells); the first row with more in it than a title has the headings. Raises NotATable."""
    told = below_titles(filled(rows))
    headings: list[str] = next((cells for _number, cells in told), [])
    if not headings:
        raise NotATable(_("This file is empty"))
    found: list[Row] = []
    for number, cells in told:
        if len(found) == MOST_ROWS:
            raise NotATable(_("This table has more than %(most)d rows: split it into several files", most=MOST_ROWS))
        found.append(Row(number, cells))
    if not found:
        raise NotATable(_("This table has headings and nothing below them"))
    width = max(len(headings), *(len(row.cells) for row in found))
    headings = [" ".join(text.split()) for text in padded(headings, width)]
    return Table(headings, [Row(row.number, padded(row.cells, width)) for row in found])


def below_titles(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Without the lines of one cell, like "Programme of the conference", that people write above their headings."""
    told = iter(rows)
    first = list(islice(told, MOST_TITLES + 1))
    widths = [sum(bool(cell.strip()) for cell in cells) for _number, cells in first]
    heading = next((place for place, width in enumerate(widths) if width > 1), 0)
    is_heading = any(fold(cell) in words for _number, cells in first[:heading] for cell in cells for words in KNOWN)
    yield from first[0 if is_heading else heading :]
    yield from told


def filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows with something in them, without empty cells at their end."""
    for position, (number, cells) in enumerate(rows):
        if position >= MOST_POSITIONS:
            words = _("This table has more than %(most)d rows, empty ones included: delete them", most=MOST_POSITIONS)
            raise NotATable(words)
        width = max((place + 1 for place, text in enumerate(cells) if text.strip()), default=0)
        if width > MOST_COLUMNS:
            raise NotATable(
                _("Row %(row)d has more than %(most)d columns: delete the others", row=number, most=MOST_COLUMNS)
            )
        for place in range(width):
            if len(cells[place]) > MOST_CELL:
                raise NotATable(
                    _(
                        "Row %(row)d, column %(column)s: this cell has more than %(most)d characters",
                        row=number,
                        column=letters(place),
                        most=MOST_CELL,
                    )
                )
        if width:
            yield number, cells[:width]


def padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def letters(place: int) -> str:
    """What spreadsheets call the column: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
