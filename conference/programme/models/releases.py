"""Where and when: slots and their places, in the draft and in the releases that were made of it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_uuid7
from conference.core.db import Base, UtcDateTime
from conference.events.models import Room

from .sessions import Session


class Slot(Base):
    """One holding of a session: what keeps its identity while it moves. A session that is repeated has several.

    `id` is the number in exchange files, `uuid` the identity in calendars; the first slot's is the session's own.
    """

    __tablename__ = "slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    session: Mapped[Session] = relationship(back_populates="slots")


class Release(Base):
    """A published, numbered version of the agenda. Visitors see the newest."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid7)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(200), default="")


class ReleasedSession(Base):
    """What a session said when a release was made; `content` is `content.SessionContent` as JSON. Never changes."""

    __tablename__ = "released_session"
    __table_args__ = (UniqueConstraint("release_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class Placement(Base):
    """Where and when a slot is: in the draft (`release_id` empty) or in a release, which never changes.

    `sequence` counts the releases that changed its time, room or state, `changed_at` is when the last of them was.
    `is_cancelled`: called off, or taken out of the draft after it was published; it stays visible.
    """

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        Index(
            "uq_placement_draft",
            "slot_id",
            unique=True,
            sqlite_where=text("release_id IS NULL"),
            postgresql_where=text("release_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    session: Mapped[Session] = relationship(back_populates="placements")
    slot: Mapped[Slot] = relationship()
    room: Mapped[Room | None] = relationship()

    @property
    def duration(self) -> timedelta:
        return self.ends_at - self.starts_at
