"""The form of one question, and the switches of the built-in fields."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional, ValidationError

from conference.core.fields import ShownField, WholeNumberField
from conference.core.forms import ChoiceField, Form, LineField, TextField, YesField, required
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import language_name
from conference.events.forms import TickList
from conference.events.models import Event

from . import rules
from .asked import BUILT_IN, Asked, AskedForm, Condition, Option
from .hooks import Categories
from .models import Kind, Question
from .rules import QuestionValues
from .words import ASK_WORDS, BASIS_WORDS, FIELD_WORDS, KIND_WORDS

MOST_LABEL, MOST_HELP, MOST_OPTION, MOST_PURPOSE, MOST_DAYS = 2000, 4000, 200, 300, 3650
SEPARATOR = ":"


class QuestionTextsRow(PlainForm):
    """The texts in another language of the event, whose code is `ident`."""

    ident = HiddenField()
    label = TextField(_l("Question"), most=MOST_LABEL)
    help = TextField(_l("Help"), most=MOST_HELP)
    purpose = LineField(_l("What the answers are for"), most=MOST_PURPOSE)


class QuestionForm(RowsForm):
    """Made by `question_form`, which adds the rows of options in the languages of the event."""

    shown = ShownField()
    kind = ChoiceField(_l("Kind"), choices=lambda: [(kind, words) for kind, words in KIND_WORDS.items()])
    label = TextField(_l("Question"), required(_l("Write the question")), most=MOST_LABEL)
    help = TextField(_l("Help"), most=MOST_HELP)
    is_required = YesField(_l("Must be answered"))
    depends_on = ChoiceField(_l("Ask it"), [Optional()])
    any_of = TickList(_l("If the answer is one of these"))
    categories = TickList(_l("Ask only those who take part as"))
    purpose = LineField(_l("What the answers are for"), most=MOST_PURPOSE)
    legal_basis = ChoiceField(_l("Legal basis"), [Optional()])
    keep_days = WholeNumberField(
        _l("Days after the event until the answers are forgotten"),
        least=0,
        most=MOST_DAYS,
        words=_l("Enter a whole number of days from 0 to 3650, or leave it empty"),
    )
    texts = Rows(FormField(QuestionTextsRow))
    options: Rows
    languages: Sequence[str] = ()

    def offer(self, others: Sequence[Asked], categories: Categories) -> None:
        """What may be chosen: the questions that this one can depend on, and the categories of the event."""
        self.others = [one for one in others if one.takes_answer and one.kind != Kind.FILE and not one.is_retired]
        gone = self.depends_on.data
        known = {one.code for one in self.others}
        named = [(one.code, _("only after an answer to “%(question)s”", question=one.label)) for one in self.others]
        lost = [(gone, _("only after a question that is gone"))] if gone and gone not in known else []
        self.depends_on.choices = [("", _("always")), *named, *lost]
        self.any_of.choices = [
            (f"{one.code}{SEPARATOR}{option.code}", option.text) for one in self.others for option in one.options
        ]
        self.categories.choices = list(categories)
        self.legal_basis.choices = [("", _("– choose –")), *BASIS_WORDS.items()]

    def show(self, question: Asked | None, kind: str) -> None:
        """Fill the form with what is stored, or with nothing for a new question."""
        values = rules.values_of(question) if question else QuestionValues(kind, "")
        for name in rules.PLAIN:
            self[name].data = getattr(values, name)
        self.categories.data = list(values.categories)
        if condition := values.condition:
            self.depends_on.data = condition.question
            self.any_of.data = [f"{condition.question}{SEPARATOR}{code}" for code in condition.any_of]
        for option in values.options:
            texts = {f"text_{language}": option.translations.get(language, "") for language in self.languages}
            if not option.is_retired:
                self.options.append_entry({"ident": option.code, "text": option.text, **texts})
        if not question:
            for _place in range(2):
                self.options.append_entry({})
        for language in self.languages:
            self.texts.append_entry({"ident": language, **values.translations.get(language, {})})
        self.shown.data = marks(rules.flat(values, self.languages))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        seen: set[str] = set()
        for row in self.options:
            text = row.form.text.data or ""
            if text and text.casefold() in seen:
                blame(self.options, row.form.text, _("This option is there twice"))
            elif not text and any(row.form[f"text_{language}"].data for language in self.languages):
                blame(self.options, row.form.text, _("Write the option in the main language too"))
            seen.add(text.casefold())
        return is_valid and not self.options.errors

    def validate_help(self, field: TextField) -> None:
        if self.kind.data == Kind.EXPLANATION and not field.data:
            raise ValidationError(_("Write what people should read"))

    def values(self, was: Asked | None = None) -> QuestionValues:
        """`was`: the question so far, whose retired options stay."""
        chosen = self.depends_on.data or ""
        any_of = tuple(
            code.partition(SEPARATOR)[2] for code in self.any_of.data or () if code.partition(SEPARATOR)[0] == chosen
        )
        rows = {row.form.ident.data: row.form for row in self.texts}
        retired = tuple(option for option in was.options if option.is_retired) if was else ()
        return QuestionValues(
            kind=self.kind.data or Kind.TEXT,
            label=self.label.data or "",
            help=self.help.data or "",
            options=(*self._options(was), *retired),
            is_required=bool(self.is_required.data),
            condition=Condition(chosen, any_of) if chosen else None,
            categories=tuple(self.categories.data or ()),
            purpose=self.purpose.data or "",
            legal_basis=self.legal_basis.data or "",
            keep_days=self.keep_days.data,
            translations={
                language: {name: rows[language][name].data or "" for name in Question.TEXTS}
                for language in self.languages
                if language in rows
            },
        )

    def _options(self, was: Asked | None) -> list[Option]:
        """Only codes that the question has already are believed; others are new options."""
        known = {option.code: option for option in was.options} if was else {}
        found = []
        for row in (row.form for row in self.options):
            if not row.text.data:
                continue
            stored = known.pop(str(row.ident.data or ""), None)
            others = {k: v for k, v in stored.translations.items() if k not in self.languages} if stored else {}
            written = {language: row[f"text_{language}"].data or "" for language in self.languages}
            texts = others | {language: text for language, text in written.items() if text}
            found.append(Option(stored.code if stored else "", row.text.data, texts))
        return found


def question_form(event: Event, **kwargs: Any) -> QuestionForm:
    """The form, with a field for each option in each language of the event."""
    others = event.languages[1:]
    row: dict[str, Any] = {"ident": HiddenField(), "text": LineField(_l("Option"), most=MOST_OPTION)}
    for language in others:
        words = _("Option in %(language)s", language=language_name(language))
        row[f"text_{language}"] = LineField(words, most=MOST_OPTION)
    row_class = type("OptionRow", (PlainForm,), row)
    made: Any = type("QuestionForm", (QuestionForm,), {"options": Rows(FormField(row_class)), "languages": others})
    form: QuestionForm = made(**kwargs)
    return form


class FieldsForm(Form):
    """Whether the built-in fields are asked."""

    national_name = ChoiceField(FIELD_WORDS["national_name"], choices=list(ASK_WORDS.items()))
    organisation = ChoiceField(FIELD_WORDS["organisation"], choices=list(ASK_WORDS.items()))
    position = ChoiceField(FIELD_WORDS["position"], choices=list(ASK_WORDS.items()))
    country = ChoiceField(FIELD_WORDS["country"], choices=list(ASK_WORDS.items()))

    def show(self, form: AskedForm) -> None:
        for name in BUILT_IN:
            self[name].data = form.ask(name)

    def values(self) -> dict[str, str]:
        return {name: self[name].data for name in BUILT_IN}
