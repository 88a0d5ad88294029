from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime


class MessageState(StrEnum):
    HELD = "held"  # not its turn yet: one of many, or paused by an organiser
    WAITING = "waiting"
    HANDED_OVER = "handed_over"  # given to the mail server, its answer not yet noted
    SENT = "sent"
    UNSURE = "unsure"  # the worker died while the mail server had it: only a person may send it again
    FAILED = "failed"
    BOUNCED = "bounced"  # taken by the mail server, and came back
    DROPPED = "dropped"  # not needed any more when its turn came


class Message(Base):
    """One e-mail to one person. `kind` names the composer, `subject_id` the row that it is about.

    The text is made when it is sent, so that it tells the truth of that moment. `key` names a message that
    must not be sent twice.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_event_created", "event_id", "created_at"),
        Index("ix_message_event_to", "event_id", "to_email"),
    )

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
        return self.state in MAY_BE_SENT_AGAIN and bool(self.to_email)  # "": the person was erased


MAY_BE_SENT_AGAIN = (MessageState.SENT, MessageState.UNSURE, MessageState.FAILED, MessageState.BOUNCED)


class MailSettings(Base):
    """Who an event's mails come from, and how fast its announcements go out; an event without a row has the defaults.

    `sender_name` stands before the one address that the installation sends from. `reply_to`: else the event's contact.
    """

    __tablename__ = "mail_settings"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    sender_name: Mapped[str] = mapped_column(String(100), default="")
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    per_minute: Mapped[int] = mapped_column(default=60)
    version: Mapped[int] = mapped_column(default=1)


class Wording(Base):
    """An event's own words for one kind of message in one language; without a row the built-in words are used.

    `subject` is a line, `body` Markdown; both hold placeholders like {name}.
    """

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("event_id", "kind", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)


class Undeliverable(Base):
    """An address that does not exist, as a mail server said. `email_key`: the address, case folded."""

    __tablename__ = "undeliverable"
    __table_args__ = (UniqueConstraint("event_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    email_key: Mapped[str] = mapped_column(String(254))
    reason: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
