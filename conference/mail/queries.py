from sqlalchemy import func, select
from sqlalchemy.orm import Mapped

from conference.core.db import db

from .models import Message


def messages_about(kind_prefix: str, subject_id: int) -> list[Message]:
    """What was sent about one row, newest first; `kind_prefix` is like "registration."."""
    return list(
        db.session.scalars(
            select(Message)
            .where(Message.kind.startswith(kind_prefix), Message.subject_id == subject_id)
            .order_by(Message.id.desc())
        )
    )


def messages_of_event(event_id: int, *, state: str | None, limit: int, offset: int) -> list[Message]:
    """Newest first."""
    query = select(Message).where(Message.event_id == event_id)
    if state:
        query = query.where(Message.state == state)
    return list(db.session.scalars(query.order_by(Message.id.desc()).limit(limit).offset(offset)))


def counts_by_state(event_id: int) -> dict[str, int]:
    state: Mapped[str] = Message.state
    rows = db.session.execute(select(state, func.count()).where(Message.event_id == event_id).group_by(state))
    return {row[0]: row[1] for row in rows}


def find_message(event_id: int, code: str) -> Message | None:
    """A message of this event by its `code`."""
    is_it = Message.message_id.startswith(f"<{code}@", autoescape=True)
    return db.session.scalars(select(Message).where(Message.event_id == event_id, is_it)).one_or_none()
