from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from conference.core.db import Base, UtcDateTime


class DoorState(Base):
    """The door of an event. `revision` rises in each transaction that changes what devices hold; it is their cursor.

    `mark`: of everything that records are made of, as it was when they were last looked at. `expected`: who has a
    confirmed place in the room. `rehearses_since`: scans are practice from then on.
    """

    __tablename__ = "door_state"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
    mark: Mapped[str] = mapped_column(String(64), default="")
    expected: Mapped[int] = mapped_column(default=0)
    rehearses_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class DoorRecord(Base):
    """What devices hold of one ticket: where it opens, and whose it is, sealed with a key that only the badge gives.

    `body` is the JSON that they get, made when something changed (`signature`). The record of a blank badge names the
    blank instead, until somebody has it.
    """

    __tablename__ = "door_record"
    __table_args__ = (Index("ix_door_record_event_revision", "event_id", "revision"),)

    lookup: Mapped[str] = mapped_column(String(22), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    blank_id: Mapped[int | None] = mapped_column(ForeignKey("blank_badge.id", ondelete="CASCADE"), unique=True)
    is_current: Mapped[bool]  # the ticket is the newest of its registration
    person_version: Mapped[int]  # of the registration, when it was last looked at
    is_revoked: Mapped[bool]  # or a blank badge that is void
    signature: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(BigInteger)
