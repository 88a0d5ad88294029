"""What people change about themselves."""

from collections.abc import Mapping
from typing import Any

from conference.core.forms import VersionField
from conference.core.i18n import language
from conference.questions.answering import with_questions
from conference.questions.asked import AskedForm
from conference.questions.keeping import kept_of
from conference.questions.models import Kind

from . import rules
from .forms import (
    PersonForm,
    country_field,
    language_field,
    name_field,
    national_name_field,
    organisation_field,
    position_field,
)
from .models import Registration


class ChangeForm(PersonForm):
    version = VersionField()
    name = name_field()
    national_name = national_name_field()
    organisation = organisation_field()
    position = position_field()
    country = country_field()
    language = language_field()
    registration: Registration

    @property
    def category_code(self) -> str:
        return self.registration.category.code

    def details(self) -> rules.Details:
        was = self.registration
        return rules.Details(
            name=self.name.data,
            organisation=self.text_of("organisation", was.organisation),
            country=self.text_of("country", was.country or "") or None,
            national_name=self.text_of("national_name", was.national_name),
            position=self.text_of("position", was.position),
            language=self.language.data,
            answers=self.answers(was.answers),
        )

    def show_version(self, registration: Registration) -> None:
        self.version.data = str(registration.version)


def change_form(
    registration: Registration,
    asked: AskedForm,
    formdata: Any,
    *,
    base: type[ChangeForm] = ChangeForm,
    category_names: Mapping[str, str] | None = None,
) -> ChangeForm:
    """Without consents, which the own page has; `category_names`: what can be chosen, by code, if anything can."""
    answers = {code: kept_of(value) or value for code, value in (registration.answers or {}).items()}
    made: Any = with_questions(base, asked, answers=answers, but=(Kind.CONSENT,))
    made.registration = registration
    made.category_names = category_names or {registration.category.code: registration.category.name_in(language())}
    in_force = {consent.purpose for consent in registration.consents if consent.withdrawn_at is None}
    made.consents_given = frozenset(question.code for question in asked.live if question.name in in_force)
    form: ChangeForm = made(obj=registration)
    form.begin(registration.event_id, formdata)
    return form
