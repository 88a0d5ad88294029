"""Whom a wish means: the filter's people, by what they were printed before and what their badges would say now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from conference.badges import drawing
from conference.events.models import Event
from conference.registration.manage_queries import RegistrationFilter
from conference.registration.models import Registration

from . import queries
from .models import BadgePrint
from .rules import Which
from .saying import Said, Sayings, changed_parts


@dataclass(frozen=True)
class Standing:
    """How the badges of some people stand: `changes` says what is new of each who has an outdated one."""

    people: tuple[Registration, ...]
    printed: dict[int, BadgePrint] = field(default_factory=dict)
    changes: dict[int, list[str]] = field(default_factory=dict)

    def of(self, which: Which) -> list[Registration]:
        return [row for row in self.people if self._is_meant(row.id, which)]

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
        return sum(row.id not in self.printed for row in self.people)


def standing_of(event: Event, narrow: RegistrationFilter, delegation: str = "", codes: Sequence[str] = ()) -> Standing:
    """Everybody whom the filter means, or of them those with these codes, whatever was printed of them."""
    return stand(event, queries.people(queries.meant(event.id, narrow, delegation, codes)))


def stand(event: Event, people: Sequence[Registration]) -> Standing:
    ids = {row.id for row in people}
    printed = queries.newest_prints(event.id, ids)
    now = said_by(event, [row for row in people if row.id in printed])
    changes = {
        ident: changed_parts(printed[ident].parts, said.parts)
        for ident, said in now.items()
        if said.digest != printed[ident].digest
    }
    return Standing(tuple(people), printed, changes)


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
