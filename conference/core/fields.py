"""Fields that forms of several features share."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, DecimalField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import TextInput

from .forms import EARLIEST_YEAR, LATEST_YEAR, Form, LineField

# What organisers write their texts in, English first; pages themselves speak those of core.i18n.
CONTENT_LANGUAGES = (
    "en",
    "fr",
    "ru",
    "de",
    "kk",
    "ky",
    "tg",
    "tk",
    "uz",
    "fa",
    "ps",
    "ur",
    "lv",
    "lt",
    "hu",
    "it",
    "pl",
)


class WebField(LineField):
    """The address of a page elsewhere."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [Optional(), *validators, a_web_address], most=300, **kwargs)


def a_web_address(_form: Form, field: LineField) -> None:
    if not re.fullmatch(r"https?://[^\s<>\"/]+(/[^\s<>\"]*)?", field.data):
        raise ValidationError(_l("Enter a web address that begins with https://"))


class MoneyField(DecimalField):
    """An amount in euro; spaces and commas between the thousands are no matter, so it is no number of the browser's."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        words = _l("Enter an amount in euro, like 21650000")
        try:
            super().process_formdata([re.sub(r"[\s\xa0\u202f,]", "", value) for value in valuelist])
        except ValueError as error:
            raise ValueError(words) from error
        if self.data is not None and not self.data.is_finite():
            self.data = None
            raise ValueError(words)


class DayField(DateField):
    """A date, or nothing."""

    def __init__(self, label: Any = None, validators: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [Optional(), *validators], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value])
        except ValueError as error:
            raise ValueError(_l("Enter a date, like 2021-04-01")) from error
        if self.data and not EARLIEST_YEAR <= self.data.year <= LATEST_YEAR:
            self.data = None
            raise ValueError(_l("Enter a date, like 2021-04-01"))


class ShownField(HiddenField):
    """Marks of the values that the page showed (`core.merging`): nobody overwrites what they have not seen."""

    @property
    def marks(self) -> str:
        return str(self.data or "")


class WholeNumberField(IntegerField):
    """A whole number from `least` to `most`; `words` say what to enter otherwise. `needed`: it cannot be left out."""

    def __init__(
        self,
        label: Any = None,
        validators: Iterable[Any] = (),
        *,
        least: int,
        most: int,
        words: Any,
        needed: bool = False,
        **kwargs: Any,
    ) -> None:
        first = InputRequired(words) if needed else Optional()
        super().__init__(label, [first, *validators, NumberRange(least, most, words)], **kwargs)
        self.words = words

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.words) from error
