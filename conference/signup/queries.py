from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from conference.core.audit import LogEntry
from conference.core.db import db
from conference.events.models import Event, Mode
from conference.programme import queries as programme
from conference.programme.agenda import Item
from conference.programme.models import Placement, Slot
from conference.registration.models import ALIVE, HOLDS_PLACE, Registration
from conference.registration.searching import has_word, words_of

from .models import SignUp, SignUpSettings, SignUpState, SlotPlaces
from .rules import Offer, is_offered

MOST_REMEMBERED = 200
REMEMBERED: dict[tuple[str, int, str], tuple[Item, ...]] = {}  # a change of the event or a release is another version
LEFT_ROOM = "sign_up.left_room"
CHOSEN = (SignUpState.TAKEN, SignUpState.WAITING)
# put together once: with hundreds of slots each value given to `in_` costs more than reading its row
PLACES_OF = (
    select(SlotPlaces)
    .where(SlotPlaces.slot_id.in_(bindparam("slot_ids", expanding=True)))
    .execution_options(populate_existing=True)
)


def items_of(event: Event, language: str) -> tuple[Item, ...]:
    """The sessions that visitors see; read once for each version of the event."""
    key = (event.uuid, event.version, language)
    found = REMEMBERED.get(key)
    if found is None:
        release = programme.newest_release(event.id)
        found = tuple(programme.agenda(release.id, language=language, with_people=False)) if release else ()
        if len(REMEMBERED) >= MOST_REMEMBERED:
            REMEMBERED.clear()
        REMEMBERED[key] = found
    return found


def may_sign_up(event: Event) -> bool:
    return any(not item.is_set_back for item in items_of(event, event.main_language))


def offers(event: Event, language: str, *, every: bool = False) -> list[Offer]:
    """What people sign up for, in order of time, with the numbers of this moment; `every`: all other sessions too."""
    items = [item for item in items_of(event, language) if not item.is_set_back]
    rows = places_of(item.slot_id for item in items)
    if not every:
        items = [i for i in items if is_offered(i, rows[i.slot_id].is_on if i.slot_id in rows else None)]
    counted = count_states(event.id) if items else {}
    return [_offer(item, rows.get(item.slot_id), counted.get(item.slot_id, {})) for item in items]


def _offer(item: Item, row: SlotPlaces | None, numbers: Mapping[str, int]) -> Offer:
    waiting, wished = numbers.get(SignUpState.WAITING, 0), numbers.get(SignUpState.WISHED, 0)
    if row is None:
        return Offer(item, item.capacity, 0, waiting, wished)
    return Offer(item, row.capacity, row.taken, waiting, wished, row.closes_at, row.is_on)


def places_of(slot_ids: Iterable[int]) -> dict[int, SlotPlaces]:
    ids = list(slot_ids)
    if not ids:
        return {}
    return {row.slot_id: row for row in db.session.scalars(PLACES_OF, {"slot_ids": ids})}


def count_states(event_id: int) -> dict[int, dict[str, int]]:
    """{slot: {state: how many}}, of people who take part or wait for a place at the event."""
    query = (
        select(SignUp.slot_id, SignUp.state, func.count())
        .join(SignUp.registration)
        .where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
        .group_by(SignUp.slot_id, SignUp.state)
    )
    found: dict[int, dict[str, int]] = {}
    for slot_id, state, number in db.session.execute(query):
        found.setdefault(slot_id, {})[state] = number
    return found


