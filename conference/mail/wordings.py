"""Kinds of messages whose words an event may replace by its own; features add theirs when they start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from .letters import Letter
from .queries import find_wording
from .rendering import OwnWords, Placeholder, Values, own_words
from .words import KIND_WORDS


@dataclass(frozen=True)
class Sample:
    """A letter as it would be to somebody, `to`; for the eyes of organisers, so without that person's secrets."""

    to: str
    values: Values
    write: Callable[[OwnWords], Letter]


# (kind, id of the event, what organisers typed to find somebody) -> the letter to them, in the language in force
Sampler = Callable[[str, int, str], Sample | None]


@dataclass(frozen=True)
class WordingKind:
    """`subject` and `body` give the built-in words in the language in force, with placeholders.

    `stays`: in words, what the letter holds besides, whatever the organisers write. `about`: what letters of its family
    are about. `nobody`: what to say where there is nobody yet to show it to.
    """

    kind: str
    label: Any
    stays: Any
    placeholders: tuple[Placeholder, ...]
    subject: Callable[[], str]
    body: Callable[[], str]
    about: Any = ""
    nobody: Any = ""
    sampler: Sampler | None = None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(placeholder.name for placeholder in self.placeholders)


KINDS: dict[str, WordingKind] = {}


def offer_wordings(kinds: Iterable[WordingKind], sampler: Sampler, *, about: Any, nobody: Any) -> None:
    """A family of letters. Their labels stand for messages that have no subject yet."""
    for kind in kinds:
        KINDS[kind.kind] = replace(kind, sampler=sampler, about=about, nobody=nobody)
        KIND_WORDS[kind.kind] = kind.label


def own_words_for(kind: str, event_id: int, language: str, values: Values) -> OwnWords | None:
    """The event's own words for a letter; None where the built-in ones are used."""
    if kind not in KINDS or (row := find_wording(event_id, kind, language)) is None:
        return None
    return own_words(row.subject, row.body, language, values)
