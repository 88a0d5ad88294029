"""What the pages of an own agenda show, made ready for templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from conference.core.i18n import language
from conference.events.models import Event
from conference.planning.queries import ways_of
from conference.planning.ways import hints
from conference.programme import agenda as rules
from conference.programme import queries as programme
from conference.programme.agenda import Day, Item
from conference.programme.cards import Cards
from conference.programme.models import Release
from conference.programme.notes import notes
from conference.registration.models import Registration

from . import queries


def cards_of(event: Event, release: Release | None, items: Sequence[Item]) -> Cards:
    """Cards that say what changed since the release before."""
    before = programme.find_release(event.id, release.number - 1) if release and release.number > 1 else None
    return Cards(event, notes(items, programme.places_of_release(before), event.zone))


def days_of(event: Event, items: Sequence[Item], at: datetime) -> list[Day]:
    return rules.by_day(items, event.zone, at)


@dataclass(frozen=True)
class Chosen:
    """What a registered person has chosen. `clashes`: pairs that overlap, or are too far apart to go to both."""

    is_published: bool
    items: Sequence[Item]
    clashes: int


def chosen_of(registration: Registration) -> Chosen:
    agenda = queries.find_of_registration(registration.id)
    items = queries.picked_items(agenda, language()) if agenda else []
    clashes = len(hints(items, ways_of(registration.event))) if len(items) > 1 else 0
    return Chosen(programme.newest_release(registration.event_id) is not None, items, clashes)
