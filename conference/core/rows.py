"""Rows of a form that its buttons add, move and remove, without a script and before anything is stored.

A press sends the whole form; `rearranged` gives what was typed back with the rows as asked for, and the page is shown
again. So nothing typed is lost, not even what is wrong, and nothing is stored until the form is saved.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList

from .forms import Form

MOST_ROWS = 200
PRESS = "rows"  # the name of the buttons
IDENT = "ident"  # the hidden field that every row has
MOST_DIGITS = 4


class Rows(FieldList):  # type: ignore[type-arg]  # generic only in the stubs
    """Rows of a form; only names with a plain number between the dashes are rows."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        is_row = re.compile(rf"{re.escape(prefix)}-[0-9]{{1,{MOST_DIGITS}}}(-.*)?", re.DOTALL).fullmatch
        found: Iterator[int] = super()._extract_indices(prefix, [name for name in formdata if is_row(name)])  # type: ignore[misc]
        return found


@dataclass(frozen=True)
class Press:
    """A button beside the rows `name`: "add", or "up", "down", "remove" of the row at `place`."""

    name: str
    deed: str
    place: int = 0

    @property
    def value(self) -> str:
        return f"{self.name}:{self.deed}:{self.place}"


def pressed(form: MultiDict[str, str], names: Collection[str]) -> Press | None:
    """The button of the rows `names` that sent the form; None when it is to be saved."""
    name, _colon, rest = form.get(PRESS, "").partition(":")
    deed, _colon, place = rest.partition(":")
    if name not in names or deed not in ("add", "up", "down", "remove"):
        return None
    is_number = place.isascii() and place.isdigit() and len(place) <= MOST_DIGITS
    return Press(name, deed, int(place) if is_number else 0)


def rearranged(form: MultiDict[str, str], press: Press, stays: Collection[str] = ()) -> MultiDict[str, str]:
    """What was typed, with the rows as the button asks for; fields in `stays` keep their place when rows move."""
    others, rows = apart(form, press.name)
    here = press.place
    there = here - 1 if press.deed == "up" else here + 1
    if press.deed == "add" and len(rows) < MOST_ROWS:
        rows.append([(IDENT, "")])
    elif press.deed == "remove" and here < len(rows):
        del rows[here]
    elif press.deed in ("up", "down") and 0 <= there < len(rows) and here < len(rows):
        rows[here], rows[there] = (
            [field for field in rows[there] if field[0] not in stays] + [f for f in rows[here] if f[0] in stays],
            [field for field in rows[here] if field[0] not in stays] + [f for f in rows[there] if f[0] in stays],
        )
    typed = [(f"{press.name}-{place}-{field}", value) for place, row in enumerate(rows) for field, value in row]
    return MultiDict(others + typed)


def apart(form: MultiDict[str, str], name: str) -> tuple[list[tuple[str, str]], list[list[tuple[str, str]]]]:
    """(the other fields, the rows in the order of their numbers as lists of (field, value))."""
    is_field = re.compile(rf"{re.escape(name)}-([0-9]{{1,{MOST_DIGITS}}})-(.+)", re.DOTALL).fullmatch
    others: list[tuple[str, str]] = []
    rows: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, value in form.items(multi=True):
        if found := is_field(key):
            rows[int(found[1])].append((found[2], value))
        elif key != PRESS:
            others.append((key, value))
    return others, [rows[number] for number in sorted(rows)]


class RowsForm(Form):
    """A form with rows: what is wrong in them is listed with the rest."""

    @property
    def error_list(self) -> list[tuple[str, str]]:
        found = [("", str(words)) for words in self.form_errors]
        for field in self:
            ident = "" if field is self.csrf_token else field.id
            if isinstance(field, Rows):
                found += [(sub.id, str(words)) for row in field for sub in row.form for words in sub.errors]
            found += [(ident, str(words)) for words in field.errors if not isinstance(words, dict)]
        return found


def blame(rows: Rows, field: Any, words: str) -> None:
    """Say beside `field`, in one of the rows, what is wrong with it."""
    field.errors = [*field.errors, words]
    rows.errors = [*rows.errors, {field.short_name: [words]}]
