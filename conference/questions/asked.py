"""A question as it is asked: values without a session, for forms, rules and other features."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conference.core.merging import mark
from conference.core.translated import Words, pick

from .limits import NO_LIMITS, Limits, limits_of
from .models import Ask, Kind, Question

PREFIX = "q_"  # of the name of a question's field in forms
NOT_ASKED = frozenset({Kind.SECTION, Kind.EXPLANATION})
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.SEVERAL})
# The built-in fields that organisers may switch, and how they are at first.
BUILT_IN: Mapping[str, str] = {
    "national_name": Ask.OPTIONAL,
    "organisation": Ask.REQUIRED,
    "position": Ask.OPTIONAL,
    "country": Ask.REQUIRED,
}


@dataclass(frozen=True)
class Option:
    code: str
    text: str
    translations: Mapping[str, str] = field(default_factory=dict)
    is_retired: bool = False

    def words(self, language: str, main: str) -> Words:
        return pick(
            self.text, {key: {"text": words} for key, words in self.translations.items()}, "text", language, main
        )


@dataclass(frozen=True)
class Condition:
    """Asked only if `question` has one of these options as its answer; without options: if it has any answer."""

    question: str
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """`main`: the language of label, help and the texts of the options; the others are translations."""

    code: str
    kind: str
    label: str
    help: str = ""
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    is_required: bool = False
    condition: Condition | None = None
    limits: Limits = NO_LIMITS
    categories: tuple[str, ...] = ()
    purpose: str = ""
    legal_basis: str = ""
    keep_days: int | None = None
    is_retired: bool = False
    main: str = "en"

    @property
    def name(self) -> str:
        """Of its field in a form."""
        return f"{PREFIX}{self.code}"

    @property
    def takes_answer(self) -> bool:
        return self.kind not in NOT_ASKED

    @property
    def live_options(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if not option.is_retired)

    def label_in(self, language: str) -> Words:
        return pick(self.label, self.translations, "label", language, self.main)

    def help_in(self, language: str) -> Words:
        return pick(self.help, self.translations, "help", language, self.main)

    def purpose_in(self, language: str) -> Words:
        return pick(self.purpose, self.translations, "purpose", language, self.main)

    def option(self, code: str) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    @property
    def mark(self) -> str:
        """Changes with whatever makes an answer mean something else."""
        options = [(option.code, option.text) for option in self.live_options]
        told = [self.kind, self.label, self.is_required, options, self.condition and vars(self.condition)]
        return mark([*told, vars(self.limits)] if self.limits != NO_LIMITS else told)


@dataclass(frozen=True)
class AskedForm:
    """All that an event asks: its own questions in order, and the built-in fields that it switched."""

    questions: tuple[Asked, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    def ask(self, name: str) -> str:
        """Whether the built-in field `name` is asked."""
        return self.fields.get(name) or BUILT_IN.get(name, Ask.REQUIRED)

    def question(self, code: str) -> Asked | None:
        return next((question for question in self.questions if question.code == code), None)

    @property
    def live(self) -> tuple[Asked, ...]:
        return tuple(question for question in self.questions if not question.is_retired)

    @property
    def purposes(self) -> tuple[Asked, ...]:
        """The questions that say what their answers are for."""
        return tuple(question for question in self.answerable() if question.purpose)

    def answerable(self) -> tuple[Asked, ...]:
        return tuple(question for question in self.live if question.takes_answer)


def asked(row: Question, main: str) -> Asked:
    return Asked(
        code=row.code,
        kind=row.kind,
        label=row.label,
        help=row.help,
        translations=row.translations or {},
        options=tuple(option_of(entry) for entry in row.options or ()),
        is_required=row.is_required,
        condition=condition_of(row.condition),
        limits=limits_of(row.limits),
        categories=tuple(row.categories or ()),
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        keep_days=row.keep_days,
        is_retired=row.retired_at is not None,
        main=main,
    )


def option_of(entry: Mapping[str, Any]) -> Option:
    return Option(
        str(entry["code"]), str(entry["text"]), entry.get("translations") or {}, bool(entry.get("retired", False))
    )


def option_entry(option: Option) -> dict[str, Any]:
    """The same as it is stored."""
    entry: dict[str, Any] = {"code": option.code, "text": option.text}
    if kept := {language: words for language, words in option.translations.items() if words}:
        entry["translations"] = kept
    return entry | ({"retired": True} if option.is_retired else {})


def condition_of(stored: Mapping[str, Any] | None) -> Condition | None:
    return Condition(stored["question"], tuple(stored.get("any_of") or ())) if stored else None


def condition_entry(condition: Condition | None) -> dict[str, Any]:
    return {"question": condition.question, "any_of": list(condition.any_of)} if condition else {}


def marks_of(questions: Iterable[Asked]) -> Mapping[str, str]:
    return {question.code: question.mark for question in questions}


def codes_of(questions: Sequence[Asked]) -> list[str]:
    return [question.code for question in questions]
