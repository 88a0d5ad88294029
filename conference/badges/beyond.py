"""What badges show that no version of a registration tells of: facts that other tables hold, words that are ours.

Printed badges keep a stamp of it, so that it is known without reading people whether any of it has changed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask_babel import force_locale

from conference.core.templating import country_choices
from conference.events.models import Event
from conference.signup.queries import items_of

from . import queries
from .drawing import language_of
from .hooks import FIELD_SOURCES, FieldSource
from .programmes import own_sessions

LENGTH = 12


@dataclass(frozen=True)
class Beyond:
    """`own`: the stamps of those of whom something of their own is known; all others have `common`."""

    common: str
    own: Mapping[int, str]

    def of(self, registration_id: int) -> str:
        return self.own.get(registration_id, self.common)


def beyond_of(event: Event, wants: Collection[str], ids: Collection[int]) -> Beyond:
    """For badges that show what `wants` says (`layouts.wanted`). Read before the cards: it must not be newer."""
    sources = {name: source for name, source in (OURS | FIELD_SOURCES).items() if name in wants}
    common = [(name, source.common(event)) for name, source in sorted(sources.items())]
    own: dict[int, list[object]] = defaultdict(list)
    for name, source in sorted(sources.items()):
        for ident, fact in source.own(event, ids).items():
            own[ident].append((name, fact))
    shared = _stamp(common)
    return Beyond(shared, {ident: _stamp(shared, facts) for ident, facts in own.items()})


def _stamp(*facts: object) -> str:
    return sha256(repr(facts).encode()).hexdigest()[:LENGTH]


def _countries(event: Event) -> object:
    """Their names may change with a new version of the application."""
    with force_locale(language_of(event)):
        return country_choices("")


def _delegations(event: Event, ids: Collection[int]) -> Mapping[int, object]:
    return queries.delegations_of(event.id, ids)


def _words_of_programme(event: Event) -> object:
    return language_of(event), event.zone


def _sessions(event: Event, ids: Collection[int]) -> Mapping[int, object]:
    """Of each person's sessions what is shown of them, or decides whether and where."""
    shown = {
        item.slot_id: _stamp(item.starts_at, item.room_position, item.room, item.title, item.is_cancelled)
        for item in items_of(event, language_of(event))
    }
    return {
        ident: sorted(shown[slot] for slot in slots if slot in shown)
        for ident, slots in own_sessions(event.id, ids).items()
    }


def _no_values(*_people: object) -> Mapping[int, str]:
    return {}


# what `drawing.cards_of` knows by itself
OURS = {
    "country": FieldSource(_no_values, common=_countries),
    "delegation": FieldSource(_no_values, own=_delegations),
    "agenda:person": FieldSource(_no_values, common=_words_of_programme, own=_sessions),
}
