"""Forms: the server decides, what was typed is kept, messages say what to do."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from babel.support import NullTranslations, Translations
from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import DateTimeLocalField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.form import BaseForm
from wtforms.i18n import messages_path
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from . import times
from .csrf import SignedCSRF
from .errors import Refused
from .i18n import language
from .text import clean_line, clean_lines, why_not_text, without_controls

MOST_LINE = 200
MOST_LINES = 10_000
MOST_DIGITS = 9
EARLIEST_YEAR, LATEST_YEAR = 1900, 2999  # nearer the ends of the calendar, other zones have no date at all


@cache
def words_of_wtforms(language: str) -> NullTranslations:
    """The library's own messages; read once, as the file is larger than most of our pages."""
    return Translations.load(messages_path(), [language], domain="wtforms")


class OwnWords:
    """What WTForms asks for its messages."""

    def gettext(self, words: str) -> str:
        return words_of_wtforms(language()).gettext(words)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return words_of_wtforms(language()).ngettext(one, many, number)


class Form(FlaskForm):  # type: ignore[misc]
    """Every form of ours. `status` is the HTTP status of the page that shows it (again)."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = True
        csrf_class = SignedCSRF

        def get_translations(self, form: BaseForm) -> OwnWords:
            return OwnWords()

    refusal: Refused | None = None
    form_errors: list[Any]

    def refuse(self, refusal: Refused, field: str | None = None) -> None:
        """Show an expected "no" of a service at the top of the form, or beside `field`."""
        self.refusal = refusal
        target = self[field].errors if field else self.form_errors
        errors = list(target)
        errors.append(str(refusal))
        if field:
            self[field].errors = errors
        else:
            self.form_errors = errors

    @property
    def is_stale(self) -> bool:
        return bool(self.csrf_token.errors)

    @property
    def status(self) -> int:
        if self.is_stale:
            return 400
        if self.refusal:
            return 409
        return 422 if self.errors else 200

    @property
    def error_list(self) -> list[tuple[str, str]]:
        """(id of the field, words) of each error, in the order of the page; "" for the form as a whole."""
        about = {str(self.refusal): self.refusal.anchor} if self.refusal else {}
        found = [(about.get(str(words), ""), str(words)) for words in self.form_errors]
        for field in self:
            ident = "" if field is self.csrf_token else field.id
            found.extend((ident, str(words)) for words in field.errors)
        return found


class ActionForm(Form):
    """A button: nothing to fill in, so only the proof that our page was shown."""


def required(words: Any) -> list[Any]:
    """Validators of a field that must be filled in; `words` tell what to do."""
    return [InputRequired(words), Filled(words)]


class Filled:
    """Something is left after cleaning: blanks do not count."""

    field_flags = {"required": True}

    def __init__(self, words: Any) -> None:
        self.words = words

    def __call__(self, form: Form, field: Any) -> None:
        if not field.data:
            raise StopValidation(self.words)


def typed_by_a_person(form: Form, field: Any) -> None:
    if field.data and (wrong := why_not_text(field.data)):
        raise StopValidation(wrong)


class LineField(StringField):
    """One line of text, cleaned; at most `most` characters."""

    data: Any  # a str once the form is valid, "" or None when left empty

    def __init__(
        self, label: Any = None, validators: Iterable[Any] = (), *, most: int = MOST_LINE, **kwargs: Any
    ) -> None:
        chain = [*validators, typed_by_a_person, at_most(most)]
        if not any(isinstance(validator, Filled) for validator in chain):
            chain.insert(0, Optional())
        super().__init__(label, chain, filters=[lambda text: clean_line(text) if text else text], **kwargs)

    def _value(self) -> str:
        return without_controls(super()._value())  # type: ignore[misc]  # missing in the stubs


class TextField(TextAreaField):
    """Several lines of text, cleaned; at most `most` characters."""

    data: Any

    def __init__(
        self, label: Any = None, validators: Iterable[Any] = (), *, most: int = MOST_LINES, **kwargs: Any
    ) -> None:
        chain = [*validators, typed_by_a_person, at_most(most)]
        if not any(isinstance(validator, Filled) for validator in chain):
            chain.insert(0, Optional())
        super().__init__(label, chain, filters=[lambda text: clean_lines(text) if text else text], **kwargs)

    def _value(self) -> str:
        return without_controls(super()._value())  # type: ignore[misc]  # missing in the stubs


def at_most(most: int) -> Length:
    return Length(max=most, message=_l("Use %(max)d characters or fewer"))


class MailField(EmailField):
    """An e-mail address that mail can be sent to; kept as typed, without white space around it."""

    data: Any

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **kwargs: Any) -> None:
        chain = [*validators, typed_by_a_person, at_most(254), deliverable_in_form]
        if not any(isinstance(validator, Filled) for validator in chain):
            chain.insert(0, Optional())
        super().__init__(label, chain, filters=[lambda text: text.strip() if text else text], **kwargs)

    def _value(self) -> str:
        return without_controls(super()._value())  # type: ignore[misc]  # missing in the stubs


def deliverable_in_form(form: Form, field: Any) -> None:
    try:
        field.data = validate_email(
            field.data, check_deliverability=False, test_environment=True, strict=True
        ).normalized
    except EmailNotValidError as error:
        raise ValidationError(_l("Enter one e-mail address, like name@example.org")) from error


def offered(pairs: Iterable[tuple[str, Any]] | None) -> list[SelectChoice] | None:
    """(value, words) pairs as WTForms wants the choices of a field."""
    return None if pairs is None else [SelectChoice(value=value, label=words) for value, words in pairs]


class ChoiceField(SelectField):
    """One of a fixed list; anything else is refused in words."""

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] = (),
        *,
        choices: Iterable[tuple[str, Any]] | Callable[[], Iterable[tuple[str, Any]]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`choices` may be a function, when the words depend on the reader's language."""
        made: Any = (lambda: offered(choices())) if callable(choices) else offered(choices)
        super().__init__(label, [*validators], choices=made, **kwargs)

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_l("Choose one of the list")) from error


