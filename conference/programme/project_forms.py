"""Which projects organise an event."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from conference.core.fields import ShownField
from conference.core.forms import ChoiceField
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm
from conference.events.models import Event
from conference.projects.models import Project


class ProjectRow(PlainForm):
    ident = HiddenField()
    project = ChoiceField(_l("Project"), [Optional()])


class OrganisingForm(RowsForm):
    shown = ShownField()
    projects = Rows(FormField(ProjectRow))

    def __init__(self, offered: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = [("", _("– none –")), *((str(row.id), f"{row.code}: {row.title}") for row in offered)]
        self._offer()

    def _offer(self) -> None:
        for row in self.projects:
            row.form.project.choices = self.offered

    def show(self, event: Event) -> None:
        ids = [link.project_id for link in event.project_links]
        for ident in ids:
            self.projects.append_entry({"ident": ident, "project": str(ident)})
        self._offer()
        self.shown.data = marks({"projects": ids})

    def project_ids(self) -> list[int]:
        return [int(row.form.project.data) for row in self.projects if row.form.project.data]
