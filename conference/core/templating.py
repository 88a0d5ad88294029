"""What templates know besides what a view hands them."""

from decimal import Decimal
from functools import cache

from babel import Locale
from flask import Flask, current_app
from flask_babel import format_decimal
from markupsafe import Markup

from . import audit, text
from .clock import now
from .i18n import language
from .scripts import name_language
from .uploads import file_limit

# what the list of territories holds besides countries: unions, the world's leftovers, uninhabited rocks
NO_STATES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})

# what a country calls itself and its language, where Unicode's data say otherwise
OWN_NAMES = {"ru": {"KG": "Кыргызстан", "ky": "кыргызский"}}


def country_name(code: str | None) -> str:
    """The name of an ISO 3166-1 alpha-2 country in the reader's language; "" for none."""
    return _country_names(language()).get(code, code) if code else ""


@cache
def _country_names(code: str) -> dict[str, str]:
    names = Locale.parse(code).territories
    return {state: OWN_NAMES.get(code, {}).get(state, name) for state, name in names.items()}


def language_name(code: str) -> str:
    return OWN_NAMES.get(language(), {}).get(code) or str(Locale.parse(language()).languages.get(code, code))


def external_url(path: str) -> str:
    """The full address of a page, for mails and calendars: always the configured one."""
    return str(current_app.config["BASE_URL"]) + path


def country_choices(first: str) -> list[tuple[str, str]]:
    """(code, name) of all countries in the reader's language, sorted, after an empty line that says `first`."""
    return [("", first), *_countries(language())]


@cache
def _countries(code: str) -> tuple[tuple[str, str], ...]:
    """Sorted once for each language: every registration page lists them."""
    states = [
        (state, name) for state, name in _country_names(code).items() if state.isalpha() and state not in NO_STATES
    ]
    return tuple(sorted(states, key=lambda pair: text.fold(pair[1]) if code == "en" else pair[1]))


def amount(number: Decimal) -> str:
    """A sum of money without cents, as the reader's language groups it: 21,650,000."""
    return str(format_decimal(round(number)))


def markdown(source: str) -> Markup:
    return text.markdown(source)


def init_templating(app: Flask) -> None:
    app.add_template_filter(country_name)
    app.add_template_filter(language_name)
    app.add_template_filter(amount)
    app.add_template_filter(markdown)
    app.add_template_filter(name_language)
    app.add_template_global(external_url)
    app.add_template_global(now)
    app.add_template_global(file_limit)
    app.add_template_global(audit.timeline, "timeline_of")
