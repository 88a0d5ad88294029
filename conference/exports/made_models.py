"""Files that take long to make: made by a job, kept until something newer takes their place or their time is over."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.jobs.models import Job


class MadeKind(StrEnum):
    BOOKLET = "booklet"  # the agenda as a PDF
    SNAPSHOT = "snapshot"  # the public pages as a ZIP


class MadeFile(Base):
    """`state` tells what it shows: of another state of the event another file is made. `expires_at` None: kept."""

    __tablename__ = "made_file"
    __table_args__ = (UniqueConstraint("event_id", "kind", "language", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5), default="")
    state: Mapped[str] = mapped_column(String(64))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"))
    size: Mapped[int] = mapped_column(default=0)
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    job: Mapped[Job | None] = relationship()
