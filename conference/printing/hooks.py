"""Badges that are nobody's yet: a higher feature that prints some joins when it starts."""

from collections.abc import Callable, Mapping
from typing import Any

from conference.badges.cards import BadgeCard
from conference.events.models import Event

# kind, as `PrintRun.chosen["pile"]` says it -> the cards of such a run as they stand now, by what `layouts.wanted` says
PILES: dict[str, Callable[[Event, Mapping[str, Any], frozenset[str]], list[BadgeCard]]] = {}

# the same kind -> whose badges they are, in words
PILE_WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {}
