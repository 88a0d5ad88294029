"""What people read for questions, answers and conditions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import format_date, format_datetime, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from conference.core.i18n import language
from conference.core.templating import country_name, language_name

from .asked import Asked
from .keeping import kept_of
from .models import Ask, Kind, LegalBasis

KIND_WORDS: dict[str, Any] = {
    Kind.TEXT: _l("Short text"),
    Kind.LONG_TEXT: _l("Long text"),
    Kind.CHOICE: _l("One of a list"),
    Kind.SEVERAL: _l("Several of a list"),
    Kind.NUMBER: _l("A number"),
    Kind.DATE: _l("Date"),
    Kind.DATE_TIME: _l("Date and time"),
    Kind.COUNTRY: _l("Country"),
    Kind.ORGANISATION: _l("Organisation"),
    Kind.LANGUAGE: _l("Language"),
    Kind.FILE: _l("File"),
    Kind.CONSENT: _l("Consent"),
    Kind.SECTION: _l("Section"),
    Kind.EXPLANATION: _l("Explanation"),
}
KIND_HINTS: dict[str, Any] = {
    Kind.TEXT: _l("One line."),
    Kind.LONG_TEXT: _l("Several lines."),
    Kind.CHOICE: _l("People choose one of your options."),
    Kind.SEVERAL: _l("People tick as many of your options as fit."),
    Kind.NUMBER: _l("Digits, for example an age or a number of nights."),
    Kind.DATE: _l("A day."),
    Kind.DATE_TIME: _l("A day and a time, on the clocks of the event."),
    Kind.COUNTRY: _l("One of all countries."),
    Kind.ORGANISATION: _l("Names of the directory are suggested; any other can be typed."),
    Kind.LANGUAGE: _l("One of the usual languages."),
    Kind.FILE: _l("A PDF, an office document, a text or a picture."),
    Kind.CONSENT: _l("People agree to your very words; these and the time are kept, and they can take it back."),
    Kind.SECTION: _l("A heading; what stands below belongs to it, and is shown with it."),
    Kind.EXPLANATION: _l("Words to read, without an answer."),
}
BASIS_WORDS: dict[str, Any] = {
    LegalBasis.CONSENT: _l("Consent: Article 6(1)(a)"),
    LegalBasis.CONTRACT: _l("Contract: Article 6(1)(b)"),
    LegalBasis.LEGAL_OBLIGATION: _l("Legal obligation: Article 6(1)(c)"),
    LegalBasis.VITAL_INTERESTS: _l("Vital interests: Article 6(1)(d)"),
    LegalBasis.PUBLIC_TASK: _l("Public task: Article 6(1)(e)"),
    LegalBasis.LEGITIMATE_INTERESTS: _l("Legitimate interests: Article 6(1)(f)"),
}
ASK_WORDS: dict[str, Any] = {
    Ask.REQUIRED: _l("Required"),
    Ask.OPTIONAL: _l("Optional"),
    Ask.HIDDEN: _l("Not asked"),
}
FIELD_WORDS: dict[str, Any] = {
    "name": _l("Full name"),
    "national_name": _l("Name in your own script"),
    "email": _l("E-mail address"),
    "organisation": _l("Organisation"),
    "position": _l("Position"),
    "country": _l("Country"),
    "category": _l("How do you take part?"),
    "language": _l("Language of your e-mails"),
    "photo": _l("Photographs"),
}
DEED_WORDS: dict[str, Any] = {
    "question.added": _l("Question added"),
    "question.changed": _l("Question changed"),
    "question.moved": _l("Question moved"),
    "question.retired": _l("Question retired"),
    "question.restored": _l("Question restored"),
    "form.changed": _l("Registration form changed"),
    "form.copied": _l("Registration form copied"),
    "answers.forgotten": _l("Answers forgotten after their time"),
}


def answer_words(question: Asked, value: Any, reader: str | None = None) -> str:
    """An answer as people read it in the language `reader`; "" for none. Retired options are named as they were."""
    if value in (None, "", [], False):
        return ""
    reader = reader or language()
    if question.kind in (Kind.CHOICE, Kind.SEVERAL):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(_option_words(question, str(code), reader) for code in codes)
    if question.kind == Kind.FILE:
        kept = kept_of(value)
        return kept.filename if kept else ""
    written = WRITERS.get(question.kind)
    return str(written(value)) if written else str(value)


def _option_words(question: Asked, code: str, reader: str) -> str:
    option = question.option(code)
    if question.kind in (Kind.COUNTRY, Kind.LANGUAGE):
        return str(WRITERS[question.kind](code))
    return option.words(reader, question.main).text if option else code


def _day(value: Any) -> str:
    try:
        return str(format_date(date.fromisoformat(str(value)), "long"))
    except ValueError:
        return str(value)


def _moment(value: Any) -> str:
    try:
        return str(format_datetime(datetime.fromisoformat(str(value)), "d MMMM yyyy HH:mm", rebase=False))
    except ValueError:
        return str(value)


def _number(value: Any) -> str:
    return str(format_decimal(value)) if isinstance(value, int | float) else str(value)


WRITERS: dict[str, Any] = {
    Kind.COUNTRY: country_name,
    Kind.LANGUAGE: language_name,
    Kind.DATE: _day,
    Kind.DATE_TIME: _moment,
    Kind.NUMBER: _number,
    Kind.CONSENT: lambda _value: _("Yes"),
}


def condition_words(question: Asked, questions: Sequence[Asked]) -> str:
    """When a question is asked, as a sentence; "" when it always is."""
    if question.condition is None:
        return ""
    other = next((one for one in questions if one.code == question.condition.question), None)
    if other is None:
        return _("Never asked: the question it depends on is gone.")
    reader = language()
    label = other.label_in(reader).text
    if other.kind == Kind.CONSENT:
        return _("Only if you ticked “%(question)s”.", question=label)
    if not question.condition.any_of:
        return _("Only if you answered “%(question)s”.", question=label)
    named = [_("“%(answer)s”", answer=_option_words(other, code, reader)) for code in question.condition.any_of]
    options = _(" or ").join(named)
    return _("Only if your answer to “%(question)s” is %(options)s.", question=label, options=options)


def category_words(question: Asked, names: Mapping[str, str]) -> str:
    """Whom the question is for, as a sentence; "" when for everybody."""
    if not question.categories:
        return ""
    known = [names.get(code, code) for code in question.categories]
    return _("Only if you take part as: %(categories)s.", categories=", ".join(known))
