"""What is said of a project as a whole."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import NumberRange, Optional, ValidationError

from conference.core.fields import DayField, MoneyField, ShownField, WebField
from conference.core.forms import ChoiceField, Form, LineField, MailField, TextField, YesField, required
from conference.core.merging import marks

from . import rules
from .models import ComponentWord, Funding, Project
from .rules import ProjectValues
from .words import COMPONENT_WORDS, FUNDING_WORDS

LARGEST_BUDGET = 999_999_999_999
CENTS = Decimal("0.01")
FIRST_COLOUR = "#1f4e79"


class ProjectForm(Form):
    shown = ShownField()
    title = LineField(_l("Full name of the project"), required(_l("Enter the full name of the project")), most=300)
    phase = LineField(_l("Phase"), most=60)
    starts_on = DayField(_l("Starts"))
    ends_on = DayField(_l("Ends"))
    budget_eur = MoneyField(
        _l("Budget in euro"),
        [Optional(), NumberRange(0, LARGEST_BUDGET, _l("Enter an amount in euro, like 21650000"))],
        places=None,
    )
    contract_number = LineField(_l("Contract number"), most=60)
    objective = TextField(_l("Overall objective"))
    summary = TextField(_l("Summary (Markdown)"))
    component_word = ChoiceField(
        _l("Its parts are called"), choices=[(str(word), words) for word, words in COMPONENT_WORDS.items()]
    )
    website = WebField(_l("Website"))
    contact_name = LineField(_l("Contact"))
    contact_address = TextField(_l("Postal address"), most=500)
    contact_email = MailField(_l("E-mail address"))
    funding = ChoiceField(
        _l("Funding statement"), choices=[(str(funding), words) for funding, words in FUNDING_WORDS.items()]
    )
    disclaimer = TextField(_l("Disclaimer"), most=2000)
    colour = LineField(_l("Colour"), required(_l("Choose a colour")), most=7)
    logo = FileField(_l("Logo"))
    logo_removed = YesField(_l("Remove the logo"))

    def validate_colour(self, field: LineField) -> None:
        if wrong := rules.why_not_colour(field.data):
            raise ValidationError(wrong)

    def show(self, project: Project) -> None:
        values = asdict(rules.values_of(project))
        for name, value in values.items():
            self[name].data = value
        if project.budget_eur is not None and project.budget_eur == project.budget_eur.to_integral_value():
            self.budget_eur.data = project.budget_eur.quantize(Decimal(1))
        self.shown.data = marks(values)

    def values(self) -> ProjectValues:
        typed = {name: self[name].data for name in ProjectValues.__dataclass_fields__}
        plain: dict[str, Any] = {
            name: value if name in ("starts_on", "ends_on", "budget_eur") else value or ""
            for name, value in typed.items()
        }
        if plain["budget_eur"] is not None:
            plain["budget_eur"] = plain["budget_eur"].quantize(CENTS)
        plain["colour"] = plain["colour"].lower()
        return ProjectValues(**plain)


class NewProjectForm(Form):
    """The least that a project needs; the rest is filled in on its pages."""

    code = LineField(_l("Code"), required(_l("Enter the short code of the project, like BOMCA")), most=20)
    title = LineField(_l("Full name of the project"), required(_l("Enter the full name of the project")), most=300)
    phase = LineField(_l("Phase"), most=60)

    def values(self) -> ProjectValues:
        return ProjectValues(
            title=self.title.data, phase=self.phase.data or "", starts_on=None, ends_on=None, budget_eur=None,
            contract_number="", objective="", summary="", component_word=ComponentWord.COMPONENT, website="",
            contact_name="", contact_address="", contact_email="", funding=Funding.FUNDED, disclaimer="",
            colour=FIRST_COLOUR,
        )  # fmt: skip


class OfficerForm(Form):
    email = MailField(_l("E-mail address"), required(_l("Enter the e-mail address that the person signs in with")))

    def refuse_unknown(self) -> None:
        self.refuse(rules.NoSuchUser(_("There is no account with this address")), "email")
