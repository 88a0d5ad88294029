"""The columns of an export: all that we keep of a person, the event's own questions too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask_babel import gettext as _

from conference.core import times
from conference.core.i18n import language
from conference.core.templating import country_name
from conference.events.models import Event
from conference.questions.queries import columns_of

from .columns import ALL, ANSWER, MOST_COLUMNS
from .export_queries import ExportRow
from .manage_queries import categories_of_event
from .words import MODE_WORDS, SOURCE_WORDS, STATE_WORDS


@dataclass(frozen=True)
class ExportColumn:
    key: str
    title: str
    cell: Callable[[ExportRow], str]


def asked_columns(event: Event, keys: Sequence[str]) -> list[ExportColumn]:
    """Those of these keys in their order; all of them for ("all",)."""
    known = {column.key: column for column in all_columns(event)}
    if tuple(keys) == (ALL,):
        return list(known.values())
    return [known[key] for key in dict.fromkeys(keys[:MOST_COLUMNS]) if key in known]


def all_columns(event: Event) -> list[ExportColumn]:
    zone, speech = event.zone, language()
    names = cache(country_name)  # of this export: a row need not ask which language the reader has
    states = {str(key): str(word) for key, word in STATE_WORDS.items()}
    modes = {str(key): str(word) for key, word in MODE_WORDS.items()}
    sources = {str(key): str(word) for key, word in SOURCE_WORDS.items()}
    categories = {one.code: one.name_in(speech) for one in categories_of_event(event.id)}
    own: list[tuple[str, str, Callable[[ExportRow], Any]]] = [
        ("code", _("Code"), lambda row: row.code),
        ("status", _("Status"), lambda row: states[row.state]),
        ("category", _("Category"), lambda row: categories[row.category]),
        ("name", _("Name"), lambda row: row.name),
        ("national_name", _("Name in own script"), lambda row: row.national_name),
        ("email", _("E-mail"), lambda row: row.email),
        ("organisation", _("Organisation"), lambda row: row.organisation),
        ("position", _("Position"), lambda row: row.position),
        ("country_code", _("Country code"), lambda row: row.country or ""),
        ("country", _("Country"), lambda row: names(row.country)),
        ("language", _("Language"), lambda row: row.language),
        ("mode", _("Takes part"), lambda row: modes.get(row.mode, row.mode)),
        ("source", _("Came by"), lambda row: sources.get(row.source, row.source)),
        ("note", _("Note of the organisers"), lambda row: row.note),
        ("consents", _("Consents"), lambda row: row.consents),
        ("registered", _("Registered (%(zone)s)", zone=zone), lambda row: wall(row.created_at, zone)),
        ("changed", _("Changed (%(zone)s)", zone=zone), lambda row: wall(row.changed_at, zone)),
        ("cancelled", _("Cancelled (%(zone)s)", zone=zone), lambda row: wall(row.cancelled_at, zone)),
    ]
    answers = [
        ExportColumn(f"{ANSWER}{column.code}", column.title, lambda row, column=column: column.cell(row.answers))  # type: ignore[misc]
        for column in columns_of(event, speech)
    ]
    return [*(ExportColumn(key, title, cell) for key, title, cell in own), *answers]


def wall(at: datetime | None, zone: str) -> str:
    """2024-11-20 09:14, which every spreadsheet takes for a time."""
    return times.to_zone(at, zone).isoformat(sep=" ", timespec="minutes")[:16] if at else ""
