"""Who did what to which row, when: written in the same transaction as the deed.

Never changed, but for what people typed about somebody who is erased.
"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import JSON, Index, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from . import times
from .db import Base, UtcDateTime, db, execute


class LogEntry(Base):
    """`actor` is a user's id, or None with `actor_label` saying who else: the attendee, a job, a command."""

    __tablename__ = "log_entry"
    __table_args__ = (Index("ix_log_entry_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_label: Mapped[str] = mapped_column(String(200))
    event_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


# written with nearly every deed, so past the unit of work, which would cost more than all the rest of a small deed
ADD_ENTRY = insert(Base.metadata.tables[LogEntry.__tablename__])


class Actor:
    """Who does something: a signed-in user (`id`), or a label such as "attendee"."""

    def __init__(self, label: str, user_id: int | None = None) -> None:
        self.label = label
        self.id = user_id


ATTENDEE = Actor("attendee")
SPEAKER = Actor("speaker")
FOCAL_POINT = Actor("focal point")
GROUP_LEAD = Actor("group lead")
SYSTEM = Actor("system")


def record(action: str, subject: Any, *, actor: Actor, event_id: int | None, at: datetime, **detail: Any) -> None:
    """Note the deed. `subject` is a flushed row; `detail` holds plain values without personal data."""
    entry = {
        "at": at, "actor_id": actor.id, "actor_label": actor.label, "event_id": event_id, "action": action,
        "subject_type": subject.__tablename__, "subject_id": subject.id, "detail": detail,
    }  # fmt: skip
    execute(ADD_ENTRY, entry)


def history(subject: Any) -> list[LogEntry]:
    """All that happened to the row, newest first."""
    return list(
        db.session.scalars(
            select(LogEntry)
            .where(LogEntry.subject_type == subject.__tablename__, LogEntry.subject_id == subject.id)
            .order_by(LogEntry.at.desc(), LogEntry.id.desc())
        )
    )


def newest(subject: Any) -> LogEntry | None:
    """The last that happened to the row."""
    query = select(LogEntry).where(LogEntry.subject_type == subject.__tablename__, LogEntry.subject_id == subject.id)
    return db.session.scalars(query.order_by(LogEntry.at.desc(), LogEntry.id.desc()).limit(1)).first()


WORDS_OF_PEOPLE = ("reason", "note")  # what somebody typed, in the details of an entry


def forget_words(subject: Any) -> None:
    """Inside a transaction: take what people typed out of the history of a row whose person is erased."""
    for entry in history(subject):
        if any(name in entry.detail for name in WORDS_OF_PEOPLE):
            entry.detail = {name: value for name, value in entry.detail.items() if name not in WORDS_OF_PEOPLE}


def who(entry: LogEntry) -> str:
    """Who did it, as people read it."""
    words = {
        ATTENDEE.label: _("the attendee"),
        SPEAKER.label: _("the speaker"),
        FOCAL_POINT.label: _("the focal point"),
        GROUP_LEAD.label: _("who registered the group"),
        SYSTEM.label: _("the system"),
    }
    return str(words.get(entry.actor_label, entry.actor_label))


WORDS: dict[str, Any] = {}  # action -> lazy words, filled by each feature when it starts


def describe(words: dict[str, Any]) -> None:
    """Say in words what the actions of a feature are; histories show them."""
    WORDS.update(words)


def timeline(entries: list[LogEntry], zone: str) -> list[tuple[str, str, str, str]]:
    """Histories as pages show them: (when in words, ISO 8601, what, who)."""
    return [
        (
            times.instant(entry.at, zone),
            entry.at.isoformat(),
            str(WORDS.get(entry.action, entry.action)),
            who(entry),
        )
        for entry in entries
    ]
