"""What the event has already, as imports compare it with a table of people."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, select

from conference.core.db import db
from conference.core.i18n import language
from conference.core.text import fold
from conference.events.models import Event, Mode
from conference.intake.columns import Column, shape_of
from conference.intake.models import Intake, IntakeKind
from conference.intake.table_plan import Options, Plan, Reading
from conference.intake.table_queries import mapping_used_before
from conference.intake.table_work import table_of_intake
from conference.questions.queries import form_of
from conference.registration.manage_queries import categories_of_event
from conference.registration.models import ALIVE, Registration

from .people_columns import ANSWER, columns_of, guess
from .people_plan import KnownPerson, Places, Setting, TableRead, plan_people, read_people

CHUNK = 500  # addresses asked for at once
FIELDS = ("name", "national_name", "email", "organisation", "position", "country", "language")


def language_of_import(intake_id: int) -> str:
    """The one that the preview was confirmed in."""
    asked = db.session.scalar(select(Intake.result).where(Intake.id == intake_id))
    return str((asked or {}).get("language", "en"))


def columns_for(event: Event) -> dict[str, Column]:
    return columns_of(form_of(event).questions, language())


def first_mapping(event: Event, headings: list[str]) -> dict[str, object]:
    """As it was told for the last file with these headings, else as the headings themselves say."""
    known = columns_for(event)
    before = mapping_used_before(event.id, shape_of(IntakeKind.PEOPLE, headings))
    if len(before.get("columns", ())) == len(headings):
        return {**before, "columns": [name if name in known else "" for name in before["columns"]]}
    return {"columns": guess(headings, known, form_of(event).questions), "updating": False, "mails": False}


def plan_of(event: Event, intake: Intake) -> Plan:
    return plan_again(event, read_of(event, intake))


def plan_again(event: Event, read: TableRead) -> Plan:
    """What a table that was read before would do now."""
    return plan_people(read, people_named(event.id, read.codes, read.email_keys), places_of(event))


def read_of(event: Event, intake: Intake, before: TableRead | None = None) -> TableRead:
    """`before`: what the rows said a moment ago; they are read anew only where the event understands them otherwise."""
    columns = columns_for(event)
    meanings = [name if name in columns else "" for name in intake.mapping["columns"]]
    reading = Reading(meanings, columns, Options(is_updating=intake.mapping.get("updating", False)))
    setting = setting_of(event)
    if before and (before.reading, before.setting) == (reading, setting):
        return before
    return read_people(table_of_intake(intake).rows, reading, setting)


def setting_of(event: Event) -> Setting:
    categories = categories_of_event(event.id)
    names: dict[str, str] = {}
    for one in categories:
        names |= {fold(word): one.code for word in (*one.names, one.code)}
    return Setting(
        categories=[(one.code, one.name_in(language()), one.needs_approval) for one in categories],
        modes=[str(Mode.IN_PERSON), str(Mode.ONLINE)] if event.mode == Mode.HYBRID else [str(event.mode)],
        questions={question.code: question for question in form_of(event).questions},
        language=language(),
        names=names,
    )


def places_of(event: Event) -> Places:
    free = {
        Mode.IN_PERSON: (event.capacity, event.places_taken),
        Mode.ONLINE: (event.online_capacity, event.online_taken),
    }
    return Places(
        {str(mode): left(capacity, taken) for mode, (capacity, taken) in free.items()},
        {one.code: left(one.capacity, one.places_taken) for one in categories_of_event(event.id)},
    )


def left(capacity: int | None, taken: int) -> int | None:
    return None if capacity is None else max(0, capacity - taken)


def people_named(event_id: int, codes: Collection[str], email_keys: Collection[str]) -> list[KnownPerson]:
    """Who has one of the codes or addresses, in whatever state: who cancelled is known too. In order of coming."""
    found: dict[int, KnownPerson] = {}
    for is_asked in _asked(Registration.code, codes), _asked(Registration.email_key, email_keys):
        for condition in is_asked:
            found |= {one.ident: one for one in _people(Registration.event_id == event_id, condition)}
    return [found[ident] for ident in sorted(found)]


def _asked(column: Any, values: Collection[str]) -> Iterator[ColumnElement[bool]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield column.in_(ordered[start : start + CHUNK])


def _people(*conditions: ColumnElement[bool]) -> Iterator[KnownPerson]:
    columns = [getattr(Registration, name) for name in FIELDS]
    query = select(Registration.id, Registration.code, Registration.state, Registration.answers, *columns)
    for ident, code, state, answers, *values in db.session.execute(query.where(*conditions)):
        said = dict(zip(FIELDS, values, strict=True)) | {
            f"{ANSWER}{key}": told for key, told in (answers or {}).items()
        }
        yield KnownPerson(ident, code, said["email"], state in ALIVE, said)
