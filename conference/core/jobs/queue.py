"""Putting work in the list, and looking at it."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, insert, select, update

from ..clock import now
from ..db import Base, after_commit, db, execute, transaction
from .handlers import Lane, lane_of
from .models import Job, JobState

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=90)
KEEP_DONE = timedelta(days=30)
JOBS = Base.metadata.tables[Job.__tablename__]
ADD_JOB = insert(JOBS).returning(JOBS.c.id)


def enqueue(
    kind: str,
    payload: dict[str, Any],
    *,
    at: datetime,
    run_at: datetime | None = None,
    key: str | None = None,
    is_of_many: bool = False,
) -> int:
    """List the work in the caller's transaction, and give its id; a worker is woken after the commit.

    `is_of_many`: it is listed one by one, and all the same one of thousands.

    With a `key` that already stands in the list the older entry is the answer.
    """
    if key and (existing := db.session.scalar(select(Job.id).where(Job.key == key))):
        return existing
    due = run_at or at
    row = {"kind": kind, "payload": payload, "key": key, "created_at": at, "run_at": due, "is_of_many": is_of_many}
    ident = int(execute(ADD_JOB, row).scalar_one())
    after_commit(lambda: wake(ident, due, lane_of(kind, is_of_many=is_of_many)))
    return ident


def enqueue_many(kind: str, payloads: Sequence[dict[str, Any]], *, at: datetime, dues: Sequence[datetime] = ()) -> None:
    """The same for many at once, in two statements. `dues`: when each is to be done; without them all are due now."""
    if not payloads:
        return
    due_at = dues or [at] * len(payloads)
    rows = [
        {"kind": kind, "payload": payload, "state": JobState.WAITING, "created_at": at, "run_at": due, "attempts": 0,
         "steps_done": 0, "steps_total": 0, "is_of_many": True}
        for payload, due in zip(payloads, due_at, strict=True)
    ]  # fmt: skip
    for ident, due in db.session.execute(insert(Job).returning(Job.id, Job.run_at), rows):
        after_commit(partial(wake, ident, due, lane_of(kind, is_of_many=True)))


def wake(job_id: int, due: datetime, lane: Lane) -> None:
    """Tell a worker. If that fails, its next sweep of the list finds the row all the same."""
    try:
        task = current_app.extensions["run_job"][lane]
        task.schedule(args=(job_id,), delay=max(0, (due - now()).total_seconds()))
    except Exception:
        log.exception("could not wake a worker for job %s; it will be swept up", job_id)


def get_job(job_id: int) -> Job | None:
    return db.session.get(Job, job_id)


def forget_done(at: datetime) -> int:
    """Drop from the list what was done a month ago; what failed stays. Returns how many went."""
    old = Job.run_at < at - KEEP_DONE
    with transaction():
        result = db.session.execute(delete(Job).where(Job.state == JobState.DONE, old))
        return int(result.rowcount)  # type: ignore[attr-defined]


def report_progress(job_id: int, steps_done: int, steps_total: int) -> None:
    """Show how far the work is, and keep the lease."""
    with transaction():
        db.session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(steps_done=steps_done, steps_total=steps_total, leased_until=now() + LEASE)
        )


def init_jobs(app: Flask) -> None:
    """Connect to huey, one queue for each lane: SQLite file by default, PostgreSQL or Redis by JOBS_URL."""

    def run_job(job_id: int) -> None:
        from .worker import run  # noqa: PLC0415 - the worker knows the queue

        with app.app_context():
            run(job_id, at=now())

    queues = {lane: make_huey(app.config["JOBS_URL"], lane) for lane in Lane}
    app.extensions["huey"] = queues
    app.extensions["run_job"] = {lane: huey.task(name="run_job")(run_job) for lane, huey in queues.items()}


def make_huey(url: str, name: str) -> Any:
    scheme, _sep, rest = url.partition("://")
    if scheme == "memory":
        from huey import MemoryHuey  # noqa: PLC0415 - 0.2 s that only a started app should pay

        return MemoryHuey(name)
    if scheme == "sqlite":
        from huey import SqliteHuey  # noqa: PLC0415

        return SqliteHuey(name, filename=rest.removeprefix("/") if rest.startswith("//") else rest, fsync=False)
    if scheme.startswith("redis"):
        from huey import RedisHuey  # noqa: PLC0415

        return RedisHuey(name, url=url)
    from huey import PostgresHuey  # noqa: PLC0415

    return PostgresHuey(name, dsn=url.replace("postgresql+psycopg://", "postgresql://"))
