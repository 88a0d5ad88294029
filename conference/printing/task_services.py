"""Badges on their way to a station: sent, taken by one, printed or not."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, update

from conference.core import audit
from conference.core.db import db, lock, transaction
from conference.events.models import Event
from conference.registration.models import Registration

from . import queries, rules, station_queries, station_rules
from .choosing import said_by
from .drawing import version_of
from .models import BadgePrint, Reason, Via
from .saying import Said
from .services import ready_to_print, row_of
from .station_models import PrintStation, PrintTask, TaskState


def send_to_station(
    registration_id: int,
    station: str = "",
    *,
    reason: Reason | None = None,
    seen: str | None = None,
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Have a station print the person's badge; returns the code of the task. Desks and doors call it.

    `station`: the code of one, or "" for whichever is free first. `seen`: as `services.print_badge`; None asks nothing.
    Sent again while it is on its way, it is the same task. Raises NoBadge, NoStation, PrintedMeanwhile.
    """
    with transaction() as session:
        row = lock(Registration, registration_id)
        chosen = [one for one in station_queries.live_stations(row.event_id) if station in ("", one.code)]
        if not chosen:
            raise station_rules.no_station()
        if known := station_queries.open_task(registration_id):
            if not station_rules.is_lost(known, at):
                return known.code
            known.state, known.done_at = TaskState.FAILED, at
            session.flush()
        ready_to_print(row, reason, seen, actor=actor, at=at)
        task = PrintTask(
            event_id=row.event_id, station_id=chosen[0].id if station else None, registration_id=registration_id,
            reason=str(reason or ""), sent_by=actor.label, sent_at=at,
        )  # fmt: skip
        session.add(task)
        session.flush()
        return task.code


def take_task(station_id: int, *, at: datetime) -> str | None:
    """The code of the next badge for this station, which nobody else gets; None when nothing waits."""
    station = db.session.get_one(PrintStation, station_id)
    while (ident := station_queries.next_task_id(station)) is not None:
        with transaction() as session:
            values = {"state": TaskState.TAKEN, "taken_by_id": station_id, "taken_at": at}
            taken = session.execute(
                update(PrintTask).where(PrintTask.id == ident, PrintTask.state == TaskState.WAITING).values(values)
            )
            if taken.rowcount:  # type: ignore[attr-defined]
                return _keep_what_it_says(ident, at)
    return None


def _keep_what_it_says(task_id: int, at: datetime) -> str:
    """A person whose place is gone since gets no badge: the task fails, and its code leads to nothing."""
    task = db.session.get_one(PrintTask, task_id, populate_existing=True)
    row = task.registration
    event = db.session.get_one(Event, task.event_id)
    said = said_by(event, [row]).get(row.id) if row.state == "confirmed" else None
    if said is None:
        task.state, task.done_at = TaskState.FAILED, at
    else:
        task.said = {"version": version_of(row), **asdict(said)}
    return task.code


def finish_task(station_id: int, code: str, *, at: datetime) -> None:
    """It was printed: noted in the log, once. Raises NotYours."""
    with transaction() as session:
        task = _mine(station_id, code)
        if task.state != TaskState.TAKEN:
            return
        task.state, task.done_at = TaskState.PRINTED, at
        said = Said(**{name: value for name, value in task.said.items() if name != "version"})
        before = queries.newest_print(task.registration_id)
        why = task.reason or rules.reason_of(before.digest if before else None, said.digest)
        name = session.get_one(PrintStation, station_id).name
        values = row_of(task.event_id, task.registration_id, task.said["version"], said, at=at, by=task.sent_by)
        values |= {"code": task.code, "via": Via.STATION, "station": name, "reason": why}
        session.execute(insert(BadgePrint), [values])
        person = session.get_one(Registration, task.registration_id)
        audit.record("badge.printed", person, actor=audit.Actor(name), event_id=task.event_id, at=at, why=str(why))


def fail_task(station_id: int, code: str, *, at: datetime) -> None:
    """It did not come out, also where that is seen only after it was noted. Raises NotYours."""
    with transaction() as session:
        task = _mine(station_id, code)
        session.execute(delete(BadgePrint).where(BadgePrint.code == task.code))
        task.state, task.done_at = TaskState.FAILED, at


def _mine(station_id: int, code: str) -> PrintTask:
    task = station_queries.find_task(code)
    if task is None or task.taken_by_id != station_id:
        raise station_rules.not_yours()
    return lock(PrintTask, task.id)


def cancel_task(task_id: int, *, at: datetime) -> None:
    """Nobody needs it any more; what a station has already is not called back."""
    with transaction() as session:
        session.execute(
            update(PrintTask)
            .where(PrintTask.id == task_id, PrintTask.state == TaskState.WAITING)
            .values(state=TaskState.FAILED, done_at=at)
        )


def forget_tasks(at: datetime) -> int:
    """Delete old tasks, which hold nothing that the log of prints does not; says how many."""
    with transaction() as session:
        gone = session.execute(delete(PrintTask).where(PrintTask.sent_at < at - station_rules.TASKS_KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]


def print_again(station_id: int, code: str, *, at: datetime) -> str:
    """The same person's badge once more at this station; returns the code of the new task. Raises NotYours, NoBadge."""
    task = station_queries.find_task(code)
    if task is None or task.taken_by_id != station_id:
        raise station_rules.not_yours()
    station = db.session.get_one(PrintStation, station_id)
    was_printed = task.state == TaskState.PRINTED
    reason = Reason.DAMAGED if was_printed else Reason(task.reason) if task.reason else None
    person, station_code, actor = task.registration_id, station.code, audit.Actor(station.name)
    if not was_printed:
        fail_task(station_id, code, at=at)
    return send_to_station(person, station_code, reason=reason, actor=actor, at=at)
