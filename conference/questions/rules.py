"""What may become of the questions of a form, and what organisers should know about a change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import ngettext

from conference.core.errors import Refused
from conference.core.fields import CONTENT_LANGUAGES
from conference.core.templating import country_choices
from conference.core.translated import missing as missing_texts

from . import conditions
from .asked import NOT_ASKED, WITH_OPTIONS, Asked, Condition, Option, condition_entry, option_entry
from .limits import NO_LIMITS, WITH_LIMITS, Limits, is_upside_down, limits_entry
from .models import Kind, Question

MOST_QUESTIONS = 100
MOST_OPTIONS = 60
PLAIN = ("kind", "label", "help", "is_required", "categories", "purpose", "legal_basis", "keep_days")


class BadCondition(Refused):
    code: ClassVar[str] = "bad_condition"


class StillNeeded(Refused):
    code: ClassVar[str] = "still_needed"


class TooManyQuestions(Refused):
    code: ClassVar[str] = "too_many_questions"


class KindFixed(Refused):
    code: ClassVar[str] = "kind_fixed"


class BadLimits(Refused):
    code: ClassVar[str] = "bad_limits"


class NoOptions(Refused):
    code: ClassVar[str] = "no_options"


@dataclass(frozen=True)
class QuestionValues:
    """What organisers say of a question. Options without a code are new."""

    kind: str
    label: str
    help: str = ""
    options: tuple[Option, ...] = ()
    is_required: bool = False
    condition: Condition | None = None
    limits: Limits = NO_LIMITS
    categories: tuple[str, ...] = ()
    purpose: str = ""
    legal_basis: str = ""
    keep_days: int | None = None
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def flat(values: QuestionValues, languages: Sequence[str]) -> dict[str, Any]:
    """One entry for each thing that two people may change apart."""
    plain = {name: getattr(values, name) for name in PLAIN}
    plain["categories"] = list(values.categories)
    texts = {
        f"{name}.{language}": values.translations.get(language, {}).get(name, "")
        for language in languages
        for name in Question.TEXTS
    }
    options = [option_entry(option) for option in values.options]
    return {**plain, "options": options, "condition": condition_entry(values.condition),
            "limits": limits_entry(values.limits), **texts}  # fmt: skip


def from_flat(kept: Mapping[str, Any], stored: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Columns of the row; texts in languages that the form did not show stay as they are `stored`."""
    translations = {language: dict(texts) for language, texts in stored.items()}
    columns: dict[str, Any] = {}
    for name, value in kept.items():
        text, dot, language = name.partition(".")
        if dot:
            translations.setdefault(language, {})[text] = value
        else:
            columns[name] = value
    return {**columns, "translations": translations}


def values_of(question: Asked) -> QuestionValues:
    return QuestionValues(
        kind=question.kind,
        label=question.label,
        help=question.help,
        options=question.options,
        is_required=question.is_required,
        condition=question.condition,
        limits=question.limits,
        categories=question.categories,
        purpose=question.purpose,
        legal_basis=question.legal_basis,
        keep_days=question.keep_days,
        translations=question.translations,
    )


def tidy(values: QuestionValues) -> QuestionValues:
    """Without what the kind has no use for."""
    changed = vars(values) | ({} if values.kind in WITH_OPTIONS else {"options": ()})
    if values.kind not in WITH_LIMITS:
        changed |= {"limits": NO_LIMITS}
    if values.kind in NOT_ASKED:
        changed |= {"is_required": False, "purpose": "", "legal_basis": "", "keep_days": None}
    return QuestionValues(**changed)


def why_not_kind(was: str, now: str, answers: int) -> KindFixed | None:
    """Answers that were given stay readable: a question that has some keeps its kind, except text its length."""
    texts = {Kind.TEXT, Kind.LONG_TEXT, Kind.ORGANISATION}
    widened = (was, now) == (Kind.CHOICE, Kind.SEVERAL)
    if was == now or not answers or {was, now} <= texts or widened:
        return None
    return KindFixed(_("People have answered this question: retire it and add another one to ask for something else"))


def why_not_options(values: QuestionValues) -> NoOptions | None:
    if values.kind in WITH_OPTIONS and not any(not option.is_retired for option in values.options):
        return NoOptions(_("Add at least one option"))
    return None


def why_not_limits(values: QuestionValues) -> BadLimits | None:
    if is_upside_down(values.kind, values.limits):
        return BadLimits(_("The smallest answer is larger than the largest: nobody could answer"))
    return None


