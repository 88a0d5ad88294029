from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime


class MessageState(StrEnum):
    WAITING = "waiting"
    HANDED_OVER = "handed_over"  # given to the mail server, its answer not yet noted
    SENT = "sent"
    UNSURE = "unsure"  # the worker died while the mail server had it: only a person may send it again
    FAILED = "failed"
    DROPPED = "dropped"  # not needed any more when its turn came


class Message(Base):
    """One e-mail to one person. `kind` names the composer, `subject_id` the row that it is about.

    The text is made when it is sent, so that it tells the truth of that moment. `key` names a message that
    must not be sent twice.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_event_created", "event_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int] = mapped_column(index=True)
    event_id: Mapped[int | None]
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    to_email: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(20), default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def code(self) -> str:
        """What addresses of pages show: the random part of the Message-ID."""
        return self.message_id.strip("<>").partition("@")[0]

    @property
    def may_be_sent_again(self) -> bool:
        return self.state in (MessageState.SENT, MessageState.UNSURE, MessageState.FAILED)
