"""The form of one question, and the switches of the built-in fields."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import Optional, ValidationError

from conference.core.fields import DayField, ShownField, WholeNumberField
from conference.core.forms import ChoiceField, Form, LineField, TextField, YesField, required
from conference.core.merging import marks
from conference.core.rows import Rows, RowsForm, blame
from conference.core.templating import language_name
from conference.events.forms import TickList
from conference.events.models import Event

from . import rules
from .asked import BUILT_IN, Asked, AskedForm, Condition, Option
from .hooks import Categories
from .limit_forms import NAMES, limits_typed, refuse_limits, show_limits
from .limits import MOST_DECIMALS
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
    named = LineField(_l("If the answer is one of these countries or languages"), most=500)
    least_number = LineField(_l("Smallest number"), most=12)
    most_number = LineField(_l("Largest number"), most=12)
    decimals = WholeNumberField(
        _l("Decimal places at the most"), least=0, most=MOST_DECIMALS, words=_l("Enter a whole number from 0 to 6")
    )
    least_day = DayField(_l("Earliest date"))
    most_day = DayField(_l("Latest date"))
    least_length = WholeNumberField(
        _l("Characters at the least"), least=1, most=4000, words=_l("Enter a whole number from 1 to 4000")
    )
    most_length = WholeNumberField(
        _l("Characters at the most"), least=1, most=4000, words=_l("Enter a whole number from 1 to 4000")
    )
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
            self.named.data = self._named_so_far(condition)
        show_limits(self, values)
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
        self.read_named()
        refuse_limits(self)
        return is_valid and not self.options.errors and not self.errors

    @property
    def waits_for(self) -> Asked | None:
        """The question that this one depends on."""
        return next((one for one in self.others if one.code == self.depends_on.data), None)

    def _named_so_far(self, condition: Condition) -> str:
        other = self.waits_for
        spell = NAMES.get(other.kind) if other else None
        return ", ".join(spell.words(code) for code in condition.any_of) if spell else ""

    def read_named(self) -> tuple[str, ...]:
        """Codes of the countries or languages that are named; blames what is none."""
        other = self.waits_for
        spell = NAMES.get(other.kind) if other else None
        if spell is None:
            return ()
        names = [name.strip() for name in re.split(r"[,;\n]", self.named.data or "") if name.strip()]
        codes = [spell.code(name) for name in names]
        if wrong := [name for name, code in zip(names, codes, strict=True) if code is None]:
            self.named.errors = [_("Not known: %(names)s. Write names, with commas between", names=", ".join(wrong))]
        return tuple(dict.fromkeys(code for code in codes if code))

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
            condition=Condition(chosen, any_of or self.read_named()) if chosen else None,
            limits=limits_typed(self),
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
