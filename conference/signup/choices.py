"""Sessions to choose from, as the registration form and the page of a registration show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from conference.core.clock import now
from conference.core.i18n import language
from conference.core.times import local_day
from conference.events.models import Event, Mode
from conference.registration.hooks import Filled

from . import queries
from .models import SignUp
from .rules import MOST_CHOSEN, RANKS, Offer, overlap, why_not_choose
from .words import fill_words, rank_words

FIELD = "sessions"
RANK_FIELD = "rank-"


@dataclass(frozen=True)
class Choice:
    """One session to choose. `beside`: titles of others that are at the same time. `rank`: 0 while it is not chosen."""

    offer: Offer
    fill: str
    beside: Sequence[str]
    rank: int
    is_open: bool
    mine: SignUp | None = None
    is_room_only: bool = False  # at an event that others follow online


@dataclass(frozen=True)
class Choices:
    """By day. `ranks`: (number, words) where people state preferences."""

    days: Sequence[tuple[date, Sequence[Choice]]]
    ranks: Sequence[tuple[int, str]]

    @property
    def all(self) -> list[Choice]:
        return [choice for _day, of_day in self.days for choice in of_day]


def choices_of(
    event: Event,
    chosen: Mapping[str, int],
    at: datetime,
    *,
    mine: Mapping[int, SignUp] | None = None,
    only_open: bool = False,
    mode: str = "",
) -> Choices:
    """`chosen`: {uuid of the slot: rank}; `mine`: what the person has already, by slot; `mode`: how they take part."""
    own = mine or {}
    offers = queries.offers(event, language())
    if only_open:
        offers = [offer for offer in offers if offer.is_open(at)]
    offers = [offer for offer in offers if offer.is_possible(event, mode)]
    found = [_choice(offer, offers, chosen, at, own.get(offer.slot_id), event=event) for offer in offers]
    days = [
        (day, list(of_day))
        for day, of_day in groupby(found, key=lambda one: local_day(one.offer.item.starts_at, event.zone))
    ]
    by_preference = bool(offers) and queries.settings_of(event.id).by_preference
    return Choices(days, [(rank, rank_words(rank)) for rank in RANKS] if by_preference else [])


def _choice(
    offer: Offer,
    offers: Sequence[Offer],
    chosen: Mapping[str, int],
    at: datetime,
    mine: SignUp | None,
    *,
    event: Event,
) -> Choice:
    beside = [o.item.title for o in offers if o.key != offer.key and overlap(o.item, offer.item)]
    is_open, is_room_only = why_not_choose(offer, at) is None, not offer.is_possible(event, Mode.ONLINE)
    return Choice(offer, fill_words(offer), beside, chosen.get(offer.key, 0), is_open, mine, is_room_only)


def read_choices(sent: MultiDict[str, str]) -> dict[str, int]:
    """{uuid of the slot: rank} of what a form sent: tick boxes, or a rank for each session."""
    found = dict.fromkeys(sent.getlist(FIELD), 1)
    for name, value in sent.items():
        if name.startswith(RANK_FIELD) and value in {str(rank) for rank in RANKS}:
            found[name.removeprefix(RANK_FIELD)] = int(value)
    return dict(list(found.items())[:MOST_CHOSEN])


def form_part(event: Event, sent: MultiDict[str, str]) -> Filled | None:
    """What the registration form asks: nothing when no session takes sign-ups, or not in the form."""
    chosen = read_choices(sent)
    if not queries.may_sign_up(event):
        return None
    choices = choices_of(event, chosen, now(), only_open=True)
    if not chosen and (not choices.days or not queries.settings_of(event.id).asks_in_form):
        return None
    return Filled("signup/public/form_part.html", choices)


def full_ones(event: Event, chosen: Mapping[str, int]) -> list[str]:
    """Those of the chosen sessions where every place is taken at this moment."""
    if queries.settings_of(event.id).by_preference:
        return []
    return [offer.key for offer in queries.offers(event, event.main_language) if offer.is_full and offer.key in chosen]


def tell_full(event: Event, keys: Sequence[str]) -> str:
    items = [item for item in queries.items_of(event, language()) if item.slot_uuid in set(keys)]
    if not items:
        return ""
    return _(
        "Every place was taken in these of the sessions that you chose: %(sessions)s. You wait for one there, and are "
        "told when it is yours. On the page of your registration you see your place in the line and can choose others.",
        sessions="; ".join(item.title for item in items),
    )


def wish_of(sent: MultiDict[str, str]) -> dict[str, int] | None:
    return read_choices(sent) or None
