from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime
from conference.events.models import Event
from conference.projects.models import Project

IN_FORCE_HERE = text("ended_at IS NULL AND event_id IS NOT NULL")
IN_FORCE_EVERYWHERE = text("ended_at IS NULL AND event_id IS NULL")


class Derogation(Base):
    """The funder's leave not to show its emblem for a project, where showing it would do harm.

    `event_id` empty: at every event and on the project's own page. Rows are ended, never deleted: they are evidence.
    """

    __tablename__ = "derogation"
    __table_args__ = (
        Index(
            "uq_derogation_here",
            "project_id",
            "event_id",
            unique=True,
            sqlite_where=IN_FORCE_HERE,
            postgresql_where=IN_FORCE_HERE,
        ),
        Index(
            "uq_derogation_everywhere",
            "project_id",
            unique=True,
            sqlite_where=IN_FORCE_EVERYWHERE,
            postgresql_where=IN_FORCE_EVERYWHERE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(8))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    approver: Mapped[str] = mapped_column(String(200))  # who of the funder gave leave
    decided_on: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    project: Mapped[Project] = relationship()
    event: Mapped[Event | None] = relationship()

    @property
    def is_everywhere(self) -> bool:
        return self.event_id is None

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None
