"""Which sessions people sign up for, until when, and who gets a place. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask_babel import gettext as _

from conference.core.errors import Refused
from conference.events.models import Event, Mode
from conference.programme.agenda import Item

RANKS = (1, 2, 3)  # first, second and third choice
MOST_CHOSEN = 60


class NotOffered(Refused):
    code: ClassVar[str] = "not_offered"


class SignUpClosed(Refused):
    code: ClassVar[str] = "sign_up_closed"


class NoPlaceLeft(Refused):
    code: ClassVar[str] = "session_full"


class OnlyInRoom(Refused):
    code: ClassVar[str] = "only_in_room"


class NotSignedUp(Refused):
    code: ClassVar[str] = "not_signed_up"


@dataclass(frozen=True)
class Offer:
    """A session at one time, as people may sign up for it. `capacity`: None is room for everybody."""

    item: Item
    capacity: int | None
    taken: int = 0
    waiting: int = 0
    wished: int = 0
    closes_at: datetime | None = None
    is_on: bool | None = None

    @property
    def key(self) -> str:
        return self.item.slot_uuid

    @property
    def slot_id(self) -> int:
        return self.item.slot_id

    @property
    def left(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def is_for_room(self) -> bool:
        """Its places are seats. Where none are counted and a stream is sent, those online can sign up just as well."""
        return bool(self.item.room) and not (self.item.is_streamed and self.capacity is None)

    def is_open(self, at: datetime) -> bool:
        return why_not_choose(self, at) is None

    def is_possible(self, event: Event, mode: str) -> bool:
        """For somebody who takes part so. An event that is all online may call its meetings rooms."""
        return event.mode != Mode.HYBRID or mode != Mode.ONLINE or not self.is_for_room


def is_offered(item: Item, is_on: bool | None) -> bool:  # noqa: FBT001 - a column
    """Whether people sign up for it: as the organisers say, else when its places are counted."""
    if item.is_cancelled or item.is_set_back:
        return False
    return item.capacity is not None if is_on is None else is_on


def why_not_choose(offer: Offer, at: datetime) -> Refused | None:
    """Say why nobody can join or leave the session at `at`."""
    if not is_offered(offer.item, offer.is_on):
        return NotOffered(_("Nobody signs up for “%(title)s” any more", title=offer.item.title))
    if at >= offer.item.starts_at or (offer.closes_at is not None and at >= offer.closes_at):
        return SignUpClosed(_("The time to sign up for “%(title)s” is over", title=offer.item.title))
    return None


def why_not_from_there(offer: Offer, event: Event, mode: str) -> Refused | None:
    """Say why whoever takes part so has no place in the session; None when they can."""
    if offer.is_possible(event, mode):
        return None
    title = offer.item.title
    refusal = OnlyInRoom(
        _("The places in “%(title)s” are in the room. Online you follow it without a place.", title=title)
        if offer.item.is_streamed
        else _("“%(title)s” takes place in the room only: you take part online", title=title)
    )
    refusal.anchor = anchor_of(offer.key)
    return refusal


def anchor_of(key: str) -> str:
    """The id of a session's tick box, or list of ranks, in forms."""
    return f"session-{key}"


def why_not_give_back(item: Item, at: datetime) -> Refused | None:
    """Say why nobody can leave the session any more at `at`; until it begins, a place that is given back helps."""
    if at >= item.starts_at:
        return SignUpClosed(_("“%(title)s” has begun", title=item.title))
    return None


def not_there() -> NotOffered:
    return NotOffered(_("One of the sessions is not offered any more: choose anew"))


def overlap(one: Item, other: Item) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


@dataclass(frozen=True)
class Wish:
    """A wish to be considered: `ident` of the row, whose it is, for which slot, in which order of likes."""

    ident: int
    person: int
    slot_id: int
    rank: int


def allot(
    wishes: Sequence[Wish], free: Mapping[int, int | None], items: Mapping[int, Item]
) -> tuple[list[int], list[int], list[int]]:
    """(who gets a place, who waits, which wishes are settled by another): ids of wishes, which come in their order.

    All first choices come before any second one. Nobody gets two places at the same time, and whoever got one of
    their choices does not wait for another at that time.
    """
    left, given = dict(free), dict[int, list[int]]()
    taken: list[int] = []
    for wish in sorted(wishes, key=lambda wish: wish.rank):
        places = left.get(wish.slot_id)
        if _is_busy(wish, given, items) or (places is not None and places < 1):
            continue
        if places is not None:
            left[wish.slot_id] = places - 1
        given.setdefault(wish.person, []).append(wish.slot_id)
        taken.append(wish.ident)
    others = [wish for wish in wishes if wish.ident not in set(taken)]
    settled = [wish.ident for wish in others if _is_busy(wish, given, items)]
    return taken, [wish.ident for wish in others if wish.ident not in set(settled)], settled


def _is_busy(wish: Wish, given: Mapping[int, Iterable[int]], items: Mapping[int, Item]) -> bool:
    return any(overlap(items[wish.slot_id], items[slot_id]) for slot_id in given.get(wish.person, ()))
