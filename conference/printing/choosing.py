"""Whom a wish means: the filter's people, by what they were printed before and what their badges would say now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from conference.badges import drawing
from conference.events.models import Event
from conference.registration.manage_queries import RegistrationFilter
from conference.registration.models import Registration

from . import queries
from .rules import Which
from .saying import Said, Sayings, changed_parts


@dataclass(frozen=True)
class Standing:
    """How the badges of some people stand, by the ids of their registrations.

    `outdated`: who has a badge that says something old; `changes`: what is new of each of them.
    """

    people: tuple[int, ...]
    printed: Collection[int] = ()
    outdated: tuple[Registration, ...] = ()
    changes: dict[int, list[str]] = field(default_factory=dict)

    def of(self, which: Which) -> list[int]:
        return [ident for ident in self.people if self._is_meant(ident, which)]

    def _is_meant(self, ident: int, which: Which) -> bool:
        is_printed, is_changed = ident in self.printed, ident in self.changes
        match which:
            case Which.NEVER:
                return not is_printed
            case Which.CHANGED:
                return is_changed
            case Which.NEW:
                return is_changed or not is_printed
        return True

    @property
    def never(self) -> int:
        return sum(ident not in self.printed for ident in self.people)


def standing_of(event: Event, narrow: RegistrationFilter, delegation: str = "", codes: Sequence[str] = ()) -> Standing:
    """Everybody whom the filter means, or of them those with these codes, whatever was printed of them."""
    return stand(event, queries.meant(event.id, narrow, delegation, codes))


def stand(event: Event, people: Sequence[int]) -> Standing:
    """Only who has a badge is read from the database as a person, and only whose badge is outdated what it said."""
    printed = queries.digests_of_newest(event.id, set(people))
    rows = queries.who_say(event.id, printed.keys()) if printed else []
    now = said_by(event, rows)
    outdated = [row for row in rows if now[row.id].digest != printed[row.id]]
    before = queries.newest_prints(event.id, {row.id for row in outdated}) if outdated else {}
    changes = {row.id: changed_parts(before[row.id].parts, now[row.id].parts) for row in outdated}
    return Standing(tuple(people), printed.keys(), tuple(outdated), changes)


def said_by(event: Event, people: Collection[Registration]) -> dict[int, Said]:
    """What the badge of each would say now."""
    if not people:
        return {}
    layouts = drawing.layouts_in_force(event)
    rows = [row for row in people if row.valid_ticket]
    cards = drawing.cards_of(event, rows, drawing.wants_of(layouts), with_codes=False)
    sayings = Sayings(layouts)
    return {
        row.id: sayings.of(card, row.valid_ticket.version)
        for row, card in zip(rows, cards, strict=True)
        if row.valid_ticket
    }
