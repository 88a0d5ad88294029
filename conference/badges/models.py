from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.jobs.models import Job


class SheetLayout(StrEnum):
    A6 = "a6"  # one badge a page
    A4 = "a4"  # four A6 badges a page, with crop marks


class BadgeSheet(Base):
    """A PDF of badges that somebody asked for; made by a job, kept until it expires."""

    __tablename__ = "badge_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    layout: Mapped[str] = mapped_column(String(20))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id", ondelete="SET NULL"))
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"))
    badges: Mapped[int] = mapped_column(default=0)
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    job: Mapped[Job | None] = relationship()
