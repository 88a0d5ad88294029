"""What the pages of an own agenda show, made ready for templates."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from conference.events.models import Event
from conference.programme import agenda as rules
from conference.programme import queries as programme
from conference.programme.agenda import Day, Item
from conference.programme.cards import Cards
from conference.programme.models import Release
from conference.programme.notes import notes

from .rules import Hint


def cards_of(event: Event, release: Release | None, items: Sequence[Item]) -> Cards:
    """Cards that say what changed since the release before."""
    before = programme.find_release(event.id, release.number - 1) if release and release.number > 1 else None
    return Cards(event, notes(items, programme.places_of_release(before), event.zone))


def days_of(event: Event, items: Sequence[Item], at: datetime) -> list[Day]:
    return rules.by_day(items, event.zone, at)


def hint_words(hint: Hint) -> str:
    """What stands on the card of the later of the two."""
    title = hint.before.title
    if hint.given is None:
        return str(_("At the same time as “%(title)s”", title=title))
    return str(
        _(
            "%(given)d minutes after “%(title)s”, but the way from %(room)s takes %(needed)d",
            given=hint.given, title=title, room=hint.before.room, needed=hint.needed,
        )
    )  # fmt: skip


def hints_by_slot(found: Sequence[Hint]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = {}
    for hint in found:
        words.setdefault(hint.after.slot_id, []).append(hint_words(hint))
    return words
