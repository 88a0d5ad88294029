"""What stands on blank badges: everything of the event, nothing of a person, and a number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from conference.badges.cards import BadgeCard
from conference.badges.drawing import base_card, language_of
from conference.core.secretlinks import LostKey
from conference.events.models import Event

from .blank_codes import code_of
from .models import BlankBadge
from .queries import blanks


def cards(event: Event, chosen: Mapping[str, Any], wants: frozenset[str]) -> list[BadgeCard]:
    """Of those that nobody has, among the numbers of the print run; without those whose key is gone."""
    lang = language_of(event)
    found = blanks.unused(event.id, ranges(chosen))
    with force_locale(lang):
        base = base_card(event, lang, wants)
        return [replace(base, code=code, blank=_("No. %(number)s", number=one.number)) for one, code in _coded(found)]


def _coded(found: list[BlankBadge]) -> list[tuple[BlankBadge, str]]:
    coded = []
    for one in found:
        try:
            coded.append((one, code_of(one)))
        except LostKey:
            continue
    return coded


def ranges(chosen: Mapping[str, Any]) -> list[range]:
    return [range(first, last + 1) for first, last in chosen["numbers"]]


def words(chosen: Mapping[str, Any]) -> str:
    parts = [str(first) if first == last else f"{first}–{last}" for first, last in chosen["numbers"]]
    return _("Blank badges %(numbers)s", numbers=", ".join(parts))