def count_online(event_id: int) -> dict[int, int]:
    """{slot: how many of those with a place there take part online}."""
    query = (
        select(SignUp.slot_id, func.count())
        .join(SignUp.registration)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(ALIVE),
            Registration.mode == Mode.ONLINE,
            SignUp.state == SignUpState.TAKEN,
        )
        .group_by(SignUp.slot_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def settings_of(event_id: int) -> SignUpSettings:
    """Those of the event, or the defaults in a row that is not stored."""
    return db.session.get(SignUpSettings, event_id, populate_existing=True) or SignUpSettings(
        event_id=event_id, asks_in_form=True, by_preference=False, allotted_at=None, version=0
    )


def sign_ups_of(registration_id: int) -> list[SignUp]:
    query = select(SignUp).where(SignUp.registration_id == registration_id).order_by(SignUp.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def not_possible(
    registration: Registration, event: Event, at: datetime, *, mode: str = "", language: str = ""
) -> list[Offer]:
    """What somebody is in, waits for or wishes and cannot have when they take part as they do, or in `mode`.

    `language`: of the titles, else the main one of the event.
    """
    mine = {row.slot_id for row in sign_ups_of(registration.id)}
    if not mine:
        return []
    return [
        offer
        for offer in offers(event, language or event.main_language, every=True)
        if offer.slot_id in mine
        and at < offer.item.starts_at
        and not offer.is_possible(event, mode or registration.mode)
    ]


def rooms_left(registration: Registration, since: datetime) -> list[LogEntry]:
    """What the history tells of seats given up with the room, the last time; oldest first."""
    query = (
        select(LogEntry)
        .where(
            LogEntry.subject_type == Registration.__tablename__,
            LogEntry.subject_id == registration.id,
            LogEntry.action == LEFT_ROOM,
            LogEntry.at >= since,
        )
        .order_by(LogEntry.id)
    )
    found = list(db.session.scalars(query))
    return [entry for entry in found if entry.at == found[-1].at]


def line(slot_id: int) -> Any:
    """The select of who waits for a place and may take it, the first in line first."""
    return (
        select(SignUp)
        .join(SignUp.registration)
        .where(
            SignUp.slot_id == slot_id,
            SignUp.state == SignUpState.WAITING,
            Registration.state.in_(HOLDS_PLACE),
        )
        .order_by(SignUp.since, SignUp.id)
    )


def is_coming(slot_id: int, at: datetime) -> bool:
    """Whether visitors see it, not cancelled, and it has not begun."""
    query = (
        select(Placement.starts_at, Placement.is_cancelled)
        .where(Placement.slot_id == slot_id, Placement.release_id.is_not(None))
        .order_by(Placement.release_id.desc())
        .limit(1)
    )
    row = db.session.execute(query).one_or_none()
    return row is not None and not row.is_cancelled and bool(at < row.starts_at)


def position(sign_up: SignUp) -> int:
    """1 for the first in line."""
    ids = list(db.session.scalars(line(sign_up.slot_id).with_only_columns(SignUp.id)))
    return ids.index(sign_up.id) + 1 if sign_up.id in ids else len(ids) + 1


def people_of(slot_id: int) -> list[SignUp]:
    """All who are in, wait or wish, in that order, with their registrations; nobody who cancelled."""
    query = (
        select(SignUp)
        .join(SignUp.registration)
        .where(SignUp.slot_id == slot_id, Registration.state.in_(ALIVE))
        .options(joinedload(SignUp.registration).joinedload(Registration.category))
        .order_by(SignUp.rank, SignUp.since, SignUp.id)
    )
    order = (SignUpState.TAKEN, SignUpState.WAITING, SignUpState.WISHED)
    return sorted(db.session.scalars(query), key=lambda row: order.index(SignUpState(row.state)))


def wishes_of(event_id: int) -> list[SignUp]:
    """Wishes of people who have a place at the event: who registered first comes first."""
    query = (
        select(SignUp)
        .join(SignUp.registration)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(HOLDS_PLACE),
            SignUp.state == SignUpState.WISHED,
        )
        .options(joinedload(SignUp.registration))
        .order_by(SignUp.created_at, SignUp.id)
    )
    return list(db.session.scalars(query))


def find_sign_up(slot_id: int, code: str) -> SignUp | None:
    """That of a registration, by its code."""
    query = select(SignUp).join(SignUp.registration).where(SignUp.slot_id == slot_id, Registration.code == code)
    return db.session.scalars(query).one_or_none()


def newest_sign_up(event_id: int, words: str) -> SignUp | None:
    """The newest of whoever is found by all the words; "" finds the newest of all."""
    query = (
        select(SignUp)
        .join(SignUp.registration)
        .where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
        .where(*(has_word(word) for word in words_of(words)))
    )
    return db.session.scalars(query.order_by(SignUp.id.desc()).limit(1)).first()


def removed_person(entry_id: int) -> tuple[Registration, str, bool] | None:
    """Who was taken out of which slot (its uuid), and whether they had a place, by the entry that says so."""
    entry = db.session.get(LogEntry, entry_id)
    person = db.session.get(Registration, entry.subject_id) if entry else None
    if entry is None or person is None:
        return None
    return person, str(entry.detail.get("slot", "")), entry.detail.get("was") == SignUpState.TAKEN


def get_sign_up(ident: int) -> SignUp | None:
    return db.session.get(SignUp, ident)


def sign_ups(event_id: int) -> Mapping[int, int]:
    """How many people a session needs room for, by its id: of a session that is held twice, the larger number."""
    query = (
        select(Slot.session_id, SignUp.slot_id, func.count())
        .join(Slot, Slot.id == SignUp.slot_id)
        .join(SignUp.registration)
        .where(Registration.event_id == event_id, Registration.state.in_(ALIVE), SignUp.state == SignUpState.TAKEN)
        .group_by(Slot.session_id, SignUp.slot_id)
    )
    found: dict[int, int] = {}
    for session_id, _slot_id, number in db.session.execute(query):
        found[session_id] = max(number, found.get(session_id, 0))
    return found


def sessions_of(registration_id: int) -> set[int]:
    """Ids of the sessions that somebody is in or waits for."""
    query = (
        select(Slot.session_id)
        .join(SignUp, SignUp.slot_id == Slot.id)
        .where(SignUp.registration_id == registration_id, SignUp.state.in_(CHOSEN))
    )
    return set(db.session.scalars(query))


def registrations_with(session_ids: Collection[int]) -> dict[int, set[int]]:
    """{id of a live registration: those of the sessions that it is in or waits for}."""
    query = (
        select(SignUp.registration_id, Slot.session_id)
        .join(Slot, Slot.id == SignUp.slot_id)
        .join(SignUp.registration)
        .where(Slot.session_id.in_(list(session_ids)), Registration.state.in_(ALIVE), SignUp.state.in_(CHOSEN))
    )
    found: dict[int, set[int]] = {}
    for registration_id, session_id in db.session.execute(query):
        found.setdefault(registration_id, set()).add(session_id)
    return found
