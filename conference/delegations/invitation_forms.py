"""The list of people to invite."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import InputRequired

from conference.core.fields import WholeNumberField
from conference.core.forms import ChoiceField, Form, TextField, VersionField, WallTimeField, offered
from conference.core.i18n import language
from conference.core.text import fold
from conference.intake.table_csv import read_csv
from conference.intake.table_reading import NotATable
from conference.registration.models import Category

from .forms import language_field
from .reminder_rules import Reminders

MOST_LETTERS = 100_000
DAYS = _l("Enter a whole number of days up to 90, or leave it empty")


class RemindersForm(Form):
    after_days = WholeNumberField(_l("Days after the invitation"), least=1, most=90, words=DAYS)
    before_days = WholeNumberField(_l("Days before the last day to answer"), least=0, most=90, words=DAYS)
    version = VersionField()

    def values(self) -> Reminders:
        return Reminders(self.after_days.data, self.before_days.data)


class InviteForm(Form):
    people = TextField(_l("People"), most=MOST_LETTERS)
    file = FileField(_l("Or a CSV file"))
    category = ChoiceField(_l("Category where the list says none"))
    language = language_field(_l("Language where the list says none"))
    expires_at = WallTimeField(_l("Answer until"), [InputRequired(_l("Enter until when people can answer"))])

    def __init__(self, categories: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.by_code = {category.code: category for category in categories}
        self.category.choices = offered((category.code, category.name_in(language())) for category in categories)

    @property
    def ids_by_name(self) -> dict[str, int]:
        """Ids of the categories by folded code and name, in whatever language."""
        found = {fold(word): category.id for category in self.by_code.values() for word in category.names}
        return found | {fold(code): category.id for code, category in self.by_code.items()}

    def rows(self) -> list[tuple[int, list[str]]]:
        """What was pasted, as rows of cells. Raises NotATable."""
        rows = list(read_csv((self.people.data or "").encode()))
        if not any(any(cells) for _number, cells in rows):
            raise NotATable(_("Paste a list, or choose a file"))
        return rows

    def take_file(self, data: bytes) -> None:
        """Show the file's rows where a list is pasted, so that both are sent the same way. Raises NotATable."""
        rows = [cells for _number, cells in read_csv(data)]
        self.people.data = "\n".join(";".join(cell.replace(";", ",") for cell in cells) for cells in rows)
