"""What the table can show of a person: what we keep of everybody, and the answers to the event's own questions."""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from conference.core.i18n import language
from conference.events.models import Event, Mode
from conference.questions.models import Ask
from conference.questions.queries import columns_of, form_of

from .models import TableHabit

ANSWER = "answer_"  # before the code of a question
LONGEST_LABEL = 40  # at the head of a column
MOST_COLUMNS = 200
ALL = "all"


@dataclass(frozen=True)
class TableColumn:
    """`key` names it in addresses; `sort` is a key of page_queries.SORTS, "" for none; `kind`: of the macro.

    `answer`: the words of a person's answers that stand in it.
    """

    key: str
    label: Any
    sort: str = ""
    kind: str = ""
    answer: Callable[[Mapping[str, Any] | None], str] | None = None

    def as_dict(self) -> dict[str, Any]:
        label = textwrap.shorten(str(self.label), LONGEST_LABEL, placeholder="…")
        return {"key": self.sort or None, "label": label, "kind": self.kind, "name": self.key, "answer": self.answer}


NAME = TableColumn("name", _l("Name"), "name")
OWN = (
    TableColumn("code", _l("Code")),
    TableColumn("national_name", _l("Name in own script")),
    TableColumn("organisation", _l("Organisation"), "organisation"),
    TableColumn("position", _l("Position")),
    TableColumn("category", _l("Category"), "category"),
    TableColumn("status", _l("Status"), "status"),
    TableColumn("email", _l("E-mail")),
    TableColumn("country", _l("Country"), "country"),
    TableColumn("mode", _l("Takes part")),
    TableColumn("language", _l("Language")),
    TableColumn("source", _l("Came by")),
    TableColumn("consents", _l("Consents")),
    TableColumn("note", _l("Note of the organisers")),
    TableColumn("registered", _l("Registered"), "registered", "when"),
    TableColumn("changed", _l("Changed"), "changed", "when"),
    TableColumn("cancelled", _l("Cancelled"), "", "when"),
)
USUAL = ("organisation", "category", "status", "registered")
USUAL_HYBRID = ("organisation", "category", "mode", "status", "registered")  # where people choose how they take part


def columns_of_event(event: Event) -> dict[str, TableColumn]:
    """All that can stand beside the name, in the order in which they are offered."""
    answers = (TableColumn(f"{ANSWER}{one.code}", one.title, answer=one.cell) for one in columns_of(event, language()))
    return {column.key: column for column in (*OWN, *answers)}


def usual_columns(event: Event, habit: TableHabit | None = None) -> tuple[str, ...]:
    """The columns that the person is used to, else those of everybody."""
    usual = USUAL_HYBRID if event.mode == Mode.HYBRID else USUAL
    return (known_keys(event, habit.columns) if habit else ()) or usual


def known_keys(event: Event, asked: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that can stand beside the name at this event, each once."""
    known = columns_of_event(event)
    return tuple(dict.fromkeys(key for key in asked if key in known))[:MOST_COLUMNS]


def asked_keys(event: Event, asked: str) -> tuple[str, ...]:
    """The columns that an address asks for: "email,answer_food", or "all"."""
    return tuple(columns_of_event(event)) if asked == ALL else known_keys(event, asked.split(","))


def keys_of_file(event: Event, keys: Sequence[str]) -> list[str]:
    """The same columns in an export; the name in the person's own script stands below the name in the table."""
    is_asked = form_of(event).ask("national_name") != Ask.HIDDEN
    return list(dict.fromkeys(["name", *(["national_name"] if is_asked else []), *keys]))


def chosen_columns(event: Event, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The name and the columns of these keys, as the table macro takes them."""
    known = columns_of_event(event)
    return [NAME.as_dict(), *(known[key].as_dict() for key in keys)]
