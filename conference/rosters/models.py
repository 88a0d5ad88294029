"""What organisers said of people who look alike."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime


class DifferentPeople(Base):
    """Two registrations that look alike and are not the same person; the one with the smaller id is first."""

    __tablename__ = "different_people"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    said_by: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
