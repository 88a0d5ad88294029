"""What people fill in, in the order of the page."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import StopValidation, ValidationError

from conference.accounts.rules import email_key
from conference.core.forms import (
    Form,
    LineField,
    MailField,
    SubmitKeyField,
    VersionField,
    YesField,
    offered,
    required,
)
from conference.core.i18n import LANGUAGES, language

from . import rules
from .country_field import CountryField
from .models import Category, Registration

LONGEST_ORGANISATION = 300
LONGEST_KEY = 254  # of an address as we compare it: folding case may lengthen it


class OneOf(RadioField):
    """Radio buttons; what is not among them is refused in words."""

    data: Any

    def __init__(self, label: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(label, required(words), **kwargs)
        self.words = words

    def pre_validate(self, form: Form) -> None:  # type: ignore[override]
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise StopValidation(self.words) from error


def name_field() -> Any:
    return LineField(_l("Full name"), required(_l("Enter your full name")))


def national_name_field() -> Any:
    return LineField(_l("Name in your own script"))


def organisation_field() -> Any:
    return LineField(
        _l("Organisation"), required(_l("Enter your organisation, or “Individual”")), most=LONGEST_ORGANISATION
    )


def country_field() -> Any:
    return CountryField(_l("Country"), _l("Choose your country"))


def language_field() -> Any:
    return OneOf(
        _l("Language of your e-mails"),
        _l("Choose the language of your e-mails"),
        choices=offered(LANGUAGES.items()),
        default=language,
    )


def words_of(category: Category) -> str:
    """A category as a choice, with what one should know before choosing it."""
    if rules.is_full(category):
        return _("%(name)s (every place is taken)", name=category.name)
    if category.needs_approval:
        return _("%(name)s (the organisers confirm each place)", name=category.name)
    return category.name


class PersonForm(Form):
    """What both forms about a person have in common: one answer to each question."""

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        for field in self:
            if len(field.raw_data or ()) > 1:
                field.errors = [*field.errors, _l("Give one answer only")]
                is_valid = False
        return is_valid


class RegisterForm(PersonForm):
    submit_key = SubmitKeyField()
    name = name_field()
    national_name = national_name_field()
    email = MailField(_l("E-mail address"), required(_l("Enter your e-mail address")))
    organisation = organisation_field()
    country = country_field()
    category = OneOf(_l("How do you take part?"), _l("Choose how you take part"))
    language = language_field()
    photo = YesField()

    def __init__(self, categories: list[Category], **kwargs: Any) -> None:
        """Categories: what may be chosen; the question is shown when there are at least two."""
        super().__init__(**kwargs)
        self.category.choices = offered((category.code, words_of(category)) for category in categories)
        if len(categories) == 1 and not self.category.raw_data:
            self.category.data = categories[0].code
            self.category.raw_data = [categories[0].code]
        self.photo.label.text = rules.photo_consent_text()

    def validate_email(self, field: MailField) -> None:
        if len(email_key(field.data)) > LONGEST_KEY:
            raise ValidationError(_l("Enter one e-mail address, like name@example.org"))

    @property
    def key(self) -> str:
        return str(self.submit_key.data)

    def person(self) -> rules.Person:
        return rules.Person(
            name=self.name.data,
            email=self.email.data,
            organisation=self.organisation.data,
            country=self.country.data,
            national_name=self.national_name.data or "",
            language=self.language.data,
            category=self.category.data,
            photo_text=rules.photo_consent_text() if self.photo.data else "",
        )


class ChangeForm(PersonForm):
    version = VersionField()
    name = name_field()
    national_name = national_name_field()
    organisation = organisation_field()
    position = LineField(_l("Position"))
    country = country_field()
    language = language_field()

    def details(self) -> rules.Details:
        return rules.Details(
            name=self.name.data,
            organisation=self.organisation.data,
            country=self.country.data,
            national_name=self.national_name.data or "",
            position=self.position.data or "",
            language=self.language.data,
        )

    def show_version(self, registration: Registration) -> None:
        self.version.data = str(registration.version)


class LinkForm(Form):
    email = MailField(_l("E-mail address"), required(_l("Enter your e-mail address")))
