"""What templates know besides what a view hands them."""

from decimal import Decimal

from babel import Locale
from flask import Flask, current_app
from flask_babel import format_decimal
from markupsafe import Markup

from . import audit, text
from .clock import now
from .i18n import language
from .scripts import name_language


def country_name(code: str | None) -> str:
    """The name of an ISO 3166-1 alpha-2 country in the reader's language; "" for none."""
    return str(Locale.parse(language()).territories.get(code, code)) if code else ""


def language_name(code: str) -> str:
    return str(Locale.parse(language()).languages.get(code, code))


def external_url(path: str) -> str:
    """The full address of a page, for mails and calendars: always the configured one."""
    return str(current_app.config["BASE_URL"]) + path


def country_choices(first: str) -> list[tuple[str, str]]:
    """(code, name) of all countries in the reader's language, sorted, after an empty line that says `first`."""
    names = Locale.parse(language()).territories
    found = [(code, name) for code, name in names.items() if code.isalpha() and code not in NOT_STATES]
    return [("", first), *sorted(found, key=lambda pair: text.fold(pair[1]) if language() == "en" else pair[1])]


NOT_STATES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}


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
    app.add_template_global(audit.timeline, "timeline_of")
