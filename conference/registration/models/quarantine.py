from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime


class HeldSubmission(Base):
    """A form that looked like spam: no registration, no place, no mail, until an organiser looks at it.

    `person` is what was typed, as `rules.Person` keeps it; it is emptied when somebody decides, and after some weeks.
    `reasons` are codes of `spam.Reason`. `decision`: "" while nobody looked, else "released" or "dropped".
    """

    __tablename__ = "held_submission"
    __table_args__ = (Index("ix_held_submission_event_created", "event_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(12), unique=True, default=lambda: new_code(10))
    submit_key: Mapped[str] = mapped_column(String(36), unique=True)
    person: Mapped[dict[str, Any]] = mapped_column(JSON)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(String(20), default="")
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"))
