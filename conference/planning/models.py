"""What is planned for the agenda, and who was told what."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.db import Base, UtcDateTime
from conference.programme.models import Release, Speaker


class Outcome(StrEnum):
    """How a scheduled release ended; "" while it is still to come."""

    WAITING = ""
    PUBLISHED = "published"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class ScheduledRelease(Base):
    """A release that somebody planned for a time. `refusal` is the code of why it was not made."""

    __tablename__ = "scheduled_release"
    __table_args__ = (
        Index(
            "uq_scheduled_release_waiting",
            "event_id",
            unique=True,
            sqlite_where=text("outcome = ''"),
            postgresql_where=text("outcome = ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    publish_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    tells: Mapped[bool] = mapped_column(default=True)
    planned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    planned_by: Mapped[str] = mapped_column(String(200))
    planner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    outcome: Mapped[str] = mapped_column(String(20), default=Outcome.WAITING)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusal: Mapped[str] = mapped_column(String(40), default="")
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id", ondelete="SET NULL"))
    planner: Mapped[User | None] = relationship()


class SpeakerNotice(Base):
    """A speaker is told by mail what a release changed for them, once. `sessions` are the ids of those concerned."""

    __tablename__ = "speaker_notice"
    __table_args__ = (UniqueConstraint("release_id", "speaker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    last_id: Mapped[int | None] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))  # the release before
    sessions: Mapped[list[int]] = mapped_column(JSON)
    release: Mapped[Release] = relationship(foreign_keys=[release_id])
    last: Mapped[Release | None] = relationship(foreign_keys=[last_id])
    speaker: Mapped[Speaker] = relationship()
