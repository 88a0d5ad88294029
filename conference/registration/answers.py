"""What people answered to the event's own questions, as their pages show it."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from conference.core.i18n import language
from conference.questions import conditions
from conference.questions.asked import Asked, AskedForm
from conference.questions.fields import spoken
from conference.questions.models import Ask, Kind
from conference.questions.words import answer_words

from .models import Consent, Registration

LONGEST_NAME = 60
FIELD_LABELS = {
    "national_name": _l("Name in own script"),
    "organisation": _l("Organisation"),
    "position": _l("Position"),
    "country": _l("Country"),
}
Fact = tuple[Any, Any]  # a question and its answer, in the reader's language


@dataclass(frozen=True)
class ConsentAsked:
    """A consent that the event asks for: its words today, and the one in force, with the words that were agreed to."""

    code: str
    words: str
    given: Consent | None

    @property
    def given_at(self) -> datetime | None:
        return self.given.given_at if self.given else None


def answers_of(registration: Registration, form: AskedForm, file_address: Callable[[str], str]) -> list[Fact]:
    """The answers in the order of the form, those to questions that are no longer asked last."""
    answers = registration.answers or {}
    questions = sorted((q for q in form.questions if q.code in answers), key=lambda question: question.is_retired)
    return [(spoken(q.label_in(language())), _words(q, answers[q.code], file_address)) for q in questions]


def unanswered(registration: Registration, form: AskedForm) -> list[str]:
    """What the form must know of this person and does not: the questions, in its order."""
    answers = registration.answers or {}
    in_force = {c.purpose for c in registration.consents if c.withdrawn_at is None}
    given = {q.code: True for q in form.questions if q.name in in_force} | answers
    built_in = [
        str(FIELD_LABELS[name])
        for name in FIELD_LABELS
        if form.ask(name) == Ask.REQUIRED and not getattr(registration, name)
    ]
    return built_in + [
        q.label_in(language()).text
        for q in conditions.shown(form.questions, given, registration.category.code)
        if q.is_required
        and q.takes_answer
        and not q.is_retired
        and q.kind != Kind.CONSENT
        and answers.get(q.code) in (None, "", [])
    ]


def _words(question: Asked, value: Any, file_address: Callable[[str], str]) -> Any:
    words = answer_words(question, value)
    if question.kind == Kind.FILE:
        return Markup('<a href="{}" download><bdi>{}</bdi></a>').format(file_address(question.code), words)
    if question.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ORGANISATION):
        return Markup('<span class="asked__words" dir="auto">{}</span>').format(words)
    return words


def consents_asked(registration: Registration, form: AskedForm) -> list[ConsentAsked]:
    """The consents that the form asks this person for, and those that they gave."""
    in_force = {c.purpose: c for c in registration.consents if c.withdrawn_at is None}
    given = {q.code: True for q in form.questions if q.name in in_force} | (registration.answers or {})
    shown = conditions.shown(form.questions, given, registration.category.code)
    return [
        ConsentAsked(q.code, q.label_in(language()).text, in_force.get(q.name))
        for q in form.questions
        if q.kind == Kind.CONSENT and (q in shown or q.name in in_force)
    ]


def consent_names(form: AskedForm) -> dict[str, str]:
    """What organisers read for the purpose of each consent that the form asks for: the beginning of its words."""
    labels = {q.name: q.label_in(language()).text for q in form.questions if q.kind == Kind.CONSENT}
    return {name: textwrap.shorten(label, LONGEST_NAME, placeholder="…") for name, label in labels.items()}
