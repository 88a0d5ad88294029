"""Asking for files that take long to make, and keeping what was made."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from conference.core import audit
from conference.core.codes import new_code
from conference.core.db import lock, transaction
from conference.core.jobs import enqueue
from conference.events.models import Event

from . import made_queries as queries
from .made_models import MadeFile, MadeKind
from .made_rules import why_no_snapshot

KEPT_FOR = timedelta(hours=24)  # of files that somebody asked for; booklets stay until the next one


def ask_for(event_id: int, kind: MadeKind, state: str, *, language: str = "", at: datetime) -> str:
    """Have the file made; returns its code. Asked again while it is made, or after, it is the same file.

    One whose making failed is made anew. Older ones of the kind and language, which nobody can ask for any more, go.
    """
    with transaction() as session:
        lock(Event, event_id)  # two who ask at once ask one after the other
        made = queries.find_made(event_id, kind, language, state)
        if made is not None and queries.progress_of(made, at) in ("waiting", "running", "ready"):
            return made.code
        session.execute(
            delete(MadeFile).where(
                MadeFile.event_id == event_id, MadeFile.kind == kind, MadeFile.language == language
            )
        )  # fmt: skip
        made = MadeFile(
            code=new_code(10), event_id=event_id, kind=kind, language=language, state=state, requested_at=at
        )
        session.add(made)
        session.flush()
        made.job_id = enqueue(f"exports.{kind}", {"made_id": made.id}, at=at)
        return made.code


def ask_for_snapshot(event_id: int, *, actor: audit.Actor, at: datetime) -> str:
    """Have the public pages gathered; returns the code of the file. Asked again while it is made, it is the same."""
    with transaction() as session:
        event = lock(Event, event_id)
        for made in queries.made_of_event(event_id, MadeKind.SNAPSHOT, at):
            if queries.progress_of(made, at) in ("waiting", "running"):
                return made.code
        if refusal := why_no_snapshot(event):
            raise refusal
        session.execute(delete(MadeFile).where(MadeFile.expires_at <= at))
        made = MadeFile(
            code=new_code(10), event_id=event_id, kind=MadeKind.SNAPSHOT, state=at.isoformat(), requested_at=at
        )
        session.add(made)
        session.flush()
        made.job_id = enqueue("exports.snapshot", {"made_id": made.id}, at=at)
        audit.record("snapshot.requested", event, actor=actor, event_id=event_id, at=at)
        return made.code


def keep_made(made_id: int, data: bytes, *, at: datetime, expires_at: datetime | None = None) -> None:
    """Store what was made; nothing is to be stored when a newer one has taken its place meanwhile."""
    with transaction() as session:
        made = session.get(MadeFile, made_id)
        if made is None:
            return
        made.data, made.size, made.finished_at, made.expires_at = data, len(data), at, expires_at
        if expires_at is not None:
            enqueue("exports.forget", {"made_id": made_id}, at=at, run_at=expires_at)


def forget_made(made_id: int) -> None:
    with transaction() as session:
        session.execute(delete(MadeFile).where(MadeFile.id == made_id))
