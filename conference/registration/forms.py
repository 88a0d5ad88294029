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
from conference.events.models import Event, Mode

from . import rules
from .country_field import CountryField
from .models import Category, Registration
from .words import MODE_CHOICES

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


def words_of(category: Category, *, may_wait: bool = False) -> str:
    """A category as a choice, with what one should know before choosing it."""
    if rules.is_full(category) and may_wait:
        return _("%(name)s (every place is taken: waiting list)", name=category.name)
    if rules.is_full(category):
        return _("%(name)s (every place is taken)", name=category.name)
    if category.needs_approval:
        return _("%(name)s (the organisers confirm each place)", name=category.name)
    return category.name


def words_of_mode(mode: Mode, event: Event, *, may_wait: bool) -> str:
    name = MODE_CHOICES[mode]
    if not rules.is_event_full(event, mode):
        return str(name)
    if may_wait:
        return _("%(name)s (every place is taken: waiting list)", name=name)
    return _("%(name)s (every place is taken)", name=name)


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
    mode = OneOf(_l("In the room or online?"), _l("Choose whether you come to the room or take part online"))
    wait = YesField(_l("If no place is left for me, put me on the waiting list"))
    language = language_field()
    photo = YesField()

    def __init__(
        self, categories: list[Category], event: Event | None = None, *, may_wait: bool = False, **kwargs: Any
    ) -> None:
        """Categories: what may be chosen; the question is shown when there are at least two.

        The question for the way of taking part is there where `event` leaves it open, that for the waiting list while
        something is full (`asks_wait`); `is_all_full` says that waiting is all there is.
        """
        super().__init__(**kwargs)
        self.may_wait, self.event = may_wait, event
        self.show_choices(categories)
        if len(categories) == 1 and not self.category.raw_data:
            self.category.data = categories[0].code
            self.category.raw_data = [categories[0].code]
        self.photo.label.text = rules.photo_consent_text()

    def show_choices(self, categories: list[Category]) -> None:
        event, may_wait = self.event, self.may_wait
        self.category.choices = offered((c.code, words_of(c, may_wait=may_wait)) for c in categories)
        self.is_all_full = event is not None and may_wait and rules.is_all_full(event, categories)
        self.asks_wait = event is not None and may_wait and rules.is_any_full(event, categories)
        self.asks_mode = event is not None and any(len(rules.modes_offered(event, c)) > 1 for c in categories)
        if event is not None and self.asks_mode:
            modes = (Mode.IN_PERSON, Mode.ONLINE)
            self.mode.choices = offered((mode, words_of_mode(mode, event, may_wait=may_wait)) for mode in modes)
        chosen = next((c for c in categories if c.code == self.category.data), None)
        fixed = chosen is not None and event is not None and len(rules.modes_offered(event, chosen)) == 1
        if not self.asks_mode or fixed:  # nothing to choose: what is sent does not matter
            self.mode.choices = self.mode.choices or offered([(Mode.IN_PERSON, MODE_CHOICES[Mode.IN_PERSON])])
            self.mode.data, self.mode.raw_data = str(Mode.IN_PERSON), [str(Mode.IN_PERSON)]

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
            mode=self.mode.data,
            waits=bool(self.wait.data),
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
