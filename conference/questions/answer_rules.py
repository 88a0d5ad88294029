"""What may be the answer to a question, and how it is stored. Pure, so that forms and imports decide alike."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from conference.core.fields import CONTENT_LANGUAGES
from conference.core.forms import EARLIEST_YEAR, LATEST_YEAR
from conference.core.templating import country_choices
from conference.core.text import clean_line, clean_lines, why_not_text

from .asked import Asked
from .limits import LENGTHS, number_of, why_beyond
from .models import Kind

MOST_LINE, MOST_LINES = LENGTHS[Kind.TEXT], LENGTHS[Kind.LONG_TEXT]
MOST_DIGITS = 12


class BadAnswer(ValueError):
    """Its words say what to do instead."""


def answer(question: Asked, typed: Sequence[str], before: Any = None) -> Any:
    """What is stored for what was typed or chosen; None for no answer. Raises BadAnswer.

    before: the answer so far, which stays possible when its option or its size is not offered any more.
    Files are kept elsewhere.
    """
    given = [text for text in typed if text.strip()]
    if not given:
        return None
    if question.kind == Kind.SEVERAL:
        return _several(question, given, before if isinstance(before, list) else [])
    if len(given) > 1:
        raise BadAnswer(_("Give one answer only"))
    value = READERS[question.kind](question, given[0], before)
    if value != before and (words := why_beyond(question.kind, question.limits, value)):
        raise BadAnswer(words)
    return value


def _line(_question: Asked, text: str, _before: Any) -> str:
    return _checked(clean_line(text), MOST_LINE)


def _lines(_question: Asked, text: str, _before: Any) -> str:
    return _checked(clean_lines(text), MOST_LINES)


def _checked(text: str, most: int) -> str:
    if wrong := why_not_text(text):
        raise BadAnswer(wrong)
    if len(text) > most:
        raise BadAnswer(_("Use %(max)d characters or fewer", max=most))
    return text


def possible(question: Asked, before: Collection[str] = ()) -> set[str]:
    """Codes of the options that may be chosen."""
    return {option.code for option in question.options if not option.is_retired or option.code in before}


def _choice(question: Asked, text: str, before: Any) -> str:
    if text not in possible(question, [before] if isinstance(before, str) else []):
        raise BadAnswer(_("Choose one of the list"))
    return text


def _several(question: Asked, given: Sequence[str], before: list[str]) -> list[str]:
    if not set(given) <= possible(question, before):
        raise BadAnswer(_("Choose one of the list"))
    return [option.code for option in question.options if option.code in given]


def _number(_question: Asked, text: str, _before: Any) -> int | float:
    number = number_of(text)
    if number is None or len(str(number)) > MOST_DIGITS:
        raise BadAnswer(_("Enter a number in digits, like 12"))
    return int(number) if number == number.to_integral_value() else float(number)


def _date(_question: Asked, text: str, _before: Any) -> str:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise BadAnswer(_("Enter a date, like 2027-05-12"))
    return day.isoformat()


def _date_time(_question: Asked, text: str, _before: Any) -> str:
    """On the clocks of the event's zone."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise BadAnswer(_("Enter a date and time, like 2027-04-14 09:30"))
    return moment.strftime("%Y-%m-%dT%H:%M")


def _country(_question: Asked, text: str, _before: Any) -> str:
    if text not in {code for code, _name in country_choices("")}:
        raise BadAnswer(_("Choose one of the list"))
    return text


def _language(_question: Asked, text: str, _before: Any) -> str:
    if text not in CONTENT_LANGUAGES:
        raise BadAnswer(_("Choose one of the list"))
    return text


def _consent(_question: Asked, _text: str, _before: Any) -> bool:
    return True


READERS: dict[str, Callable[[Asked, str, Any], Any]] = {
    Kind.TEXT: _line,
    Kind.ORGANISATION: _line,
    Kind.LONG_TEXT: _lines,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.COUNTRY: _country,
    Kind.LANGUAGE: _language,
    Kind.CONSENT: _consent,
}


def why_missing(kind: str, label: str) -> str:
    """What to say beside a question that must be answered; `label` is the question in the reader's language."""
    if kind == Kind.CONSENT:
        return _("Tick this to register: “%(question)s”", question=label)
    if kind == Kind.FILE:
        return _("Choose a file for “%(question)s”", question=label)
    if kind in (Kind.CHOICE, Kind.SEVERAL, Kind.COUNTRY, Kind.LANGUAGE):
        return _("Choose an answer to “%(question)s”", question=label)
    return _("Answer “%(question)s”", question=label)
