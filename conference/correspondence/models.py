from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.codes import new_code
from conference.core.db import Base, UtcDateTime
from conference.core.files import StoredFile
from conference.core.translated import Translated
from conference.events.models import Event


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    STARTING = "starting"  # its recipients are being put down
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    STOPPED = "stopped"


class Timing(StrEnum):
    """When an announcement goes out: at a time, or by a rule that follows the event when it moves."""

    NOW = "now"
    AT = "at"
    DAYS_BEFORE = "days_before"
    EVENING_BEFORE = "evening_before"
    HOURS_AFTER = "hours_after"


class Announcement(Translated, Base):
    """What organisers write to many people at once. `body` is Markdown; both texts hold placeholders like {name}.

    `recipients` narrows who gets it: {key of a narrowing: [chosen values]}. `amount` days or hours and `clock`, a wall
    time like "18:00", belong to rules. `takes_later`: whoever comes to match later gets it too, until the event begins.
    """

    __tablename__ = "announcement"
    __table_args__ = (Index("ix_announcement_state", "state"),)
    TEXTS = ("subject", "body")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True, default=new_code)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    recipients: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    timing: Mapped[str] = mapped_column(String(20), default=Timing.NOW)
    send_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    amount: Mapped[int] = mapped_column(default=0)
    clock: Mapped[str] = mapped_column(String(5), default="")
    takes_later: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), default=AnnouncementState.DRAFT)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    event: Mapped[Event] = relationship()
    files: Mapped[list["AnnouncementFile"]] = relationship(cascade="all, delete-orphan", order_by="AnnouncementFile.id")


class AnnouncementFile(Base):
    """A file that goes along."""

    __tablename__ = "announcement_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    file: Mapped[StoredFile] = relationship()


class Delivery(Base):
    """An announcement to one person: once, whatever happens. How it went stands in the message about it.

    `released_at`: when its message got its turn in the slow queue.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("announcement_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    announcement: Mapped[Announcement] = relationship()


class Unsubscription(Base):
    """An address that wants no announcements of the event; what concerns its own registration still comes."""

    __tablename__ = "unsubscription"
    __table_args__ = (UniqueConstraint("event_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    email_key: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
