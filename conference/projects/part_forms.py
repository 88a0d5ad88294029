"""The parts of a project as rows: components, partners, places; and its texts in another language."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional

from conference.core.fields import ShownField, WholeNumberField
from conference.core.forms import MOST_DIGITS, ChoiceField, Form, LineField, TextField
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import country_choices
from conference.organisations.models import Organisation

from . import rules
from .models import OfficeKind, PartnerRole, Project
from .rules import ComponentValues, OfficeValues, PartnerValues, Told
from .words import OFFICE_WORDS, ROLE_WORDS

MOST_COMPONENTS = 99
Finder = Callable[[str], Organisation | None]  # by any of its names


def ident_of(field: HiddenField) -> int | None:
    """The id of the stored row; None for a new one, and for what is no id."""
    typed = str(field.data or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None


class Named:
    """Rows that name organisations of the directory by any of their names."""

    def __init__(self, rows: Rows, name: str) -> None:
        self.rows, self.name = rows, name
        self.found: dict[str, int] = {}

    def look_up(self, find: Finder) -> bool:
        """Find them all; what is not in the directory is said beside its field."""
        for row in self.rows:
            field = row.form[self.name]
            if not field.data:
                continue
            organisation = find(field.data)
            if organisation is None:
                blame(self.rows, field, _("The directory has no such organisation: choose one of it, or add it there"))
            else:
                self.found[field.id] = organisation.id
        return not self.rows.errors

    def id_of(self, row: Any) -> int | None:
        return self.found.get(row.form[self.name].id)


class ComponentRow(PlainForm):
    ident = HiddenField()
    number = WholeNumberField(_l("Number"), least=1, most=MOST_COMPONENTS, words=_l("Enter a number from 1 to 99"))
    title = LineField(_l("Title"), most=300)
    objective = TextField(_l("Specific objective"), most=4000)
    lead = LineField(_l("Led by"), most=300)

    @property
    def is_empty(self) -> bool:
        return not (self.ident.data or self.title.data or self.objective.data or self.lead.data)


class ComponentsForm(RowsForm):
    shown = ShownField()
    components = Rows(FormField(ComponentRow))

    def show(self, project: Project) -> None:
        for row in project.components:
            self.components.append_entry({
                "ident": row.id, "number": row.number, "title": row.title, "objective": row.objective,
                "lead": row.lead.name if row.lead else "",
            })  # fmt: skip
        self.shown.data = marks(rules.components_of(project))

    def number_new(self) -> None:
        """Give the row that was just added the number that comes next."""
        numbers = [row.form.number.data or 0 for row in self.components]
        if numbers and not numbers[-1]:
            self.components[-1].form.number.data = min(max(numbers) + 1, MOST_COMPONENTS)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        known: set[int] = set()
        for row in self._filled():
            form = row.form
            if not form.title.data:
                blame(self.components, form.title, _("Enter the title"))
            if form.number.data is None and not form.number.errors:
                blame(self.components, form.number, _("Enter a number from 1 to 99"))
            elif form.number.data in known:
                blame(self.components, form.number, _("The number %(number)d is given twice", number=form.number.data))
            known.add(form.number.data or 0)
        return is_valid and not self.components.errors

    def values(self, find: Finder) -> list[ComponentValues] | None:
        """None when a lead is not in the directory, which the form says then."""
        leads = Named(self.components, "lead")
        if not leads.look_up(find):
            return None
        return [
            ComponentValues(
                component_id=ident_of(row.form.ident),
                number=row.form.number.data,
                title=row.form.title.data,
                objective=row.form.objective.data or "",
                lead_id=leads.id_of(row),
            )
            for row in self._filled()
        ]

    def _filled(self) -> list[Any]:
        return [row for row in self.components if not row.form.is_empty]


class PartnerRow(PlainForm):
    ident = HiddenField()
    organisation = LineField(_l("Organisation"), most=300)
    role = ChoiceField(_l("Role"), choices=[(str(role), words) for role, words in ROLE_WORDS.items()])


class PartnersForm(RowsForm):
    shown = ShownField()
    partners = Rows(FormField(PartnerRow))

    def show(self, project: Project) -> None:
        for row in rules.partners_in_order(project):
            self.partners.append_entry({"ident": row.id, "organisation": row.organisation.name, "role": row.role})
        self.shown.data = marks(rules.partners_of(project))

    def values(self, find: Finder) -> list[PartnerValues] | None:
        """None when an organisation is not in the directory or given twice, which the form says then."""
        named = Named(self.partners, "organisation")
        if not named.look_up(find):
            return None
        values: list[PartnerValues] = []
        for row in self.partners:
            organisation_id = named.id_of(row)
            if organisation_id is None:
                continue
            value = PartnerValues(organisation_id, row.form.role.data)
            if value in values:
                blame(self.partners, row.form.organisation, _("This organisation has this role already"))
            values.append(value)
        return None if self.partners.errors else values


class CountryRow(PlainForm):
    ident = HiddenField()
    country = ChoiceField(_l("Country"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = country_choices(_("Choose a country"))


class OfficeRow(CountryRow):
    kind = ChoiceField(_l("Kind"), choices=[(str(kind), words) for kind, words in OFFICE_WORDS.items()])
    city = LineField(_l("City"), most=100)


class PlacesForm(RowsForm):
    shown = ShownField()
    countries = Rows(FormField(CountryRow))
    offices = Rows(FormField(OfficeRow))

    def show(self, project: Project) -> None:
        for country in project.countries:
            self.countries.append_entry({"ident": country, "country": country})
        for row in project.offices:
            self.offices.append_entry({"ident": row.id, "kind": row.kind, "city": row.city, "country": row.country})
        self.shown.data = marks(rules.places_of(project))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        for row in self.offices:
            if row.form.city.data and not row.form.country.data:
                blame(self.offices, row.form.country, _("Choose the country of this office"))
            elif row.form.country.data and not row.form.city.data:
                blame(self.offices, row.form.city, _("Enter the city of this office"))
        return is_valid and not self.offices.errors

    def country_codes(self) -> list[str]:
        return [row.form.country.data for row in self.countries if row.form.country.data]

    def office_values(self) -> list[OfficeValues]:
        return [
            OfficeValues(ident_of(row.form.ident), row.form.kind.data, row.form.city.data, row.form.country.data)
            for row in self.offices
            if row.form.city.data
        ]


NEW_OFFICE = {"kind": OfficeKind.COUNTRY}
NEW_PARTNER = {"role": PartnerRole.ASSOCIATE}
LONG_TEXTS = ("objective", "summary", "disclaimer")


def translation_form(texts: list[Told], stored: dict[str, str]) -> Form:
    """A form with a field for each text; `stored` are the translations by key, shown unless something was typed."""
    fields: dict[str, Any] = {"shown": ShownField()}
    for told in texts:
        kind = TextField if told.name in LONG_TEXTS else LineField
        fields[told.key] = kind(told.text, most=10_000 if told.name in LONG_TEXTS else 300)
    form: Form = type("TranslationForm", (Form,), fields)()
    if not form.is_submitted():
        for key, text in stored.items():
            form[key].data = text
        form.shown.data = marks(stored)
    return form
