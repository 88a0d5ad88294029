"""What the pages of an own agenda show, made ready for templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from conference.core.i18n import language
from conference.events.models import Event
from conference.programme import agenda as rules
from conference.programme import queries as programme
from conference.programme.agenda import Day, Item
from conference.programme.cards import Cards
from conference.programme.models import Release
from conference.programme.notes import notes
from conference.registration.models import Registration

from . import queries
from .rules import Hint, hints


def cards_of(event: Event, release: Release | None, items: Sequence[Item]) -> Cards:
    """Cards that say what changed since the release before."""
    before = programme.find_release(event.id, release.number - 1) if release and release.number > 1 else None
    return Cards(event, notes(items, programme.places_of_release(before), event.zone))


def days_of(event: Event, items: Sequence[Item], at: datetime) -> list[Day]:
    return rules.by_day(items, event.zone, at)


def overlap_words(other: Item) -> str:
    return str(_("At the same time as “%(title)s”", title=other.title))


def hint_words(hint: Hint) -> str:
    """What stands on the card of the later of the two."""
    title = hint.before.title
    if hint.given is None:
        return overlap_words(hint.before)
    return str(
        _(
            "%(given)d minutes after “%(title)s”, but the way from %(room)s takes %(needed)d",
            given=hint.given, title=title, room=hint.before.room, needed=hint.needed,
        )
    )  # fmt: skip


def hints_by_slot(found: Sequence[Hint]) -> dict[int, list[str]]:
    """What overlaps is said on both cards, a way that is too long on the later one."""
    words: dict[int, list[str]] = {}
    for hint in found:
        if hint.given is None:
            words.setdefault(hint.before.slot_id, []).append(overlap_words(hint.after))
        words.setdefault(hint.after.slot_id, []).append(hint_words(hint))
    return words


@dataclass(frozen=True)
class Chosen:
    """What a registered person has chosen. `clashes`: pairs that overlap, or are too far apart to go to both."""

    is_published: bool
    items: Sequence[Item]
    clashes: int


def chosen_of(registration: Registration) -> Chosen:
    agenda = queries.find_of_registration(registration.id)
    items = queries.picked_items(agenda, language()) if agenda else []
    clashes = len(hints(items, queries.ways_of(registration.event))) if len(items) > 1 else 0
    return Chosen(programme.newest_release(registration.event_id) is not None, items, clashes)
