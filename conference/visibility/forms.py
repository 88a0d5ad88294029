from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, StopValidation, ValidationError

from conference.core.fields import DayField
from conference.core.forms import ChoiceField, Form, LineField, TextField, offered, required
from conference.events.models import Event
from conference.projects.models import Project

from .rules import DerogationValues

HERE, EVERYWHERE = "here", "everywhere"
AT = "at-"  # and the address of an event


class ScopeField(RadioField):
    """What is not among the buttons is refused in words."""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_l("Choose where the derogation holds")) from error


class ApprovalDayField(DayField):
    """A date that must be given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags.required = True

    def pre_validate(self, form: BaseForm) -> None:
        if self.data is None and not self.process_errors:
            raise StopValidation(_l("Enter the date of the approval"))


class DerogationForm(Form):
    """The funder's leave, as it stands in its letter."""

    project = ChoiceField(_l("Project"), [InputRequired(_l("Choose the project"))])
    scope = ScopeField(
        _l("Where it holds"),
        [InputRequired(_l("Choose where the derogation holds"))],
        choices=offered(
            [(HERE, _l("At this event")), (EVERYWHERE, _l("At every event and on the project’s own page"))]
        ),
        default=HERE,
    )
    reason = TextField(_l("Reason"), required(_l("Enter the reason, as the funder accepted it")), most=2000)
    approver = LineField(_l("Approved by"), required(_l("Enter who of the funder gave leave: name and post")))
    decided_on = ApprovalDayField(_l("Date of the approval"))

    def __init__(self, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.project.choices = offered((project.code, f"{project.code}: {project.title}") for project in projects)

    def values(self) -> DerogationValues:
        assert self.decided_on.data is not None  # a required field
        return DerogationValues(
            is_everywhere=self.scope.data == EVERYWHERE,
            reason=self.reason.data,
            approver=self.approver.data,
            decided_on=self.decided_on.data,
        )


class ProjectDerogationForm(DerogationForm):
    """The same on the project's own pages: it holds everywhere, or at one of its events."""

    def __init__(self, events: list[Event], **kwargs: Any) -> None:
        super().__init__([], **kwargs)
        del self.project
        everywhere = (EVERYWHERE, _l("At every event and on the project’s own page"))
        self.scope.choices = offered([everywhere, *((AT + event.slug, event.title) for event in events)])

    def chosen(self, events: list[Event]) -> Event | None:
        """The event where it holds; None where it holds everywhere."""
        return next((event for event in events if AT + event.slug == self.scope.data), None)
