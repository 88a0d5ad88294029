"""Keeping what was read of a file until it is taken over or left."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import db, lock, transaction
from conference.core.jobs import enqueue

from .models import Intake, IntakeKind, IntakeState

KEPT_FOR = timedelta(hours=24)
OPEN = (IntakeState.NEW, IntakeState.PREVIEWED, IntakeState.CONFIRMED)  # what can still be left


def keep_intake(
    event_id: int,
    kind: IntakeKind,
    content: Any,
    *,
    filename: str,
    shape: str = "",
    mapping: dict[str, Any] | None = None,
    actor: audit.Actor,
    at: datetime,
) -> str:
    """Keep what was read, for a day; returns the code of the import. Nothing of the event changes."""
    with transaction() as session:
        row = Intake(
            event_id=event_id,
            code=new_code(10),
            kind=kind,
            filename=filename,
            shape=shape,
            uploaded_by=actor.label,
            uploaded_by_id=actor.id,
            created_at=at,
            expires_at=at + KEPT_FOR,
            content=content,
            mapping=mapping or {},
        )
        session.add(row)
        session.flush()
        enqueue("intake.forget", {"intake_id": row.id}, at=at, run_at=row.expires_at)
        audit.record("intake.uploaded", row, actor=actor, event_id=event_id, at=at, kind=str(kind))
        return row.code


def drop_intake(intake_id: int, *, actor: audit.Actor, at: datetime) -> None:
    """Leave it: what was read is forgotten. One that is done stays done."""
    with transaction():
        row = lock(Intake, intake_id)
        if row.state in OPEN:
            row.state, row.content = IntakeState.DROPPED, None
            audit.record("intake.dropped", row, actor=actor, event_id=row.event_id, at=at)


def forget_intake(intake_id: int, *, at: datetime) -> None:
    """Empty one whose time is over."""
    with transaction():
        row = db.session.scalars(select(Intake).where(Intake.id == intake_id).with_for_update()).one_or_none()
        if row is not None and row.state in OPEN and row.expires_at <= at:
            row.state, row.content = IntakeState.DROPPED, None
            audit.record("intake.dropped", row, actor=audit.SYSTEM, event_id=row.event_id, at=at)


def finish(row: Intake, result: dict[str, Any], *, actor: audit.Actor, at: datetime) -> None:
    """In the caller's transaction, with the row locked: everything of the file is in the event now."""
    row.state, row.result, row.content = IntakeState.DONE, result, None
    counts = {name: count for name, count in result.items() if isinstance(count, int)}
    audit.record("intake.done", row, actor=actor, event_id=row.event_id, at=at, kind=row.kind, **counts)
