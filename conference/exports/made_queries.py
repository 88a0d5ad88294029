from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, undefer

from conference.core.db import db
from conference.core.jobs.models import JobState

from .made_models import MadeFile, MadeKind


def find_made(event_id: int, kind: MadeKind, language: str, state: str) -> MadeFile | None:
    """The file of exactly that state, finished or not, without its bytes."""
    query = select(MadeFile).where(
        MadeFile.event_id == event_id, MadeFile.kind == kind, MadeFile.language == language, MadeFile.state == state
    )
    return db.session.scalars(query.options(joinedload(MadeFile.job))).one_or_none()


def find_made_by_code(event_id: int, code: str) -> MadeFile | None:
    query = select(MadeFile).where(MadeFile.event_id == event_id, MadeFile.code == code)
    return db.session.scalars(query.options(joinedload(MadeFile.job))).one_or_none()


def made_by_id(made_id: int) -> MadeFile | None:
    return db.session.get(MadeFile, made_id)


def made_of_event(event_id: int, kind: MadeKind, at: datetime) -> list[MadeFile]:
    """Those that are still kept, newest first."""
    query = (
        select(MadeFile)
        .where(MadeFile.event_id == event_id, MadeFile.kind == kind)
        .where(or_(MadeFile.expires_at.is_(None), MadeFile.expires_at > at))
        .options(joinedload(MadeFile.job))
        .order_by(MadeFile.requested_at.desc(), MadeFile.id.desc())
    )
    return list(db.session.scalars(query))


def data_of(made: MadeFile) -> bytes | None:
    query = select(MadeFile).where(MadeFile.id == made.id).options(undefer(MadeFile.data))
    return db.session.scalars(query.execution_options(populate_existing=True)).one().data


def progress_of(made: MadeFile, at: datetime) -> str:
    """How far it is: waiting, running, ready, failed or expired."""
    if made.expires_at is not None and at >= made.expires_at:
        return "expired"
    if made.finished_at is not None:
        return "ready"
    if made.job is None or made.job.state in (JobState.FAILED, JobState.DONE):
        return "failed"
    return "running" if made.job.state == JobState.RUNNING else "waiting"
