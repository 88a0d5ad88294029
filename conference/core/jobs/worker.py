"""Doing the work: claim a row, call its handler, note how it ended."""

import logging
import os
import socket
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from jinja2 import Environment
from sqlalchemy import ColumnElement, and_, or_, select, update

from ..clock import now
from ..db import db, transaction
from ..throttle import forget_old
from .handlers import CHORES, HANDLERS, LONG, ROUNDS, GiveUp, Handler, Lane, PutOff, RetryLater, lane_of
from .models import Job, JobState
from .queue import LEASE, forget_done, wake

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 12
MOST_AT_ONCE = 500  # jobs that one look at the list finds
SWEEP_SECONDS = 5
CLEAN_EVERY = 720  # sweeps: once an hour
WORKERS = 2  # threads of each lane
NICENESS = 15  # drawing a PDF must not make a visitor wait; what nobody needs is enough for a ticket or more a second
SWITCH_SECONDS = 0.001  # a thread that calculates lets the others go on: each of their statements waits that long
jobs_cli = AppGroup("jobs", help="Work outside the request: mail, badge sheets.")


def run(job_id: int, *, at: datetime) -> bool:
    """Do one piece of work if it is due and nobody else does it. True when it was ours."""
    job = claim(job_id, at)
    if job is None:
        return False
    kind, payload, attempts = job.kind, dict(job.payload), job.attempts
    lane = lane_of(kind, is_of_many=job.is_of_many)
    db.session.rollback()  # no transaction stays open while the work goes on
    try:
        handler_of(kind)(job_id, payload)
    except GiveUp as reason:
        finish(job_id, JobState.FAILED, error=str(reason))
    except PutOff as reason:
        put_off(job_id, lane, attempts - 1, reason.until)
    except RetryLater as reason:
        postpone(job_id, lane, attempts, str(reason), reason.delay)
    except Exception as error:
        log.exception("job %s (%s) failed", job_id, kind)
        postpone(job_id, lane, attempts, type(error).__name__, None)
    else:
        finish(job_id, JobState.DONE)
    finally:
        db.session.remove()
    return True


def handler_of(kind: str) -> Handler:
    if kind not in HANDLERS:
        raise GiveUp(f"nobody knows how to do {kind}")
    return HANDLERS[kind]


def claim(job_id: int, at: datetime) -> Job | None:
    """Take the row for LEASE, or None when it is done, not due, or in other hands."""
    free = or_(
        and_(Job.state == JobState.WAITING, Job.run_at <= at),
        and_(Job.state == JobState.RUNNING, Job.leased_until < at),
    )
    with transaction():
        taken = db.session.execute(
            update(Job)
            .where(Job.id == job_id, free)
            .values(state=JobState.RUNNING, leased_until=at + LEASE, leased_by=myself(), attempts=Job.attempts + 1)
            .execution_options(synchronize_session=False)
        )
        if not taken.rowcount:  # type: ignore[attr-defined]
            return None
    return db.session.get(Job, job_id)


def finish(job_id: int, state: JobState, error: str | None = None) -> None:
    with transaction():
        db.session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(state=state, error=error, finished_at=now(), leased_until=None, key=None)
        )


def postpone(job_id: int, lane: Lane, attempts: int, words: str, delay: timedelta | None) -> None:
    """Try again later, each time later still, behind work of the same kind; give up in the end."""
    if attempts >= MOST_ATTEMPTS:
        finish(job_id, JobState.FAILED, error=words)
        return
    _wait_until(now() + (delay or back_off(attempts)), job_id, lane, error=words)


def put_off(job_id: int, lane: Lane, attempts: int, until: datetime) -> None:
    """The same row waits: thousands that wait for a mail server would else list themselves anew every two minutes."""
    _wait_until(until, job_id, lane, attempts=attempts)


def _wait_until(due: datetime, job_id: int, lane: Lane, **more: Any) -> None:
    waiting = {"state": JobState.WAITING, "run_at": due, "leased_until": None, **more}
    with transaction():
        db.session.execute(update(Job).where(Job.id == job_id).values(waiting))
    wake(job_id, due, lane)


def back_off(attempts: int) -> timedelta:
    """10 s, 20 s, 40 s … at most 6 h between two tries."""
    return timedelta(seconds=min(10 * 2 ** (attempts - 1), 6 * 3600))


def due_jobs(at: datetime) -> list[int]:
    return _first(or_(_is_due(at), _is_lost(at)))


def _is_due(at: datetime) -> ColumnElement[bool]:
    return and_(Job.state == JobState.WAITING, Job.run_at <= at)


def _is_lost(at: datetime) -> ColumnElement[bool]:
    return and_(Job.state == JobState.RUNNING, Job.leased_until < at)


def _first(*which: ColumnElement[bool]) -> list[int]:
    ids = list(db.session.scalars(select(Job.id).where(*which).order_by(Job.run_at, Job.id).limit(MOST_AT_ONCE)))
    db.session.rollback()
    return ids


