"""People of an event who may be registered twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, selectinload

from conference.core.db import db
from conference.core.text import email_key, fold
from conference.organisations import names
from conference.organisations.queries import entries as entries_of_directory
from conference.registration.models import ALIVE, Registration
from conference.registration.models.search_index import SHORTEST
from conference.registration.searching import by_name

from .likeness import Known, Pair, Why, mailbox, pairs_of
from .models import DifferentPeople

MOST_LIKE_ONE = 200  # looked at for one person's page
COLUMNS = (
    Registration.id, Registration.name, Registration.national_name, Registration.email, Registration.organisation,
)  # fmt: skip


@dataclass(frozen=True)
class Twins:
    first: Registration
    second: Registration
    why: Why


def pairs_of_event(event_id: int) -> list[Pair]:
    """All that look alike among those who hold a place or wait for one."""
    query = select(*COLUMNS).where(Registration.event_id == event_id, Registration.state.in_(ALIVE))
    return pairs_of(known_people(query.order_by(Registration.id)), different_people(event_id))


def known_people(query: Any, entries: Mapping[str, names.Entry] | None = None) -> list[Known]:
    """Rows of COLUMNS; each organisation as the directory calls it, so that two names of one are no difference."""
    if entries is None:
        entries = names.known(entries_of_directory())
    people = (Known(*row) for row in db.session.execute(query))
    return [
        replace(one, organisation=entry.name) if (entry := entries.get(names.folded(one.organisation))) else one
        for one in people
    ]


def different_people(event_id: int) -> list[tuple[int, int]]:
    query = select(DifferentPeople.first_id, DifferentPeople.second_id).where(DifferentPeople.event_id == event_id)
    return [(first, second) for first, second in db.session.execute(query)]


def twins_of(pairs: Sequence[Pair]) -> list[Twins]:
    """The pairs with their rows."""
    rows = _rows({ident for pair in pairs for ident in (pair.first, pair.second)})
    return [Twins(rows[pair.first], rows[pair.second], pair.why) for pair in pairs]


def like_one(registration: Registration) -> list[Registration]:
    """Who may be the same person as this one: a few, looked up by address and by the words of the name."""
    local, _at, host = mailbox(registration.email).rpartition("@")
    same_box = or_(
        Registration.email_key == f"{local}@{host}",
        Registration.email_key.startswith(f"{local}+", autoescape=True),
    )
    mine: list[ColumnElement[bool]] = [Registration.event_id == registration.event_id, Registration.state.in_(ALIVE)]
    by_box = db.session.scalars(select(Registration.id).where(*mine, same_box).limit(MOST_LIKE_ONE))
    found = {registration.id, *by_box}
    for name in {registration.name, registration.national_name}:
        words = [word for word in fold(name).split() if len(word) >= SHORTEST]
        for word in words:
            found |= set(db.session.scalars(by_name([word], mine).limit(MOST_LIKE_ONE)))
    people = known_people(select(*COLUMNS).where(Registration.id.in_(found)))
    pairs = pairs_of(people, different_people(registration.event_id))
    others = {pair.first + pair.second - registration.id for pair in pairs
              if registration.id in (pair.first, pair.second)}  # fmt: skip
    return list(_rows(others).values())


def find_pair(event_id: int, kept: str, other: str) -> tuple[Registration, Registration] | None:
    """Two registrations of the event by their codes, with all that a merger looks at."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.code.in_((kept, other)), Registration.merged_into_id.is_(None)
    )
    rows = {row.code: row for row in db.session.scalars(query.options(
        joinedload(Registration.category), selectinload(Registration.tickets), selectinload(Registration.consents)
    ))}  # fmt: skip
    return (rows[kept], rows[other]) if len(rows) == 2 else None  # noqa: PLR2004 - a pair


def merged_into(registration: Registration) -> list[Registration]:
    """Registrations that this one took in, and the one that took it in."""
    query = select(Registration).where(Registration.merged_into_id == registration.id).order_by(Registration.id)
    return list(db.session.scalars(query))


def _rows(idents: set[int]) -> dict[int, Registration]:
    query = select(Registration).where(Registration.id.in_(idents)).options(joinedload(Registration.category))
    return {row.id: row for row in db.session.scalars(query.order_by(Registration.id))}


__all__ = ["Twins", "email_key", "find_pair", "like_one", "merged_into", "pairs_of_event", "twins_of"]
