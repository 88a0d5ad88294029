import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, DecimalField
from wtforms.validators import NumberRange, Optional, Regexp, ValidationError

from conference.core.forms import ChoicesField, Form, LineField, MailField, TextField, VersionField, required
from conference.core.templating import country_choices

from .models import Project
from .rules import ProjectValues

LARGEST_BUDGET = 999_999_999_999
PLAIN = ("title", "phase", "starts_on", "ends_on", "budget_eur", "contract_number", "objective", "summary",
         "website", "contact_email", "disclaimer", "colour")  # fmt: skip


def a_web_address(_form: Form, field: LineField) -> None:
    if not re.fullmatch(r"https?://[^\s<>\"]+", field.data):
        raise ValidationError(_("Enter a web address that begins with https://"))


class MoneyField(DecimalField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(
                [value.replace(" ", "").replace("\xa0", "").replace(",", "") for value in valuelist]
            )
        except ValueError as error:
            raise ValueError(_("Enter an amount in euro, like 21650000")) from error
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(_("Enter an amount in euro, like 21650000"))


class DayField(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError as error:
            raise ValueError(_("Enter a date, like 2021-04-01")) from error


class ProjectForm(Form):
    version = VersionField()
    title = LineField(_l("Full name of the project"), required(_l("Enter the full name of the project")), most=300)
    phase = LineField(_l("Phase"), most=60)
    starts_on = DayField(_l("Starts"), [Optional()])
    ends_on = DayField(_l("Ends"), [Optional()])
    budget_eur = MoneyField(
        _l("Budget in euro"),
        [Optional(), NumberRange(0, LARGEST_BUDGET, _l("Enter an amount in euro, like 21650000"))],
        places=None,
    )
    contract_number = LineField(_l("Contract number"), most=60)
    objective = TextField(_l("Overall objective"))
    summary = TextField(_l("Summary (Markdown)"))
    countries = ChoicesField(_l("Countries covered"))
    website = LineField(_l("Website"), [Optional(), a_web_address], most=300)
    contact_email = MailField(_l("Contact address"))
    disclaimer = TextField(_l("Disclaimer"), most=2000)
    colour = LineField(
        _l("Colour"),
        [*required(_l("Choose a colour")), Regexp(r"^#[0-9a-fA-F]{6}$", message=_l("Enter a colour like #1d4ed8"))],
        most=7,
    )
    logo = FileField(_l("Logo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.countries.choices = country_choices("")[1:]

    def show(self, project: Project) -> None:
        for name in (*PLAIN, "version", "countries"):
            self[name].data = getattr(project, name)

    def values(self) -> ProjectValues:
        dated = ("starts_on", "ends_on", "budget_eur")
        plain: dict[str, Any] = {name: self[name].data if name in dated else self[name].data or "" for name in PLAIN}
        return ProjectValues(**plain, countries=tuple(self.countries.data or ()))
