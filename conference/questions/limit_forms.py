"""Limits and named answers, as the form of a question shows and reads them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from conference.core.templating import country_name, language_name
from conference.intake.table_names import country_called, language_called

from .limits import DAYS, LENGTHS, Limits, number_of
from .models import Kind
from .rules import QuestionValues


@dataclass(frozen=True)
class Named:
    """How the answers of a kind are told by name."""

    words: Callable[[str], str]
    code: Callable[[str], str | None]


NAMES: dict[str, Named] = {
    Kind.COUNTRY: Named(country_name, country_called),
    Kind.LANGUAGE: Named(language_name, language_called),
}


def show_limits(form: Any, values: QuestionValues) -> None:
    limits = values.limits
    if values.kind == Kind.NUMBER:
        form.least_number.data, form.most_number.data = limits.least, limits.most
        form.decimals.data = limits.decimals
    elif values.kind in DAYS:
        form.least_day.data, form.most_day.data = (
            date.fromisoformat(text) if text else None for text in (limits.least, limits.most)
        )
    elif values.kind in LENGTHS:
        form.least_length.data, form.most_length.data = (
            int(text) if text else None for text in (limits.least, limits.most)
        )


def refuse_limits(form: Any) -> None:
    """Blame what is no number."""
    if form.kind.data != Kind.NUMBER:
        return
    for field in (form.least_number, form.most_number):
        if field.data and number_of(field.data) is None:
            field.errors = [_("Enter a number in digits, like 12")]


def limits_typed(form: Any) -> Limits:
    """Those that the kind has; what cannot be read counts as none."""
    if form.kind.data == Kind.NUMBER:
        return Limits(_plain(form.least_number.data), _plain(form.most_number.data), form.decimals.data)
    if form.kind.data in DAYS:
        least, most = form.least_day.data, form.most_day.data
        return Limits(least.isoformat() if least else "", most.isoformat() if most else "")
    if form.kind.data in LENGTHS:
        return Limits(str(form.least_length.data or ""), str(form.most_length.data or ""))
    return Limits()


def _plain(text: str | None) -> str:
    number: Decimal | None = number_of(text or "")
    return "" if number is None else format(number, "f")
