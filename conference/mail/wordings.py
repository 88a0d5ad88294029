"""Kinds of messages whose words an event may replace by its own; features add theirs when they start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .queries import find_wording
from .rendering import OwnWords, Placeholder, Values, own_words
from .words import KIND_WORDS


@dataclass(frozen=True)
class WordingKind:
    """`subject` and `body` give the built-in words in the language in force, with placeholders.

    `stays`: in words, what the letter holds besides, whatever the organisers write.
    """

    kind: str
    label: Any
    stays: Any
    placeholders: tuple[Placeholder, ...]
    subject: Callable[[], str]
    body: Callable[[], str]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(placeholder.name for placeholder in self.placeholders)


KINDS: dict[str, WordingKind] = {}


def offer_wordings(kinds: Iterable[WordingKind]) -> None:
    """Their labels stand for messages that have no subject yet."""
    for kind in kinds:
        KINDS[kind.kind] = kind
        KIND_WORDS[kind.kind] = kind.label


def own_words_for(kind: str, event_id: int, language: str, values: Values) -> OwnWords | None:
    """The event's own words for a letter; None where the built-in ones are used."""
    if kind not in KINDS or (row := find_wording(event_id, kind, language)) is None:
        return None
    return own_words(row.subject, row.body, language, values)
