"""Comparing the people of an event outside of any request: those who are new or changed with all who share a key."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, or_

from conference.core.db import add_many, db, transaction

from . import comparing_queries as queries
from .likeness import Heard, alike
from .models import PossibleTwin, TwinKey, TwinLook, TwinMark

LOT = 100  # people compared in one transaction: others who write wait that long


def find_twins(event_id: int, at: datetime) -> None:
    """Note who may be registered twice. Where the directory of organisations is another, all are looked at again."""
    directory = queries.directory()
    look = db.session.get(TwinLook, event_id)
    if look is None:
        first_look(event_id)
        idents = queries.everybody(event_id)
    elif look.mark != directory.mark:
        idents = queries.everybody(event_id)
    else:
        idents = queries.changed_since(event_id, look.looked_at)
    db.session.rollback()  # the transaction that read them ends here
    for start in range(0, len(idents), LOT):
        compare(event_id, idents[start : start + LOT], directory)
    with transaction():
        look = queries.lock_look(event_id)
        look.looked_at, look.mark = at, directory.mark


def first_look(event_id: int) -> None:
    with transaction() as session:
        session.add(TwinLook(event_id=event_id, looked_at=queries.NEVER, mark=""))


def compare(event_id: int, idents: Sequence[int], directory: queries.Directory) -> None:
    """Compare these with everybody, and forget what is not so any more."""
    with transaction():
        queries.lock_look(event_id)  # another worker may be at it
        people = queries.heard_alive(idents, directory)
        before = queries.marks_of(idents)
        gone = [ident for ident in idents if ident in before and ident not in people]
        anew = {ident: one for ident, one in people.items() if one.mark != before.get(ident)}
        forget([*gone, *anew])
        remember(event_id, anew.values())
        shared = queries.sharing(event_id, anew)
        others = {ident for pair in shared for ident in pair} - anew.keys()
        heard = {**queries.heard_alive(sorted(others), directory), **anew}
        note_pairs(event_id, [pair for pair in shared if heard.keys() >= set(pair)], heard)


def forget(idents: Sequence[int]) -> None:
    session = db.session
    session.execute(delete(TwinKey).where(TwinKey.registration_id.in_(idents)))
    session.execute(delete(TwinMark).where(TwinMark.registration_id.in_(idents)))
    either = or_(PossibleTwin.first_id.in_(idents), PossibleTwin.second_id.in_(idents))
    session.execute(delete(PossibleTwin).where(either))


def remember(event_id: int, people: Iterable[Heard]) -> None:
    marks = [{"event_id": event_id, "registration_id": one.ident, "mark": one.mark} for one in people]
    keys = [{"event_id": event_id, "registration_id": one.ident, "key": key} for one in people for key in one.keys]
    add_many(TwinMark, marks)
    add_many(TwinKey, keys)


def note_pairs(event_id: int, shared: Iterable[tuple[int, int]], heard: dict[int, Heard]) -> None:
    add_many(
        PossibleTwin,
        [
            {"event_id": event_id, "first_id": pair.first, "second_id": pair.second, "why": pair.why}
            for pair in alike(shared, heard)
        ],
    )
