from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from conference.core.fields import DayField
from conference.core.forms import ChoiceField, Form, LineField, TextField, required
from conference.projects.models import Project

from .rules import DerogationValues

HERE, EVERYWHERE = "here", "everywhere"


class DerogationForm(Form):
    """The funder's leave, as it stands in its letter."""

    project = ChoiceField(_l("Project"), [InputRequired(_l("Choose the project"))])
    scope = RadioField(
        _l("Where it holds"),
        [InputRequired(_l("Choose where the derogation holds"))],
        choices=[(HERE, _l("At this event")), (EVERYWHERE, _l("At every event and on the project’s own page"))],
        default=HERE,
    )
    reason = TextField(_l("Reason"), required(_l("Enter the reason, as the funder accepted it")), most=2000)
    approver = LineField(_l("Approved by"), required(_l("Enter who of the funder gave leave: name and post")))
    decided_on = DayField(_l("Date of the approval"), [InputRequired(_l("Enter the date of the approval"))])

    def __init__(self, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.project.choices = [(project.code, f"{project.code}: {project.title}") for project in projects]

    def values(self) -> DerogationValues:
        assert self.decided_on.data is not None  # a required field
        return DerogationValues(
            is_everywhere=self.scope.data == EVERYWHERE,
            reason=self.reason.data,
            approver=self.approver.data,
            decided_on=self.decided_on.data,
        )
