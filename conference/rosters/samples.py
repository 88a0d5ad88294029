"""The file that shows what a table of people may hold."""

from conference.core.i18n import language
from conference.events.models import Event
from conference.intake.table_files import SPEAKER
from conference.questions.queries import form_of
from conference.registration.manage_queries import categories_of_event

from .people_columns import PLAIN, asked_in_tables

LEFT_OUT = ("given_name", "family_name", "code")


def sample_rows(event: Event) -> list[list[str]]:
    """The headings that we know by themselves, the event's own questions, and one row to be replaced."""
    columns = [column.name for column in PLAIN if column.name not in LEFT_OUT]
    categories = categories_of_event(event.id)
    known = SPEAKER | {
        "category": categories[0].name_in(language()) if categories else "",
        "state": "confirmed",
        "mode": "",
    }
    questions = asked_in_tables(form_of(event).questions)
    headings = [*columns, *(question.label_in(language()).text for question in questions)]
    return [headings, [*(known.get(name, "") for name in columns), *("" for _question in questions)]]
