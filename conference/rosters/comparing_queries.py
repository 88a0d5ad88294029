"""What a worker reads to compare the people of an event."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, and_, column, func, or_, select, values
from sqlalchemy.orm import aliased

from conference.core.db import db
from conference.organisations import names
from conference.organisations.queries import entries as entries_of_directory
from conference.registration.models import ALIVE, Registration

from .likeness import MOST_IN_GROUP, Heard, hear
from .models import TwinKey, TwinLook, TwinMark
from .twin_queries import COLUMNS, known_people

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SETTLED = timedelta(minutes=2)  # a change may be stored that much later than it says
CHUNK = 500
BEYOND = 2**31 - 1  # no id is larger: the group has fewer than are looked at


@dataclass(frozen=True)
class Directory:
    """Organisations by each of their folded names; `mark`: another one as soon as any of them is another."""

    entries: Mapping[str, names.Entry]
    mark: str


def directory() -> Directory:
    entries = names.known(entries_of_directory())
    told = repr(sorted((name, entry.name) for name, entry in entries.items()))
    return Directory(entries, hashlib.sha256(told.encode()).hexdigest())


def everybody(event_id: int) -> list[int]:
    """Who is to be compared, and who was."""
    marked = select(TwinMark.registration_id).where(TwinMark.event_id == event_id)
    query = select(Registration.id).where(
        Registration.event_id == event_id, or_(Registration.state.in_(ALIVE), Registration.id.in_(marked))
    )
    return list(db.session.scalars(query.order_by(Registration.id)))


def changed_since(event_id: int, looked_at: datetime) -> list[int]:
    query = select(Registration.id).where(
        Registration.event_id == event_id, Registration.changed_at > looked_at - SETTLED
    )
    return list(db.session.scalars(query.order_by(Registration.id)))


def lock_look(event_id: int) -> TwinLook:
    query = select(TwinLook).where(TwinLook.event_id == event_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def heard_alive(idents: Sequence[int], directory: Directory) -> dict[int, Heard]:
    """Those of them who hold a place or wait for one, by id."""
    found = {}
    for start in range(0, len(idents), CHUNK):
        some = Registration.id.in_(idents[start : start + CHUNK])
        query = select(*COLUMNS).where(some, Registration.state.in_(ALIVE))
        found.update({one.ident: one for one in hear(known_people(query, directory.entries))})
    return found


def marks_of(idents: Collection[int]) -> dict[int, int]:
    query = select(TwinMark.registration_id, TwinMark.mark).where(TwinMark.registration_id.in_(idents))
    return {row.registration_id: row.mark for row in db.session.execute(query)}


def sharing(event_id: int, people: Mapping[int, Heard]) -> set[tuple[int, int]]:
    """Pairs of one of these people and somebody who shares a key, the one with the smaller id first."""
    keys = {ident: one.keys for ident, one in people.items()}
    groups = _groups(event_id, sorted(set().union(*keys.values())))
    found = set()
    for ident, mine in keys.items():
        for members in (groups[key] for key in mine):
            if ident in members:
                found |= {(min(ident, other), max(ident, other)) for other in members if other != ident}
    return found


def _groups(event_id: int, keys: Sequence[int]) -> dict[int, list[int]]:
    """{key: those who came first of all who have it}, in their order.

    A key of thousands, such as a placeholder typed for everybody, costs no more than one of MOST_IN_GROUP: the index is
    read up to the last of them. Numbering the rows would read them all.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(keys), CHUNK):
        asked = values(column("key", BigInteger), name="asked").data([(key,) for key in keys[start : start + CHUNK]])
        some = asked.cte()
        other = aliased(TwinKey)
        last = (
            select(other.registration_id)
            .where(other.event_id == event_id, other.key == some.c.key)
            .order_by(other.registration_id)
            .limit(1)
            .offset(MOST_IN_GROUP - 1)
            .scalar_subquery()
        )
        is_theirs = and_(TwinKey.event_id == event_id, TwinKey.key == some.c.key)
        query = select(some.c.key, TwinKey.registration_id).join_from(some, TwinKey, is_theirs)
        for key, ident in db.session.execute(query.where(TwinKey.registration_id <= func.coalesce(last, BEYOND))):
            found[key].append(ident)
    return {key: sorted(idents) for key, idents in found.items()}
