"""Instants are UTC inside; here they become the wall time of a zone, and come back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, get_timezone_location
from flask import Flask
from flask_babel import format_datetime, format_time, format_timedelta, get_locale

NOWHERE = {"Factory", "localtime"}  # in the database of zones, but of no place
EUROPEAN_ENGLISH = Locale("en", "GB")


def is_zone(name: str) -> bool:
    return name in available_timezones() - NOWHERE


def to_zone(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def from_wall(wall: datetime, zone: str) -> datetime:
    """The instant at which clocks in `zone` show `wall` (naive); the first of two when clocks go back.

    Raises ValueError for a time that clocks skip when they go forward.
    """
    at = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise ValueError(f"{wall} does not exist in {zone}")
    return at


def to_wall(at: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at the instant, to the minute, without its zone."""
    return to_zone(at, zone).replace(tzinfo=None, second=0, microsecond=0)


def comes_twice(at: datetime, zone: str) -> bool:
    """Whether clocks in `zone` show this time twice that night, as they go back."""
    here = to_zone(at, zone)
    return here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()


def local_day(at: datetime, zone: str) -> date:
    return to_zone(at, zone).date()


def _date(on: date, form: str) -> str:
    """In the reader's language; English is written as in Europe, the day before the month."""
    locale = get_locale()
    return format_date(on, form, locale=locale if locale and locale.language != "en" else EUROPEAN_ENGLISH)


def day(at: datetime | date, zone: str = "UTC") -> str:
    """Wednesday, 20 November 2024; it stands on its own, so it begins with a capital in any language."""
    words = _date(local_day(at, zone) if isinstance(at, datetime) else at, "full")
    return words[:1].upper() + words[1:]


def long_date(on: date) -> str:
    """20 November 2024."""
    return _date(on, "long")


def short_day(at: datetime | date, zone: str = "UTC") -> str:
    """20 Nov 2024."""
    return _date(local_day(at, zone) if isinstance(at, datetime) else at, "medium")


def clock(at: datetime, zone: str) -> str:
    """09:14, in any language: agendas and doors use the 24-hour clock."""
    return str(format_time(to_zone(at, zone), "HH:mm", rebase=False))


def clock_seconds(at: datetime, zone: str) -> str:
    """09:14:32, where seconds tell whether something still lives."""
    return str(format_time(to_zone(at, zone), "HH:mm:ss", rebase=False))


def instant(at: datetime, zone: str) -> str:
    """20 Nov 2024, 09:14."""
    return str(format_datetime(to_zone(at, zone), "d MMM y, HH:mm", rebase=False))


def minutes_ago(minutes: int) -> str:
    """3 minutes ago, 2 hours ago."""
    return str(format_timedelta(timedelta(minutes=-minutes), granularity="minute", threshold=1, add_direction=True))


def date_range(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """20 November 2024, or 20 – 22 November 2024, in the reader's language."""
    first, last = local_day(starts_at, zone), local_day(ends_at - timedelta(seconds=1), zone)
    if first == last:
        return _date(first, "long")
    if first.year != last.year:
        return f"{_date(first, 'long')} – {_date(last, 'long')}"
    if first.month != last.month:
        return f"{_date(first, 'd MMMM')} – {_date(last, 'long')}"
    return f"{first.day} – {_date(last, 'long')}"


def zone_label(at: datetime, zone: str) -> str:
    """How far the zone's clocks are from UTC at that time: "Brussels, UTC+1"."""
    offset = to_zone(at, zone).utcoffset() or timedelta()
    minutes = int(offset.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"{zone_city(zone)}, UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def zone_city(zone: str) -> str:
    return str(get_timezone_location(zone, locale=get_locale() or "en", return_city=True))


def init_times(app: Flask) -> None:
    for name in (day, long_date, short_day, clock, clock_seconds, instant, minutes_ago, date_range, zone_label):
        app.add_template_filter(name)
