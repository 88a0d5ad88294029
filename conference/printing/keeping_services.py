"""How long files of badges are kept, and what is left of a person who is erased."""

from datetime import datetime
from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from conference.core.db import after_commit, db, transaction
from conference.registration.models import Registration

from . import files
from .models import BadgePrint, PrintRun
from .station_models import PrintTask


def forget_runs(at: datetime) -> int:
    """Delete what has expired: runs with their files, and files without a run; says how many files."""
    with transaction() as session:
        session.execute(delete(PrintRun).where(PrintRun.expires_at <= at))
        kept = set(session.scalars(select(PrintRun.code)))
    return files.remove_others(kept, at)


def forget_run(run_id: int) -> None:
    with transaction() as session:
        run = session.get(PrintRun, run_id)
        if run is not None:
            after_commit(partial(files.remove, run.code))
            session.delete(run)


def erase(registration: Registration, at: datetime) -> None:
    """The person's prints go, and so do files in which they are; one that is being drawn is not kept."""
    db.session.execute(delete(BadgePrint).where(BadgePrint.registration_id == registration.id))
    db.session.execute(delete(PrintTask).where(PrintTask.registration_id == registration.id))
    query = select(PrintRun).where(PrintRun.event_id == registration.event_id, PrintRun.expires_at > at)
    for run in db.session.scalars(query.options(undefer(PrintRun.people))):
        if registration.id not in run.people:
            continue
        if run.finished_at is None:
            db.session.delete(run)
        else:
            run.expires_at = at
        after_commit(partial(files.remove, run.code))
