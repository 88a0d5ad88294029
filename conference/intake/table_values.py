"""What the cells of a table say. Pure: a text in, a value out, or Wrong with a sentence."""

import re
from datetime import UTC, date, datetime, time, timedelta

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from conference.core import times
from conference.core.forms import EARLIEST_YEAR, LATEST_YEAR
from conference.core.text import clean_line, clean_lines, why_not_text

from .table_names import country_called, language_called

ERRORS = {"#VALUE!", "#REF!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?", re.IGNORECASE)
SERIAL = re.compile(r"(\d{5})(\.\d+)?")  # days since the end of 1899, as spreadsheets count them
FRACTION = re.compile(r"0?\.\d+")  # a part of a day
FIRST_SERIAL = date(1899, 12, 30)
OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
LENGTH = re.compile(r"(?:(\d{1,2})\s*(?:h|hours?|ч|std|:)\.?\s*)?(\d{1,4})?\s*(?:m|min|minutes?|мин|минут[аы]?)?\.?", re.IGNORECASE)  # fmt: skip  # noqa: E501
MOST_MINUTES = 24 * 60
MOST_PLACES = 1_000_000
NOON = 12


class Wrong(Exception):
    """The cell cannot be understood; the sentence says what to write."""


def text_of(typed: str, most: int, *, is_long: bool = False) -> str:
    if typed.strip() in ERRORS:
        raise Wrong(_("The spreadsheet could not work out this cell"))
    text = clean_lines(typed) if is_long else clean_line(typed)
    if wrong := why_not_text(text):
        raise Wrong(wrong)
    if most and len(text) > most:
        raise Wrong(_("Use %(most)d characters or fewer; these are %(count)d", most=most, count=len(text)))
    return text


def email_of(typed: str) -> str:
    try:
        return validate_email(typed.strip(), check_deliverability=False, test_environment=True, strict=True).normalized
    except EmailNotValidError as error:
        raise Wrong(_("Enter one e-mail address, like name@example.org")) from error


def country_of(typed: str) -> str:
    if (code := country_called(typed)) is None:
        raise Wrong(_("There is no country of this name: write its name or its two letters, like KG"))
    return code


def languages_of(typed: str) -> tuple[str, ...]:
    found = []
    for name in re.split(r"[,;/|\n+&]|\s(?:and|и|et|und)\s", typed):
        if name.strip():
            if (code := language_called(name)) is None:
                raise Wrong(_("%(name)s is no language we know: write English or en", name=name.strip()))
            found.append(code)
    return tuple(sorted(dict.fromkeys(found)))


def number_of(typed: str) -> int:
    digits = re.sub(r"[\s\xa0]", "", typed)
    if not digits.isascii() or not digits.isdigit() or not 1 <= int(digits[:9]) <= MOST_PLACES:
        raise Wrong(_("Enter a whole number of people, or leave it empty"))
    return int(digits[:9])


def minutes_of(typed: str) -> int:
    found = LENGTH.fullmatch(typed.strip())
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    if not 1 <= minutes <= MOST_MINUTES:
        raise Wrong(_("Enter a number of minutes from 1 to 1440"))
    return minutes


def day_of(typed: str) -> date | None:
    """The date at the beginning of the cell; None when there is none. Days come before months: 12.05.2027."""
    if found := YEAR_FIRST.match(typed):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := DAY_FIRST.match(typed):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := SERIAL.fullmatch(typed):
        return FIRST_SERIAL + timedelta(days=int(found[1]))
    else:
        return None
    try:
        day = date(*parts)
    except ValueError as error:
        raise Wrong(_("There is no such day: write it like 2027-05-12 or 12.05.2027")) from error
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise Wrong(_("There is no such day: write it like 2027-05-12 or 12.05.2027"))
    return day


def clock_of(typed: str) -> time | None:
    """The time at the end of the cell; None when there is none."""
    if (found := SERIAL.fullmatch(typed)) or FRACTION.fullmatch(typed):
        part = found[2] if found else typed
        return _time_of_day(round(float(part) * MOST_MINUTES)) if part else None
    rest = YEAR_FIRST.match(typed) or DAY_FIRST.match(typed)
    words = OFFSET.sub("", typed[rest.end() :] if rest else typed).strip(" T,")
    if not words:
        return None
    found = CLOCK.fullmatch(words)
    hour = int(found[1]) if found else 99
    if found and found[4]:
        hour = hour % NOON + (NOON if found[4].lower().startswith("p") else 0) if 1 <= hour <= NOON else 99
    try:
        return time(hour, int(found[2]) if found else 0)
    except ValueError as error:
        raise Wrong(_("Enter a date and time, like 2027-05-12 14:00 or 12.05.2027 14:00")) from error


def _time_of_day(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def instant_of(typed: str, day: date | None, zone: str) -> datetime:
    """The instant of a cell with date and time, or with a time of `day`; its own offset counts, else the zone's."""
    typed = typed.strip()
    if OFFSET.search(typed) and YEAR_FIRST.match(typed) and ":" in typed:
        try:
            at = datetime.fromisoformat(typed).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise Wrong(_("Enter a date and time, like 2027-05-12 14:00 or 12.05.2027 14:00")) from error
        if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
            raise Wrong(_("There is no such day: write it like 2027-05-12 or 12.05.2027"))
        return at.replace(second=0, microsecond=0)
    on, clock = day_of(typed) or day, clock_of(typed)
    if on is None:
        raise Wrong(_("The day is missing: write it before the time, or choose a column of days"))
    if clock is None:
        raise Wrong(_("The time of day is missing: write it like 14:00"))
    try:
        return times.from_wall(datetime.combine(on, clock), zone)
    except ValueError as error:
        raise Wrong(_("That time does not exist: clocks go forward that night")) from error
