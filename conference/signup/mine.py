"""What somebody signed up for, made ready for templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _

from conference.core.i18n import language
from conference.planning.queries import ways_of
from conference.planning.ways import hints, hints_by_slot
from conference.programme.agenda import Item
from conference.registration.models import HOLDS_PLACE, Registration

from . import queries, rules
from .models import SignUp, SignUpState
from .words import STATE_WORDS, rank_words

LOOKS = {SignUpState.TAKEN: "confirmed", SignUpState.WAITING: "waiting", SignUpState.WISHED: "pending"}


@dataclass(frozen=True)
class Mine:
    item: Item
    look: str  # of the status component
    words: str
    row: SignUp

    def may_give_back(self, at: datetime) -> bool:
        return not self.item.is_cancelled and rules.why_not_give_back(self.item, at) is None


@dataclass(frozen=True)
class MySessions:
    """`hints`: what cannot be gone to in full, by slot."""

    chosen: Sequence[Mine] = ()
    is_offered: bool = False
    hints: Mapping[int, Sequence[str]] = field(default_factory=dict)


def my_sessions(registration: Registration) -> MySessions:
    event = registration.event
    items = {item.slot_id: item for item in queries.items_of(event, language())}
    if not items:
        return MySessions()
    rows = {row.slot_id: row for row in queries.sign_ups_of(registration.id)}
    chosen = [_mine(item, rows[item.slot_id], registration) for item in items.values() if item.slot_id in rows]
    going = [one.item for one in chosen]
    found = hints_by_slot(hints(going, ways_of(event))) if len(going) > 1 else {}
    is_offered = any(offer.is_possible(event, registration.mode) for offer in queries.offers(event, language()))
    return MySessions(chosen, is_offered, found)


def _mine(item: Item, row: SignUp, registration: Registration) -> Mine:
    return Mine(item, LOOKS[SignUpState(row.state)], words_of(row, registration), row)


def words_of(row: SignUp, registration: Registration) -> str:
    """How it stands with a sign-up."""
    state = SignUpState(row.state)
    if state == SignUpState.WISHED:
        return rank_words(row.rank)
    if state == SignUpState.WAITING and registration.state in HOLDS_PLACE:
        return str(_("Waiting list, number %(position)d", position=queries.position(row)))
    return str(STATE_WORDS[state])
