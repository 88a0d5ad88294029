"""What people fill in, in the order of the page."""

from collections.abc import Sequence
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
    YesField,
    offered,
    required,
)
from conference.core.i18n import LANGUAGES, language
from conference.core.translated import in_language
from conference.events.models import Event, Mode
from conference.questions.answering import AskingForm, with_questions
from conference.questions.asked import AskedForm
from conference.questions.models import Ask

from . import rules
from .country_field import CountryField
from .models import Category, RegistrationSettings
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
            gone = _("%(words)s: what you chose is no longer offered", words=self.words)
            raise StopValidation(gone if self.data else self.words) from error


def name_field() -> Any:
    return LineField(_l("Full name"), required(_l("Enter your full name")))


def national_name_field() -> Any:
    return LineField(_l("Name in your own script"))


def organisation_field() -> Any:
    return LineField(_l("Organisation"), most=LONGEST_ORGANISATION)


def position_field() -> Any:
    return LineField(_l("Position"))


def country_field() -> Any:
    return CountryField(_l("Country"), _l("Choose your country"))


def language_field() -> Any:
    return OneOf(
        _l("Language of your e-mails"),
        _l("Choose the language of your e-mails"),
        choices=offered(LANGUAGES.items()),
        default=language,
    )


def words_of(category: Category, main: str, *, may_wait: bool = False) -> str:
    """A category as a choice, in the reader's language, with what one should know before choosing it."""
    name = str(in_language(category, "name", language(), main))
    if rules.is_full(category) and may_wait:
        return _("%(name)s (every place is taken: waiting list)", name=name)
    if rules.is_full(category):
        return _("%(name)s (every place is taken)", name=name)
    if category.needs_approval:
        return _("%(name)s (the organisers confirm each place)", name=name)
    return name


def names_in(categories: Sequence[Category], main: str) -> dict[str, str]:
    """{code: name in the reader's language}."""
    return {one.code: str(in_language(one, "name", language(), main)) for one in categories}


def words_of_mode(mode: Mode, event: Event, *, may_wait: bool) -> str:
    name = MODE_CHOICES[mode]
    if not rules.is_event_full(event, mode):
        return str(name)
    if may_wait:
        return _("%(name)s (every place is taken: waiting list)", name=name)
    return _("%(name)s (every place is taken)", name=name)


# What to say where a field that the organisers switch is empty but needed.
MISSING = {
    "national_name": _l("Enter your name in your own script"),
    "organisation": _l("Enter your organisation, or “Individual”"),
    "position": _l("Enter your position"),
    "country": _l("Choose your country"),
}


class PersonForm(AskingForm):
    """What both forms about a person have in common: the built-in fields, as the organisers switched them.

    The names of fields that are not asked are in `left_out`; their data stay what they were. `mode_for`: codes of the
    categories that leave open how one takes part.
    """

    mode_for: Sequence[str] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.needed = {name for name in MISSING if self.asked.ask(name) == Ask.REQUIRED}
        self.left_out = {name for name in MISSING if self.asked.ask(name) == Ask.HIDDEN}
        for name in self.needed:
            self[name].flags.required = True

    @property
    def mode_names(self) -> list[str]:
        """The categories that leave open how one takes part, by name."""
        return [self.category_names.get(code, code) for code in self.mode_for]

    def is_asked(self, name: str) -> bool:
        return name not in self.left_out

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for name in self.left_out:
            self[name].errors = []
        for name, words in MISSING.items():
            if name in self.needed and not self[name].data and not self[name].errors:
                self[name].errors = [words]
        return not self.errors and not self.form_errors

    def text_of(self, name: str, before: str = "") -> str:
        """What was typed into a built-in field, or what stood there before when it is not asked."""
        return before if name in self.left_out else self[name].data or ""