def myself() -> str:
    """Host and process of this worker."""
    return f"{socket.gethostname()}/{os.getpid()}"


def release_dead(at: datetime) -> None:
    """Take back what workers of this machine held when they died, without waiting for the end of their lease."""
    holders = list(db.session.scalars(select(Job.leased_by).where(Job.state == JobState.RUNNING).distinct()))
    db.session.rollback()
    dead = [holder for holder in holders if holder and is_dead(holder)]
    if dead:
        with transaction():
            db.session.execute(
                update(Job)
                .where(Job.state == JobState.RUNNING, Job.leased_by.in_(dead))
                .values(leased_until=at - timedelta(seconds=1))
                .execution_options(synchronize_session=False)
            )


def is_dead(holder: str) -> bool:
    """Tell whether a worker of this machine is gone; of other machines only the lease tells."""
    host, _slash, process = holder.rpartition("/")
    return host == socket.gethostname() and not Path(f"/proc/{process}").exists() and Path("/proc/self").exists()


def look_around(at: datetime) -> None:
    """Ask every feature whether something of its own is due. The trouble of one is not that of the others."""
    for name, look in ROUNDS.items():
        try:
            look(at)
        except Exception:
            log.exception("the round of %s failed", name)
        finally:
            db.session.remove()


def run_due(at: datetime | None = None) -> int:
    """Do everything that is due, here and now, in order. Returns how many jobs ran."""
    release_dead(at or now())
    look_around(at or now())
    return sum(run(job_id, at=at or now()) for job_id in due_jobs(at or now()))


def sweep(at: datetime) -> None:
    """Wake the lanes up for work whose worker died, and for what nobody was told of because a wake-up was lost.

    Where wake-ups stand in a queue, what is due is only waiting for its turn.
    """
    release_dead(at)
    look_around(at)
    is_long, is_of_many, is_lost = Job.kind.in_(LONG), Job.is_of_many, _is_lost(at)
    lanes = {
        Lane.QUICK: and_(~is_long, ~is_of_many),
        Lane.MANY: and_(~is_long, is_of_many),
        Lane.LONG: is_long,
    }
    for lane, huey in current_app.extensions["huey"].items():
        for job_id in _first(lanes[lane], is_lost if huey.pending_count() else or_(_is_due(at), is_lost)):
            wake(job_id, at, lane)


def do_chores(at: datetime) -> None:
    """What has to be done from time to time; one that fails keeps no other from its turn."""
    for chore in (forget_old, forget_done, *CHORES):
        try:
            chore(at)
        except Exception:
            log.exception("chore %s failed", chore.__name__)


def sweep_forever(app: Flask, stop: threading.Event, parent: int | None) -> None:
    """Find work that nobody was told of, at once and every few seconds; end when the server that started us is gone."""
    rounds = 0
    while True:
        with app.app_context():
            try:
                sweep(now())
                if not (rounds := rounds + 1) % CLEAN_EVERY:
                    do_chores(now())
            except Exception:
                log.exception("sweep failed")
        if stop.wait(SWEEP_SECONDS):
            return
        if parent is not None and os.getppid() != parent:
            os._exit(0)


def warm_up(templates: Environment) -> None:
    """Read the letters and start the drawing process before somebody's first ticket waits for them."""
    from ..pdf import PdfFailed, render_pdf  # noqa: PLC0415 - only a worker needs it

    for name in templates.list_templates(filter_func=lambda name: "/mail/" in name or "/pdf/" in name):
        templates.get_template(name)
    try:
        render_pdf("<!doctype html><html lang='en'><title>-</title><p>-</p></html>", title="-", lang="en")
    except PdfFailed:
        log.exception("the drawing process did not start; the next ticket tries again")


@jobs_cli.command("work")
def work() -> None:
    """Do the listed work until stopped."""
    work_until_stopped(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - for other threads


def work_until_stopped(app: Flask, parent: int | None = None) -> None:
    """Do the listed work in all threads of this process; end when the process `parent` that started it is gone."""
    stop = threading.Event()
    os.nice(NICENESS)
    sys.setswitchinterval(SWITCH_SECONDS)
    threading.Thread(target=warm_up, args=(app.jinja_env,), daemon=True).start()
    threading.Thread(target=sweep_forever, args=(app, stop, parent), daemon=True).start()
    first, *others = [
        huey.create_consumer(
            workers=WORKERS, worker_type="thread", periodic=False, initial_delay=0.02, max_delay=0.1
        )
        for huey in app.extensions["huey"].values()
    ]  # fmt: skip
    for consumer in others:
        consumer.start()
    first.run()  # the last to start is the one that signals end
    stop.set()
    for consumer in others:
        consumer.stop()


@jobs_cli.command("run-due")
def run_due_once() -> None:
    """Do what is due now, then stop."""
    click.echo(f"{run_due()} done")
