from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import FieldList, HiddenField
from wtforms.validators import Optional

from conference.core.forms import ChoiceField, Form, YesField, offered
from conference.events.forms import TickList

from .columns import Column, clashes
from .models import IntakeKind
from .table_csv import ENCODINGS

CREATABLE = (
    ("tracks", _l("Add tracks that are missing")),
    ("rooms", _l("Add rooms that are missing")),
    ("speakers", _l("Add speakers that are missing, by name alone")),
)


class UploadForm(Form):
    file = FileField(_l("CSV or Excel file (XLSX)"))
    encoding = ChoiceField(
        _l("Encoding of a CSV file"),
        [Optional()],
        choices=lambda: [("", _("Find it out")), *ENCODINGS.items()],
    )


class MappingForm(Form):
    """What each column means, and what is to be done with what is there or missing."""

    columns = FieldList(ChoiceField("", [Optional()]))
    updating = ChoiceField(
        _l("What is there already"),
        choices=[("yes", _l("Change it as the file says")), ("no", _l("Leave it as it is, add only what is new"))],
    )
    create = TickList(_l("What is missing"), choices=offered(CREATABLE))

    def __init__(self, kind: str, headings: Sequence[str], known: Mapping[str, Column], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known
        if kind != IntakeKind.SESSIONS:
            del self.create
        while len(self.columns) < len(headings):
            self.columns.append_entry("")
        choices = offered([("", _("– leave out –")), *((column.name, str(column.label)) for column in known.values())])
        for place, heading in enumerate(headings):
            entry = self.columns[place]
            entry.label.text, entry.choices = heading or _("Column without a heading"), choices

    def show(self, mapping: Mapping[str, Any]) -> None:
        for place, name in enumerate(mapping["columns"]):
            self.columns[place].data = name if name in self.known else ""
        self.updating.data = "yes" if mapping.get("updating", True) else "no"
        if "create" in self:
            self.create.data = mapping.get("create", [])

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        names = [entry.data or "" for entry in self.columns]
        twice = clashes(names, self.known)
        for entry in self.columns:
            if entry.data in twice:
                label = self.known[entry.data].label
                entry.errors = [_("Two columns are said to be: %(column)s. Choose one of them", column=label)]
        self.columns.errors = [entry.errors for entry in self.columns if entry.errors]
        needed = {"title"} if "create" in self else {"name", "family_name", "given_name"}
        if not needed & set(names):
            self.form_errors = [
                _("Choose the column with the titles") if "create" in self else _("Choose the column with the names")
            ]
        return is_valid and not twice and not self.form_errors

    @property
    def error_list(self) -> list[tuple[str, str]]:
        inside = [(entry.id, str(words)) for entry in self.columns for words in entry.errors]
        return [(ident, words) for ident, words in super().error_list if ident != self.columns.id] + inside

    def mapping(self) -> dict[str, Any]:
        create = list(self.create.data or ()) if "create" in self else []
        columns = [entry.data or "" for entry in self.columns]
        return {"columns": columns, "updating": self.updating.data == "yes", "create": create}


class ConfirmForm(Form):
    mark = HiddenField()
    only_right = YesField(_l("Import the right rows only, and leave the wrong ones out"))