def why_not_condition(questions: Sequence[Asked], changed: Asked) -> BadCondition | None:
    """`questions`: all in their order, with `changed` among them as it would be."""
    condition = changed.condition
    if condition is None:
        return None
    other = next((one for one in questions if one.code == condition.question), None)
    if other is None or other.is_retired or not other.takes_answer:
        return BadCondition(_("The question that it should depend on is not there any more: choose another"))
    if not set(condition.any_of) <= answers_of(other):
        return BadCondition(_("Choose answers that “%(question)s” has", question=other.label))
    return why_circle(questions)


def answers_of(question: Asked) -> set[str]:
    """What a condition may wait for: codes of options, of countries or of languages."""
    if question.kind == Kind.COUNTRY:
        return {code for code, _name in country_choices("") if code}
    if question.kind == Kind.LANGUAGE:
        return set(CONTENT_LANGUAGES)
    return {option.code for option in question.options}


def why_circle(questions: Sequence[Asked]) -> BadCondition | None:
    found = conditions.circle(questions)
    if not found:
        return None
    labels = {question.code: question.label for question in questions}
    named = " → ".join(f"“{labels.get(code, code)}”" for code in (*found, found[0]))
    words = _("These questions would wait for each other, and nobody could answer: %(circle)s", circle=named)
    return BadCondition(words)


def why_not_retire(questions: Sequence[Asked], code: str) -> StillNeeded | None:
    waiting = conditions.waiting_for(questions, code)
    if not waiting:
        return None
    named = ", ".join(f"“{question.label}”" for question in waiting)
    return StillNeeded(_("These questions depend on it; change or retire them first: %(questions)s", questions=named))


def warnings_of(question: Asked, questions: Sequence[Asked]) -> list[str]:
    """What about a question does not work as it probably should."""
    found = []
    condition = question.condition
    if condition is not None:
        places = {one.code: place for place, one in enumerate(questions)}
        other = next((one for one in questions if one.code == condition.question), None)
        if other is None or other.is_retired:
            return [_("It depends on a question that is no longer asked, so nobody sees it.")]
        if places.get(question.code, 0) < places[other.code]:
            found.append(_("It stands above the question that it depends on: people find it too late."))
        if gone := [option.text for option in other.options if option.is_retired and option.code in condition.any_of]:
            found.append(_("It waits for an answer that is no longer offered: %(options)s", options=", ".join(gone)))
        if question.categories and other.categories and not set(question.categories) & set(other.categories):
            found.append(_("It depends on a question for other categories, so nobody sees it."))
    if question.takes_answer and not question.purpose and question.kind != Kind.CONSENT:
        found.append(_("Say what the answers are for: people read it before they send them."))
    return found


def changes_to_answers(was: Asked, now: QuestionValues, answers: int) -> list[str]:
    """What a change means for the answers that were given already; nothing while there are none."""
    if not answers:
        return []
    found = []
    if was.label != now.label:
        found.append(_("The answers so far were given to other words: “%(label)s”.", label=was.label))
    stays = {option.code: option for option in now.options if not option.is_retired}
    if gone := [option.text for option in was.live_options if option.code not in stays]:
        found.append(_("No longer offered, but kept where it was chosen: %(options)s", options=", ".join(gone)))
    renamed = [o.text for o in was.live_options if o.code in stays and stays[o.code].text != o.text]
    if renamed:
        found.append(_("Whoever chose it has now chosen the new words: %(options)s", options=", ".join(renamed)))
    if now.limits not in (was.limits, NO_LIMITS):
        found.append(_("Answers so far are kept, also those beyond the limits; new ones keep to them."))
    if now.is_required and not was.is_required:
        found.append(_("Whoever registered without an answer is asked for one when they change their details."))
    if not found:
        return []
    number = ngettext("%(num)d person has answered.", "%(num)d people have answered.", answers)
    return [number, *found]


def missing_of(row: Question, languages: Sequence[str], main: str) -> list[tuple[str, str]]:
    """(language, name of the text) of all that lacks a translation, options too."""
    found = missing_texts(row, languages, main)
    for entry in row.options or ():
        if entry.get("retired"):
            continue
        lacks = [one for one in languages if one != main and not (entry.get("translations") or {}).get(one)]
        found += [(one, "option") for one in lacks]
    return found
