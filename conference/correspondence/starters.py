"""Announcements to begin with, in every language of the event that we write in; organisers change what they like."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from conference.core.i18n import LANGUAGES

from .models import Timing


@dataclass(frozen=True)
class Starter:
    """`key` stands in addresses; `amount`: days or hours of the rule."""

    key: str
    label: Any
    subject: Any
    body: Any
    timing: Timing
    amount: int = 1


STARTERS = (
    Starter(
        "week",
        _l("A week before"),
        _l("In a week: {event}"),
        _l(
            "Dear {name},\n\nin a week it begins.\n\n**When:** {date}, {time}\n\n**Where:** {place}\n\n"
            "Your ticket, your sessions and your details are on your page: {link}\n\n"
            "You cannot come? Please give your place back there, so that somebody else gets it."
        ),
        Timing.DAYS_BEFORE,
        7,
    ),
    Starter(
        "evening",
        _l("The evening before"),
        _l("Tomorrow: {event}"),
        _l(
            "Dear {name},\n\ntomorrow we see you: {time}, {place}.\n\n"
            "Have your ticket at hand, on your phone or printed: {link}\n\nThe agenda as it is now: {event page}"
        ),
        Timing.EVENING_BEFORE,
    ),
    Starter(
        "thanks",
        _l("Thanks, materials, survey"),
        _l("Thank you: {event}"),
        _l(
            "Dear {name},\n\nthank you for taking part.\n\n"
            "The materials stand beside their sessions in the agenda: {event page}\n\n"
            "Please tell us in three minutes how it was: (put the address of your survey here)"
        ),
        Timing.HOURS_AFTER,
        18,
    ),
)


def find_starter(key: str) -> Starter | None:
    return next((one for one in STARTERS if one.key == key), None)


def texts_of(starter: Starter, languages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """{language: (subject, text)} of those that we have words in."""
    found = {}
    for language in languages:
        if language in LANGUAGES:
            with force_locale(language):
                found[language] = (str(starter.subject), str(starter.body))
    return found
