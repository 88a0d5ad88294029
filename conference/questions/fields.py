"""The field of a question in a form: it shows what was typed, and its data are the answer as it is stored."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import Field, RadioField, widgets
from wtforms.fields import FileField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from conference.core.fields import CONTENT_LANGUAGES
from conference.core.forms import offered
from conference.core.i18n import language
from conference.core.templating import country_choices, language_name
from conference.core.text import without_controls
from conference.core.translated import Words

from . import answer_rules
from .asked import Asked
from .keeping import Kept, read_token, token_of
from .limits import attributes, limit_words, number_of
from .models import Kind

MOST_RADIOS = 8  # more are a list to choose from
KEPT, GONE = "-kept", "-gone"  # beside a file: the token of the one that we have, and the wish to be without it


def spoken(words: Words) -> str:
    """A text, marked with its language where that is not the one of the page."""
    if not words or words.language == language():
        return words.text
    return Markup('<span lang="{}" dir="auto">{}</span>').format(words.language, words.text)


class Needed:
    """Marks a field that must be answered if it is asked; the form looks after that."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Whether it is asked depends on other answers."""


class Answering(Field):
    """What all fields of questions have in common. `before`: the answer so far."""

    asked: Asked
    data: Any
    before: Any = None
    refusal: str = ""

    def process_data(self, value: Any) -> None:
        self.data = self.before = value

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        self.data = answer_rules.answer(self.asked, [str(value) for value in valuelist], self.before)

    def pre_validate(self, form: Any) -> None:
        """All was looked at when it was read; a file is by the view, which says in `refusal` what is wrong."""
        if self.refusal:
            raise ValidationError(self.refusal)

    @property
    def hint(self) -> str:
        words, limits = spoken(self.asked.help_in(language())), limit_words(self.asked.kind, self.asked.limits)
        return Markup("{} {}").format(words, limits) if words and limits else words or limits

    @property
    def typed(self) -> str:
        """What the control holds: what was typed, else the answer so far."""
        text = str(self.raw_data[0]) if self.raw_data else "" if self.data is None else str(self.data)
        return without_controls(text)

    def blame_missing(self) -> None:
        words = answer_rules.why_missing(self.asked.kind, self.asked.label_in(language()).text)
        self.errors = [*self.errors, words]


class LineAnswer(Answering, StringField):
    def _value(self) -> str:
        return self.typed


class LinesAnswer(Answering, TextAreaField):
    def _value(self) -> str:
        return self.typed


class NumberAnswer(LineAnswer):
    """A text for the browser: its number fields change what was typed."""

    @property
    def is_positive(self) -> bool:
        """Nothing with a sign can be the answer, so that keys without one do."""
        least = number_of(self.asked.limits.least)
        return least is not None and least >= 0


class DateAnswer(LineAnswer):
    widget = widgets.DateInput()


class MomentAnswer(LineAnswer):
    widget = widgets.DateTimeLocalInput()


class ConsentAnswer(Answering):
    widget = widgets.CheckboxInput()

    def _value(self) -> str:
        return "y"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist) or None


class RadioAnswer(Answering, RadioField):
    pass


class SelectAnswer(Answering, SelectField):
    pass


class SeveralAnswer(Answering, SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class FileAnswer(Answering, FileField):
    """Its data are the `Kept` file: one that came along, or the one that the page has a token of."""

    kept: Kept | None = None  # what the form shows as chosen already
    is_new: bool = False  # a file came along, to be kept by the view

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self.before
        files = [file for file in valuelist if getattr(file, "filename", "")]
        self.is_new = bool(files)
        if files:
            self.data = files[0]

    def read_kept(self, formdata: Any, event_id: int) -> None:
        """Take the file that an earlier try of this form brought along, or the wish to be without any."""
        if self.is_new:
            return
        if kept := read_token(formdata.get(self.name + KEPT), event_id, self.asked.code):
            self.data = kept
        if formdata.get(self.name + GONE):
            self.data = None
        self.kept = self.data if isinstance(self.data, Kept) else None

    def token(self, event_id: int) -> str:
        return token_of(self.kept, event_id, self.asked.code) if self.kept else ""


FIELDS: dict[str, type[Answering]] = {
    Kind.TEXT: LineAnswer,
    Kind.LONG_TEXT: LinesAnswer,
    Kind.ORGANISATION: LineAnswer,
    Kind.NUMBER: NumberAnswer,
    Kind.DATE: DateAnswer,
    Kind.DATE_TIME: MomentAnswer,
    Kind.COUNTRY: SelectAnswer,
    Kind.LANGUAGE: SelectAnswer,
    Kind.SEVERAL: SeveralAnswer,
    Kind.CONSENT: ConsentAnswer,
    Kind.FILE: FileAnswer,
}


def field_for(question: Asked, before: Any = None) -> Any:
    """The field of a question for a form class; `before` is the answer so far."""
    if question.kind == Kind.SEVERAL and isinstance(before, str):
        before = [before]  # from when it was one of a list
    kind = class_for(question)
    choices = choices_for(question, before, is_marked=kind in (RadioAnswer, SeveralAnswer))
    if choices is not None and kind is SelectAnswer:
        choices = [("", _("Choose")), *choices]
    more: dict[str, Any] = {} if choices is None else {"choices": offered(choices)}
    if told := attributes(question.kind, question.limits):
        more["render_kw"] = told
    made: Any = type(kind.__name__, (kind,), {"asked": question})
    label, validators = spoken(question.label_in(language())), [Needed()] if question.is_required else []
    return made(label, validators, default=before, **more)


def class_for(question: Asked) -> type[Answering]:
    if question.kind == Kind.CHOICE:
        return RadioAnswer if len(question.live_options) <= MOST_RADIOS else SelectAnswer
    return FIELDS[question.kind]


def choices_for(question: Asked, before: Any, *, is_marked: bool) -> list[tuple[str, Any]] | None:
    """(stored answer, words) of what may be chosen; None where nothing is. `is_marked`: words may hold markup."""
    if question.kind == Kind.COUNTRY:
        return country_choices("")[1:]
    if question.kind == Kind.LANGUAGE:
        return sorted(((code, language_name(code)) for code in CONTENT_LANGUAGES), key=lambda pair: pair[1])
    if question.kind not in (Kind.CHOICE, Kind.SEVERAL):
        return None
    had = before if isinstance(before, list) else [before]
    kept = answer_rules.possible(question, [code for code in had if code])
    words = [
        (option.code, option.words(language(), question.main)) for option in question.options if option.code in kept
    ]
    return [(code, spoken(text) if is_marked else text.text) for code, text in words]
