"""What the event has already, as imports compare it with a table of people."""

from sqlalchemy import select

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
from .people_plan import KnownPerson, Places, Setting, plan_people

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
    columns = columns_for(event)
    meanings = [name if name in columns else "" for name in intake.mapping["columns"]]
    reading = Reading(meanings, columns, Options(is_updating=intake.mapping.get("updating", False)))
    return plan_people(table_of_intake(intake).rows, reading, setting_of(event))


def setting_of(event: Event) -> Setting:
    categories = categories_of_event(event.id)
    free = {
        Mode.IN_PERSON: (event.capacity, event.places_taken),
        Mode.ONLINE: (event.online_capacity, event.online_taken),
    }
    names: dict[str, str] = {}
    for one in categories:
        translated = [texts.get("name", "") for texts in (one.translations or {}).values()]
        names |= {fold(word): one.code for word in (one.name, one.code, *translated) if word}
    return Setting(
        people=people_of(event.id),
        categories=[(one.code, one.name, one.needs_approval) for one in categories],
        places=Places(
            {str(mode): left(capacity, taken) for mode, (capacity, taken) in free.items()},
            {one.code: left(one.capacity, one.places_taken) for one in categories},
        ),
        modes=[str(Mode.IN_PERSON), str(Mode.ONLINE)] if event.mode == Mode.HYBRID else [str(event.mode)],
        questions={question.code: question for question in form_of(event).questions},
        language=language(),
        names=names,
    )


def left(capacity: int | None, taken: int) -> int | None:
    return None if capacity is None else max(0, capacity - taken)


def people_of(event_id: int) -> list[KnownPerson]:
    """All of the event, in whatever state: who cancelled is known too."""
    columns = [getattr(Registration, name) for name in FIELDS]
    query = select(Registration.id, Registration.code, Registration.state, Registration.answers, *columns)
    found = []
    for ident, code, state, answers, *values in db.session.execute(
        query.where(Registration.event_id == event_id).order_by(Registration.id)
    ):
        said = dict(zip(FIELDS, values, strict=True)) | {
            f"{ANSWER}{key}": told for key, told in (answers or {}).items()
        }
        found.append(KnownPerson(ident, code, said["email"], state in ALIVE, said))
    return found