class ChoicesField(SelectMultipleField):
    """Several of a fixed list; anything else is refused in words."""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_l("Choose one of the list")) from error


class WallTimeField(DateTimeLocalField):
    """A date and time on the clocks of the event's zone; `at(zone)` is the instant. `note`: stands beside the field."""

    note: Any = ""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, [*validators] or [Optional()], format=formats, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError as error:
            raise ValueError(_l("Enter a date and time, like 2027-04-14 09:30")) from error
        if self.data and not EARLIEST_YEAR <= self.data.year <= LATEST_YEAR:
            self.data = None
            raise ValueError(_l("Enter a date and time, like 2027-04-14 09:30"))

    def at(self, zone: str) -> datetime | None:
        """The instant meant. Raises Refused for a time that the clocks skip that day."""
        if self.data is None:
            return None
        try:
            at = times.from_wall(self.data, zone)
        except ValueError as error:
            raise SkippedTime(_l("That time does not exist: clocks go forward that night")) from error
        self._tell_which(at, zone)
        return at

    def show(self, at: datetime | None, zone: str) -> None:
        self.data = times.to_zone(at, zone).replace(tzinfo=None) if at else None
        if at:
            self._tell_which(at, zone)

    def _tell_which(self, at: datetime, zone: str) -> None:
        """Of two equal times in the night when clocks go back."""
        if not times.comes_twice(at, zone):
            return
        words = (
            _l("Clocks show this time twice that night. The first is meant, at %(zone)s.")
            if times.to_zone(at, zone).fold == 0
            else _l("Clocks show this time twice that night. The second is meant, at %(zone)s.")
        )
        self.note = str(words) % {"zone": times.zone_label(at, zone)}


class SkippedTime(Refused):
    code = "skipped_time"


class YesField(BooleanField):
    """A tick box that starts empty: nobody agrees by forgetting."""


class VersionField(HiddenField):
    """The version of the row that the page showed, so that nobody overwrites what they have not seen."""

    @property
    def number(self) -> int:
        """0, which no row has, for what is no version."""
        typed = str(self.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 0


class SubmitKeyField(HiddenField):
    """Names one filling-in of a form, so that a double click or a retry ends at the same result."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=lambda: str(uuid.uuid4()), validators=[], **kwargs)

    def post_validate(self, form: BaseForm, validation_stopped: bool) -> None:  # noqa: FBT001 - WTForms calls it
        try:
            self.data = str(uuid.UUID(self.data or ""))
        except ValueError:
            self.data = str(uuid.uuid4())


def is_submitted() -> bool:
    return request.method == "POST"
