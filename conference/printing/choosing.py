"""Whom a wish means: the filter's people, by what they were printed before and what their badges would say now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from conference.badges import drawing
from conference.badges.beyond import beyond_of
from conference.events.models import Event
from conference.registration.manage_queries import RegistrationFilter
from conference.registration.models import Registration

from . import queries
from .rules import Which
from .saying import Said, Sayings, changed_parts


@dataclass(frozen=True)
class Standing:
    """How the badges of some people stand, by the ids of their registrations.

    `outdated`: who has a badge that says something old.
    """

    people: tuple[int, ...]
    printed: Collection[int] = frozenset()
    outdated: Collection[int] = frozenset()

    def of(self, which: Which) -> list[int]:
        match which:
            case Which.NEVER:
                return [ident for ident in self.people if ident not in self.printed]
            case Which.CHANGED:
                return [ident for ident in self.people if ident in self.outdated]
            case Which.NEW:
                return [ident for ident in self.people if ident in self.outdated or ident not in self.printed]
        return list(self.people)

    @property
    def never(self) -> int:
        return len(self.of(Which.NEVER))


def standing_of(event: Event, narrow: RegistrationFilter, delegation: str = "", codes: Sequence[str] = ()) -> Standing:
    """Everybody whom the filter means, or of them those with these codes, whatever was printed of them."""
    return stand(event, queries.meant(event.id, narrow, delegation, codes))


def stand(event: Event, people: Sequence[int]) -> Standing:
    """Only of whom something changed that may be on the badge is read what it would say.

    Where what all of a category share changed, every badge of it is outdated, and nothing more is read either.
    """
    prints = queries.stamps_of_newest(event.id, set(people))
    if not prints:
        return Standing(tuple(people))
    layouts = drawing.layouts_in_force(event)
    wants = drawing.wants_of(layouts)
    beyond = beyond_of(event, wants, {one.registration_id for one in prints})
    sayings = Sayings(layouts)
    cards = drawing.cards_of_categories(event, wants)
    shared = {ident: sayings.of(card, ticket_version=0).shared for ident, card in cards.items()}
    outdated, doubtful = set(), set()
    for one in prints:
        if one.shared is not None and one.shared != shared[one.category_id]:
            outdated.add(one.registration_id)
        elif not one.is_same_person or one.beyond != beyond.of(one.registration_id):
            doubtful.add(one.registration_id)
    outdated |= _differing(event, doubtful)
    return Standing(tuple(people), frozenset(one.registration_id for one in prints), frozenset(outdated))


def _differing(event: Event, ids: Collection[int]) -> set[int]:
    """Those of the people whose badge would say something else than the one that they have."""
    if not ids:
        return set()
    printed, now = queries.digests_of_newest(event.id, ids), said_by(event, queries.who_say(event.id, ids))
    return {ident for ident, said in now.items() if said.digest != printed[ident]}


def changes_of(event: Event, people: Collection[Registration]) -> dict[int, list[str]]:
    """What is new of each of them who has a badge, by registration."""
    before = queries.newest_prints(event.id, {row.id for row in people})
    now = said_by(event, [row for row in people if row.id in before]) if before else {}
    return {ident: changed_parts(before[ident].parts, said.parts) for ident, said in now.items()}


def said_by(event: Event, people: Collection[Registration]) -> dict[int, Said]:
    """What the badge of each would say now."""
    rows = [row for row in people if row.valid_ticket]
    if not rows:
        return {}
    layouts = drawing.layouts_in_force(event)
    wants = drawing.wants_of(layouts)
    beyond = beyond_of(event, wants, {row.id for row in rows})
    cards = drawing.cards_of(event, rows, wants, with_codes=False)
    sayings = Sayings(layouts)
    return {
        row.id: sayings.of(card, row.valid_ticket.version, row.version, beyond.of(row.id))
        for row, card in zip(rows, cards, strict=True)
        if row.valid_ticket
    }