class RegisterForm(PersonForm):
    submit_key = SubmitKeyField()
    name = name_field()
    national_name = national_name_field()
    email = MailField(_l("E-mail address"), required(_l("Enter your e-mail address")))
    organisation = organisation_field()
    position = position_field()
    country = country_field()
    category = OneOf(_l("How do you take part?"), _l("Choose how you take part"))
    mode = OneOf(
        _l("In the room or online?"),
        _l("Choose whether you come to the room or take part online"),
        default=str(Mode.IN_PERSON),  # most people come; who does not says so
    )
    room = YesField(_l("If I take part online: I would rather come to the room once a place is free there"))
    wait = YesField(_l("If no place is left for me, put me on the waiting list"))
    language = language_field()
    photo = YesField()

    def __init__(
        self,
        categories: list[Category],
        event: Event | None = None,
        *,
        may_wait: bool = False,
        may_move: bool = False,
        **kwargs: Any,
    ) -> None:
        """Categories: what may be chosen; the question is shown when there are at least two.

        The question for the way of taking part is there where `event` leaves it open, that for the waiting list while
        something is full (`asks_wait`); `is_all_full` says that waiting is all there is. `mode_for`: the categories
        that leave it open. `asks_room`: the room is full, and who takes part online may ask for a place there.
        """
        super().__init__(**kwargs)
        self.may_wait, self.may_move, self.event = may_wait, may_move, event
        self.category_names = names_in(categories, event.main_language if event else "en")
        self.show_choices(categories)
        if len(categories) == 1 and not self.category.raw_data:
            self.category.data = categories[0].code
            self.category.raw_data = [categories[0].code]
        self.photo.label.text = rules.photo_consent_text()

    @property
    def category_code(self) -> str:
        return str(self.category.data or "")

    def show_choices(self, categories: list[Category]) -> None:
        event, may_wait = self.event, self.may_wait
        main = event.main_language if event else "en"
        self.category.choices = offered((c.code, words_of(c, main, may_wait=may_wait)) for c in categories)
        told = ((c, in_language(c, "description", language(), main)) for c in categories)
        self.category_hint = " ".join(
            f"{in_language(c, 'name', language(), main)}: {words}" for c, words in told if words
        )
        self.is_all_full = event is not None and may_wait and rules.is_all_full(event, categories)
        self.asks_wait = event is not None and may_wait and rules.is_any_full(event, categories)
        self.mode_for = rules.codes_with_choice(event, categories) if event else []
        self.asks_mode = bool(self.mode_for)
        self.asks_room = False
        if event is not None and self.asks_mode:
            self.asks_room = self.may_move and rules.is_event_full(event, Mode.IN_PERSON)
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
            organisation=self.text_of("organisation"),
            country=self.text_of("country") or None,
            national_name=self.text_of("national_name"),
            position=self.text_of("position"),
            language=self.language.data,
            category=self.category.data,
            mode=self.mode.data,
            waits=bool(self.wait.data),
            wants_room=bool(self.room.data),
            photo_text=rules.photo_consent_text() if self.photo.data else "",
            answers=self.answers(),
            consents=self.consents(),
        )


def register_form(
    event: Event,
    asked: AskedForm,
    categories: list[Category],
    formdata: Any,
    *,
    settings: RegistrationSettings | None = None,
    is_preview: bool = False,
) -> RegisterForm:
    """The form of an event in the language of the page. A preview is not of what is stored, and sends nothing."""
    key = () if is_preview else (event.uuid, event.version)
    made: Any = with_questions(RegisterForm, asked, key=key)
    more: dict[str, Any] = {"formdata": None, "prefix": "preview-"} if is_preview else {}
    if settings is not None:
        more |= {"may_wait": rules.may_wait(settings), "may_move": rules.is_moving(event, settings)}
    form: RegisterForm = made(categories, event, **more)
    form.begin(event.id, formdata)
    return form


class LinkForm(Form):
    email = MailField(_l("E-mail address"), required(_l("Enter your e-mail address")))
