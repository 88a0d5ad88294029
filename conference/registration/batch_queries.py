"""Deeds done to many at once, as they stand."""

from dataclasses import dataclass

from sqlalchemy import func, select

from conference.core.db import db

from .models import Batch, BatchItem, Registration

CHUNK = 500


@dataclass(frozen=True)
class Progress:
    """How many registrations of a batch came out how: outcome -> number."""

    by_outcome: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_outcome.values())

    @property
    def left(self) -> int:
        return self.by_outcome.get("", 0)

    @property
    def done(self) -> int:
        return self.by_outcome.get("done", 0)


def find_batch(event_id: int, code: str) -> Batch | None:
    return db.session.scalars(select(Batch).where(Batch.event_id == event_id, Batch.code == code)).one_or_none()


def progress_of(batch_id: int) -> Progress:
    query = select(BatchItem.outcome, func.count()).where(BatchItem.batch_id == batch_id).group_by(BatchItem.outcome)
    return Progress({row[0]: row[1] for row in db.session.execute(query)})


def items_with(batch_id: int, outcome: str, limit: int) -> list[int]:
    """Registrations of the batch that came out so, in the order in which they stand."""
    query = select(BatchItem.registration_id).where(BatchItem.batch_id == batch_id, BatchItem.outcome == outcome)
    return list(db.session.scalars(query.order_by(BatchItem.registration_id).limit(limit)))


def ids_of_codes(event_id: int, codes: list[str]) -> list[int]:
    query = select(Registration.id).where(Registration.event_id == event_id, Registration.code.in_(codes))
    return list(db.session.scalars(query.order_by(Registration.id)))


def states_of(event_id: int, ids: list[int]) -> dict[str, int]:
    """State -> how many of the registrations have it."""
    found: dict[str, int] = {}
    for start in range(0, len(ids), CHUNK):
        query = (
            select(Registration.state, func.count())
            .where(Registration.event_id == event_id, Registration.id.in_(ids[start : start + CHUNK]))
            .group_by(Registration.state)
        )
        for row in db.session.execute(query):
            found[row[0]] = found.get(row[0], 0) + row[1]
    return found


def first_in_states(ids: list[int], states: list[str]) -> int | None:
    """The first of the registrations that is in one of the states."""
    for start in range(0, len(ids), CHUNK):
        query = select(Registration.id).where(
            Registration.id.in_(ids[start : start + CHUNK]), Registration.state.in_(states)
        )
        if (found := db.session.scalar(query.order_by(Registration.id).limit(1))) is not None:
            return found
    return None


def refused_of(batch_id: int, limit: int) -> list[tuple[Registration, str]]:
    """(registration, why) of those to whom the deed could not be done."""
    query = (
        select(Registration, BatchItem.outcome)
        .join(BatchItem, BatchItem.registration_id == Registration.id)
        .where(BatchItem.batch_id == batch_id, BatchItem.outcome.not_in(("", "done", "nothing", "undone")))
        .order_by(Registration.name_key, Registration.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
