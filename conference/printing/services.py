"""Asking for badges, and noting those that were printed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import undefer

from conference.badges.rules import why_no_badge
from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import after_commit, db, lock, transaction
from conference.core.jobs import enqueue
from conference.events.models import Event
from conference.registration.models import Registration
from conference.registration.services.secrets import replace_ticket

from . import files, queries, rules
from .choosing import said_by
from .drawing import version_of
from .models import BadgePrint, PrintRun, Reason, Via
from .noting import Note
from .rules import Wish
from .saying import Said
from .station_models import PrintTask, TaskState

NOTED_AT_ONCE = 500  # badges of a run


def ask_for_run(event_id: int, wish: Wish, people: list[int], *, actor: audit.Actor, at: datetime) -> str:
    """Have the badges of these people (ids) drawn into a file; returns the code of the run. Raises NobodyToPrint.

    Asked again while it is being drawn, it answers with the same run.
    """
    with transaction():
        event = lock(Event, event_id)  # two who ask at once ask one after the other
        if refusal := rules.why_nobody(len(people)):
            raise refusal
        run = PrintRun(
            code=new_code(10), event_id=event_id, chosen=wish.chosen(), paper=wish.paper, sort=str(wish.sort),
            has_separators=wish.has_separators, is_test=wish.is_test, people=people, badges=len(people),
            requested_by_id=actor.id, requested_by=actor.label, requested_at=at, expires_at=at + rules.KEPT_FOR,
        )  # fmt: skip
        for other in queries.runs_in_work(event_id):
            if _same(run, other):
                return other.code
        _start(run, event, actor, at)
        return run.code


def print_pile(
    event: Event, chosen: Mapping[str, Any], badges: int, paper: str, *, actor: audit.Actor, at: datetime
) -> str:
    """Inside a transaction: have badges of nobody drawn (`hooks.PILES`); returns the code of the run."""
    run = PrintRun(
        code=new_code(10), event_id=event.id, chosen=dict(chosen), paper=paper, sort=str(rules.Sort.NAME), people=[],
        badges=badges, requested_by_id=actor.id, requested_by=actor.label, requested_at=at,
        expires_at=at + rules.KEPT_FOR,
    )  # fmt: skip
    _start(run, event, actor, at)
    return run.code


def _start(run: PrintRun, event: Event, actor: audit.Actor, at: datetime) -> None:
    db.session.add(run)
    db.session.flush()
    run.job_id = enqueue("printing.run", {"run_id": run.id}, at=at)
    audit.record("badges.requested", event, actor=actor, event_id=event.id, at=at, badges=run.badges, layout=run.paper)


def print_badge(registration_id: int, reason: Reason | None, seen: str, *, actor: audit.Actor, at: datetime) -> str:
    """Note that the desk prints one badge, and give the code of the print. Raises NoBadge, PrintedMeanwhile.

    `reason`: None for what the prints before it make of it; LOST makes a new ticket, and the old code opens nothing.
    `seen`: the code of the newest print that the page showed; when there is a newer one, somebody else printed it.
    """
    with transaction() as session:
        row = lock(Registration, registration_id)
        before = queries.newest_print(registration_id)
        ready_to_print(row, reason, seen, actor=actor, at=at)
        event = session.get_one(Event, row.event_id)
        version, said = version_of(row), said_by(event, [row])[row.id]
        why = reason or rules.reason_of(before.digest if before else None, said.digest)
        values = row_of(event.id, row.id, version, said, at=at, by=actor.label) | {"via": Via.DESK, "reason": why}
        session.execute(insert(BadgePrint), [values])
        _call_back(registration_id, at)
        audit.record("badge.printed", row, actor=actor, event_id=event.id, at=at, why=str(why))
        return str(values["code"])


def _call_back(registration_id: int, at: datetime) -> None:
    """Inside a transaction: what waits for a station, perhaps one that is off, must not come out later too."""
    waits = (PrintTask.registration_id == registration_id, PrintTask.state == TaskState.WAITING)
    db.session.execute(update(PrintTask).where(*waits).values(state=TaskState.FAILED, done_at=at))


def ready_to_print(
    row: Registration, reason: Reason | None, seen: str | None, *, actor: audit.Actor, at: datetime
) -> None:
    """Inside a transaction, with the row locked: refuse what must not be printed, replace the ticket of a lost badge.

    `seen`: None where nobody looked at a page. Raises NoBadge, PrintedMeanwhile.
    """
    if refusal := why_no_badge(row):
        raise refusal
    if seen is not None:
        again = rules.why_not_again(queries.newest_print(row.id), seen, row.event.zone)
        if again:
            raise again
    if reason == Reason.LOST:
        replace_ticket(row, at, "lost")
        audit.record("ticket.issued", row, actor=actor, event_id=row.event_id, at=at, reason="lost")


def _same(one: PrintRun, other: PrintRun) -> bool:
    names = ("chosen", "paper", "sort", "has_separators", "is_test", "people")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def finish_run(run_id: int, size: int, notes: Iterable[Note], badges: int, *, at: datetime) -> bool:
    """Note what was drawn, once. False when the run is no longer wanted, so that its file must go."""
    with transaction() as session:
        query = select(PrintRun).where(PrintRun.id == run_id).options(undefer(PrintRun.people)).with_for_update()
        run = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
        if run is None:  # somebody was erased meanwhile, whose name is on a badge
            return False
        if run.finished_at is not None:
            return True
        run.finished_at, run.size = at, size
        run.badges, run.skipped = badges, max(0, run.badges - badges)
        run.expires_at = at + rules.KEPT_FOR
        rest = iter(notes)
        while lot := list(islice(rest, NOTED_AT_ONCE)):
            known = queries.digests_of_newest(run.event_id, {note.registration_id for note in lot})
            session.execute(insert(BadgePrint), [_row_of_run(run, note, known, at) for note in lot])
        enqueue("printing.forget", {"run_id": run_id}, at=at, run_at=run.expires_at)
        return True


def _row_of_run(run: PrintRun, note: Note, known: Mapping[int, str], at: datetime) -> dict[str, Any]:
    row = row_of(run.event_id, note.registration_id, note.ticket_version, note.said, at=at, by=run.requested_by)
    reason = rules.reason_of(known.get(note.registration_id), note.said.digest)
    return row | {"run_id": run.id, "via": Via.RUN, "reason": Reason.TEST if run.is_test else reason}


def row_of(event_id: int, ident: int, version: int, said: Said, *, at: datetime, by: str) -> dict[str, Any]:
    """What is noted of every print; `via` and `reason` are still to be added."""
    return {
        "code": new_code(12), "event_id": event_id, "registration_id": ident, "printed_at": at, "printed_by": by,
        "ticket_version": version, "digest": said.digest, "parts": dict(said.parts), "station": "",
        "person_version": said.person_version, "shared": said.shared, "beyond": said.beyond,
    }  # fmt: skip


def fail_run(run_id: int, failure: str, detail: str = "") -> None:
    """Note why the run cannot be made."""
    with transaction() as session:
        run = session.get(PrintRun, run_id)
        if run is not None:
            run.failure, run.failure_detail = failure, detail


def take_back_run(run_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Its badges were not printed after all: the file goes, and nobody counts as printed by it."""
    with transaction() as session:
        run = lock(PrintRun, run_id)
        if run.taken_back_at is not None:
            return
        session.execute(delete(BadgePrint).where(BadgePrint.run_id == run_id))
        run.taken_back_at = at
        event = session.get_one(Event, run.event_id)
        after_commit(partial(files.remove, run.code))
        audit.record("badges.taken_back", event, actor=actor, event_id=run.event_id, at=at, badges=run.badges)
