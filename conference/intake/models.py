"""What somebody brought in, between its upload and the moment when it is taken over or left."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.codes import new_uuid7
from conference.core.db import Base, UtcDateTime


class IntakeKind(StrEnum):
    SPEAKERS = "speakers"  # a table of people
    SESSIONS = "sessions"  # a table of sessions
    PEOPLE = "people"  # a table of registrations
    SCHEDULE = "schedule"  # schedule.xml or schedule.json of another system
    COPY = "copy"  # from another event


class IntakeState(StrEnum):
    NEW = "new"  # read, its meaning is still to be told
    PREVIEWED = "previewed"  # shown as it would come in
    CONFIRMED = "confirmed"  # a worker is bringing it in: all of it, or nothing
    DONE = "done"
    DROPPED = "dropped"


class Intake(Base):
    """One import. Nothing of it is in the event before `state` is done.

    `content` is what was read of the file, as the reader of its `kind` keeps it; it is emptied when the import is done,
    dropped or expired, as it holds people's data. `shape` tells files of the same make apart from others, so that
    `mapping`, what the organiser said of such a file, serves the next one. `result` counts what was done; while a
    worker is at it, it says what was asked, and afterwards perhaps why not (`refused`).
    """

    __tablename__ = "intake"
    __table_args__ = (Index("ix_intake_shape", "event_id", "shape"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True, default=new_uuid7)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default=IntakeState.NEW)
    filename: Mapped[str] = mapped_column(String(200), default="")
    shape: Mapped[str] = mapped_column(String(64), default="")
    uploaded_by: Mapped[str] = mapped_column(String(200))
    uploaded_by_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    content: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True, deferred=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
