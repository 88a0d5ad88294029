"""A form with the questions of an event in it: reads, checks and lays them out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import Field

from conference.core.errors import Refused
from conference.core.fields import ShownField
from conference.core.forms import Form
from conference.core.i18n import language
from conference.core.merging import read_marks

from . import conditions
from .asked import Asked, AskedForm, marks_of
from .fields import Answering, FileAnswer, field_for
from .keeping import kept_of
from .models import Kind
from .words import category_words, condition_words

MOST_CLASSES = 200
CLASSES: dict[tuple[Any, ...], type["AskingForm"]] = {}


class FormChanged(Refused):
    """The organisers changed the form while it was being filled in, so that an answer may mean something else."""

    code: ClassVar[str] = "form_changed"


@dataclass(frozen=True)
class Part:
    """A question on the page: its field, unless it takes no answer, and when it is asked, in words and for scripts."""

    question: Asked
    field: Field | None
    when: str = ""
    needs: str = ""  # name of the field that it depends on
    any_of: str = ""
    only_for: str = ""

    @property
    def label(self) -> Any:
        return self.question.label_in(language())

    @property
    def help(self) -> Any:
        return self.question.help_in(language())


@dataclass(frozen=True)
class Section:
    head: Part | None
    parts: Sequence[Part]


class AskingForm(Form):
    """Its class is made by `with_questions`, its `asked` and `category_names` are set by then."""

    seen = ShownField()
    asked: AskedForm = AskedForm()
    event_id: int = 0
    was_seen: str = ""  # marks of the questions that the page showed
    category_names: Mapping[str, str] = {}
    consents_given: frozenset[str] = frozenset()  # codes of consents that are not on this form, but were given

    @property
    def category_code(self) -> str:
        raise NotImplementedError

    @property
    def answer_fields(self) -> list[Answering]:
        return [field for field in self if isinstance(field, Answering)]

    @property
    def file_fields(self) -> list[FileAnswer]:
        return [field for field in self if isinstance(field, FileAnswer)]

    def begin(self, event_id: int, formdata: Any) -> None:
        """After the form was filled: take what earlier tries of it left behind, and remember what is shown."""
        self.event_id = event_id
        for field in self.file_fields:
            field.read_kept(formdata, event_id)
        self.was_seen = self.seen.marks
        self.seen.data = ",".join(f"{code}={mark}" for code, mark in marks_of(self.asked.answerable()).items())

    def given(self) -> dict[str, Any]:
        """What was answered, by the code of the question."""
        typed = {field.asked.code: field.data for field in self.answer_fields}
        return dict.fromkeys(self.consents_given, True) | typed

    def shown(self) -> list[Asked]:
        return conditions.shown(self.asked.questions, self.given(), self.category_code)

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        shown = {question.code for question in self.shown()}
        for field in self.answer_fields:
            if field.asked.code not in shown:
                field.errors = []
            elif field.asked.is_required and not field.errors and field.data in (None, "", [], False):
                field.blame_missing()
        self._refuse_changed(shown)
        self._refuse_doubled()
        return not self.errors and not self.form_errors

    def _refuse_changed(self, shown: set[str]) -> None:
        """What was asked meanwhile, or asked otherwise, is asked again: an answer must be to what was read."""
        was = read_marks(self.was_seen)
        if not was:
            return
        fields = {field.asked.code: field for field in self.answer_fields}
        changed = [
            field
            for code, field in fields.items()
            if code in shown
            and was.get(code) != field.asked.mark
            and (field.asked.is_required or (code in was and field.data not in (None, "", [], False)))
        ]
        for field in changed:
            field.errors = [*field.errors, _("The organisers changed this question: look at it again")]
        if changed:
            self.refuse(
                FormChanged(
                    _(
                        "The organisers changed this form while you were filling it in. All that you typed is still "
                        "here: look at the marked questions and send it again."
                    )
                )
            )

    def _refuse_doubled(self) -> None:
        for field in self:
            if not isinstance(field, Answering) and len(field.raw_data or ()) > 1:
                field.errors = [*field.errors, _("Give one answer only")]

    def answers(self, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """As they are stored. `before`: those so far, of which the ones to questions not on this form are kept."""
        on_form = {field.asked.code for field in self.answer_fields}
        found = {code: value for code, value in (before or {}).items() if code not in on_form}
        for code, value in conditions.kept_answers(self.asked.questions, self.given(), self.category_code).items():
            if code not in on_form or isinstance(value, bool):
                continue  # a consent is a row of its own
            kept = kept_of(value)
            found[code] = kept.answer() if kept else value
        return found

    def consents(self) -> tuple[tuple[str, str], ...]:
        """(purpose, the very text that was read) of each consent that was given."""
        return tuple(
            (question.name, question.label_in(language()).text)
            for question in self.shown()
            if question.kind == Kind.CONSENT and self.given().get(question.code) and question.name in self
        )

    @property
    def sections(self) -> list[Section]:
        """The questions as the page shows them: those before the first section, then each section with its own."""
        found: list[tuple[Part | None, list[Part]]] = [(None, [])]
        for question in self.asked.live:
            if question.takes_answer and question.name not in self:
                continue
            part = self._part(question)
            if part is None:
                continue
            if question.kind == Kind.SECTION:
                found.append((part, []))
            else:
                found[-1][1].append(part)
        return [Section(head, parts) for head, parts in found if head or parts]

    def _part(self, question: Asked) -> Part | None:
        """None for what this person is not asked, whatever they answer on this form."""
        field = self[question.name] if question.takes_answer else None
        when, needs, any_of, only_for = [], "", "", ""
        if question.categories:
            if len(self.category_names) > 1:
                when.append(category_words(question, self.category_names))
                only_for = " ".join(question.categories)
            elif self.category_code not in question.categories:
                return None
        if (condition := question.condition) is not None:
            other = self.asked.question(condition.question)
            if other is None or other.is_retired:
                return None
            if other.name in self:
                when.append(condition_words(question, self.asked.questions))
                needs, any_of = self[other.name].name, " ".join(condition.any_of)
            elif condition.question not in self.consents_given:
                return None
        return Part(question, field, " ".join(when), needs, any_of, only_for)


def with_questions(
    base: type[AskingForm],
    asked: AskedForm,
    *,
    key: tuple[Any, ...] = (),
    answers: Mapping[str, Any] | None = None,
    but: Iterable[str] = (),
) -> type[AskingForm]:
    """`base` with a field for each question. A class without answers is made once for each `key` and language.

    but: kinds of questions that this form leaves out.
    """
    known = (base, language(), *key)
    if key and known in CLASSES:
        return CLASSES[known]
    left_out = set(but)
    fields: dict[str, Any] = {
        question.name: field_for(question, (answers or {}).get(question.code))
        for question in asked.answerable()
        if question.kind not in left_out
    }
    made = type(base.__name__, (base,), {**fields, "asked": asked})
    if key:
        if len(CLASSES) >= MOST_CLASSES:
            CLASSES.clear()
        CLASSES[known] = made
    return made


__all__ = ["AskingForm", "FormChanged", "Part", "Section", "with_questions"]
