"""Several people registered in one go: who does it, and a row for each."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField

from conference.core.forms import ChoiceField, LineField, MailField, SubmitKeyField, offered, required
from conference.core.i18n import language
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import country_choices
from conference.core.text import email_key
from conference.registration.models import Category
from conference.registration.rules import Person

from .forms import language_field, short_enough
from .group_rules import Contact

MOST_PEOPLE = 50
EMPTY_ROWS = 2


class PersonRow(PlainForm):
    class Meta:
        locales = ("en",)

    ident = HiddenField()
    name = LineField(_l("Full name"), required(_l("Enter the full name of the person")))
    email = MailField(_l("E-mail address"), [*required(_l("Enter the e-mail address of the person")), short_enough])
    category = ChoiceField(_l("Takes part as"))


class GroupForm(RowsForm):
    """Its class is made by `group_form`."""

    submit_key = SubmitKeyField()
    name = LineField(_l("Your name"), required(_l("Enter your full name")))
    email = MailField(_l("Your e-mail address"), [*required(_l("Enter your e-mail address")), short_enough])
    organisation = LineField(_l("Organisation"), required(_l("Enter your organisation, or “Individual”")), most=300)
    country = ChoiceField(
        _l("Country"), required(_l("Choose a country")), choices=lambda: country_choices(_("Choose a country"))
    )
    language = language_field(_l("Language of the e-mails"))
    people = Rows(FormField(PersonRow))

    def set_choices(self, categories: Sequence[Category]) -> None:
        for row in self.people:
            row.form.category.choices = offered((one.code, one.name) for one in categories)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        seen: set[str] = set()
        for row in self.people:
            key = email_key(row.form.email.data or "")
            if key and key in seen:
                blame(self.people, row.form.email, _("This address is in another row already"))
                is_valid = False
            seen.add(key)
        if not self.people or len(self.people) > MOST_PEOPLE:
            self.form_errors = [*self.form_errors, _("Enter between one and %(num)d people", num=MOST_PEOPLE)]
            is_valid = False
        return is_valid

    def contact(self) -> Contact:
        return Contact(self.name.data, self.email.data, self.organisation.data, self.language.data)

    def persons(self) -> list[Person]:
        return [
            Person(
                name=row.form.name.data,
                email=row.form.email.data,
                organisation=self.organisation.data,
                country=self.country.data,
                language=self.language.data or language(),
                category=row.form.category.data,
            )
            for row in self.people
        ]


def group_form(categories: Sequence[Category], formdata: Any, *, is_new: bool) -> GroupForm:
    form = GroupForm(formdata) if formdata is not None else GroupForm()
    if is_new:
        for _row in range(EMPTY_ROWS):
            form.people.append_entry()
    form.set_choices(categories)
    return form
